"""Words in both languages."""

import pytest

from recordkit.wording import Lang, Text, spoken

DAY = Text("天", "day")


@pytest.mark.parametrize(
    ("fact", "zh", "en"),
    [
        (DAY, "天", "day"),
        ([DAY, "x"], "天、x", "day, x"),
        ((DAY, DAY), "天、天", "day, day"),
        (3, 3, 3),
        ("{x}", "{x}", "{x}"),
    ],
)
def test_a_fact_is_said_in_the_language_asked_for(fact: object, zh: object, en: object) -> None:
    assert spoken(fact, "zh") == zh
    assert spoken(fact, "en") == en


@pytest.mark.parametrize(("lang", "expected"), [("zh", "还有 3 天 '{a}'"), ("en", "3 day left '{a}'")])
def test_a_wording_takes_its_facts(lang: Lang, expected: str) -> None:
    wording = Text("还有 {n} {unit} {what!r}", "{n} {unit} left {what!r}")
    assert wording.say(lang, {"n": 3, "unit": DAY, "what": "{a}", "more": 1}) == expected


def test_a_wording_without_facts_is_said_as_it_is() -> None:
    assert Text("{不动}", "{as it is}").say("zh") == "{不动}"


def test_a_missing_fact_is_a_fault_of_ours() -> None:
    with pytest.raises(KeyError):
        Text("{a}", "{a}").say("zh", {"b": 1})
