"""tests of recordkit.domain.verbs: each verb has words, and a later version's verb stands as it is."""

from recordkit.domain.entry import Verb
from recordkit.domain.verbs import VERBS, verb_words


def test_each_verb_is_called_something_in_both_languages() -> None:
    assert set(VERBS) == set(Verb)
    assert all(text.zh and text.en for text in VERBS.values())
    assert verb_words("filed").zh == "归档"


def test_a_verb_that_this_version_does_not_know_is_shown_as_the_journal_has_it() -> None:
    assert (verb_words("lent").zh, verb_words("lent").en) == ("lent", "lent")
