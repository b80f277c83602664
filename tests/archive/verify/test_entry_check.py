"""Each entry against its name: its spelling, its files' places, its versions in a row (DA/T 70, 1-7, 1-8, 1-13, 2-5)."""

from dataclasses import replace

import pytest

from recordkit.archive.verify.entry_check import check_entry
from recordkit.archive.verify.survey import Survey
from recordkit.domain.entry import Entry
from recordkit.domain.tiers import Act
from tests.archive.builders import CLERK, in_memory, lived_in, may

NAME = "家访报告-2026-1109-001"


@pytest.fixture
def entry() -> Entry:
    found = lived_in(in_memory()).entry(may(CLERK, Act.READ), NAME)
    assert found is not None
    return found


def told(entry: Entry) -> set[tuple[str, str | None]]:
    ledger = in_memory()._ledger
    fold = ledger.fresh_fold()
    survey = Survey(ledger, fold)
    check_entry(survey, entry)
    fold.close()
    return {(item.code, item.path) for item in survey.items}


def test_an_entry_as_recordkit_files_it_is_in_order(entry: Entry) -> None:
    assert told(entry) == set()


@pytest.mark.parametrize(
    "name", ["家访报告-20261109-001", "家访报告-2026-1109-002", "家访报告-2026-1110-001", "家访"]
)
def test_a_name_that_is_not_its_own_fails(entry: Entry, name: str) -> None:
    assert told(replace(entry, name=name)) == {("1-7", None)}


def test_a_file_that_lies_elsewhere_fails(entry: Entry) -> None:
    first, second = entry.versions
    elsewhere = "records/家访报告/2025/家访报告-2026-1109-001.docx"
    assert told(replace(entry, versions=(replace(first, path=elsewhere), second))) == {("1-13", elsewhere)}
    assert told(replace(entry, versions=(first, replace(second, record_path=first.record_path)))) == {
        ("1-13", first.record_path)
    }
    [note] = entry.notes
    assert told(replace(entry, notes=(note, note))) == {("1-13", note.path)}


def test_a_version_that_is_there_twice_or_not_at_all_fails(entry: Entry) -> None:
    first, second = entry.versions
    assert told(replace(entry, versions=(first, first, second))) == {("1-8", None)}
    assert told(replace(entry, versions=(second,))) == {("2-5", None)}
