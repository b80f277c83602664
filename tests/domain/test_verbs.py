"""Each kind of event has its word in both languages."""

from recordkit.domain.entry import Verb
from recordkit.domain.verbs import VERBS


def test_every_verb_has_its_words() -> None:
    assert set(VERBS) == set(Verb)
    assert all(text.zh and text.en for text in VERBS.values())
