"""Refusals: each builds its own sentence in both languages, and carries its exit code."""

from collections.abc import Iterator
from string import Formatter

import pytest

from recordkit import errors
from recordkit.errors import BadConfig, NoEntry, NoOffice, RecordkitError, UsageError
from recordkit.wording import Text


def _family(refusal: type[RecordkitError]) -> Iterator[type[RecordkitError]]:
    yield refusal
    for child in refusal.__subclasses__():
        yield from _family(child)


def _asked(wording: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(wording) if name}


REFUSALS = [refusal for refusal in _family(RecordkitError) if refusal.__module__ == errors.__name__]


@pytest.mark.parametrize("refusal", REFUSALS)
def test_a_refusal_says_itself_in_both_languages_from_the_same_facts(refusal: type[RecordkitError]) -> None:
    wording = refusal.wording
    assert _asked(wording.zh) <= _asked(wording.en)
    one = refusal(**{name: f"<{name}>" for name in _asked(wording.en)})
    for lang in ("zh", "en"):
        assert "{" not in one.sentence(lang)
    assert all(f"<{name}>" in str(one) for name in _asked(wording.en))


@pytest.mark.parametrize("refusal", REFUSALS)
def test_only_what_was_mistyped_exits_with_2(refusal: type[RecordkitError]) -> None:
    assert refusal.exit_code in (1, 2)
    if issubclass(refusal, UsageError):
        assert refusal.exit_code == 2


def test_every_refusal_is_in_the_family_and_says_why_it_exists() -> None:
    assert len(REFUSALS) > 20
    assert all(refusal.__doc__ for refusal in REFUSALS)
    assert (
        len({refusal.wording for refusal in REFUSALS}) >= len(REFUSALS) - 1
    )  # UsageError says what its parent says


def test_a_refusal_keeps_its_facts_and_speaks_chinese_too() -> None:
    refusal = NoEntry(name="家访报告-2026-1118-001", suggestion=Text("是不是…?", "Did you mean …?"))
    assert refusal.facts["name"] == "家访报告-2026-1118-001"
    assert refusal.sentence("zh") == "档案中没有“家访报告-2026-1118-001”。是不是…?"
    assert str(refusal) == "the archive has no entry '家访报告-2026-1118-001'. Did you mean …?"


def test_a_plain_refusal_has_a_sentence() -> None:
    assert str(RecordkitError()) == "this cannot be done"
    assert issubclass(NoOffice, UsageError)
    assert BadConfig.exit_code == 2
