"""What an event says is judged: what recordkit never writes fails, what somebody's data may hold is for a person to look at."""

from datetime import UTC, datetime, timedelta

import pytest

from recordkit.archive.archive import Archive
from recordkit.archive.verify.event_check import check_events
from recordkit.archive.verify.survey import Survey
from recordkit.archive.verify.verdicts import Result
from recordkit.domain.chain import Head, link
from recordkit.domain.entry import Verb, filed_event
from recordkit.domain.tiers import Act
from tests.archive.builders import AT, CLERK, in_memory, lived_in, may

SHA = "0" * 64
FILED = dict(
    filed_event(
        "家访报告-2026-1109-001",
        "zhang",
        {"version": 1, "path": "records/家访报告/2026/家访报告-2026-1109-001.docx", "sha256": SHA, "size": 5}
        | {"received": AT},
        {"type": "home_visit", "day": AT.date(), "number": 1, "title": "家访"},
    )
)


def judged(**changes: object) -> set[tuple[str, Result]]:
    """Return (code, result) of what is said of a filing in which some facts are changed; None takes one away."""
    event = {key: value for key, value in {**FILED, **changes}.items() if value is not None}
    archive = in_memory()
    fold = archive._ledger.fresh_fold()
    survey = Survey(archive._ledger, fold)
    check_events(survey, link(Head(), AT, [event]), "journal/2026-11.jsonl:1")
    fold.close()
    assert all(item.path == "journal/2026-11.jsonl:1" for item in survey.items)
    return {(item.code, item.result) for item in survey.items}


def test_what_recordkit_writes_is_as_it_must_be(archive: Archive) -> None:
    """Every kind of event that is in an archive passes: none is unknown, nothing is missing."""
    ledger = lived_in(archive)._ledger
    fold = ledger.fresh_fold()
    survey = Survey(ledger, fold)
    for line in ledger.journal.replay():
        check_events(survey, line, "x")
    fold.close()
    assert survey.items == []
    assert survey.events == len(list(archive.log(may(CLERK, Act.READ))))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"sha256": "0" * 63}, "1-2"),
        ({"key": "0" * 65}, "1-2"),
        ({"sha256": "x" * 64}, "1-3"),
        ({"size": "5"}, "1-3"),
        ({"size": True}, "1-3"),
        ({"day": "2026-13-01"}, "1-3"),
        ({"received": "2026-11-09"}, "1-3"),
        ({"name": 5}, "1-3"),
        ({"claims": []}, "1-3"),
        ({"doubtful": "yes"}, "1-3"),
        ({"number": 0}, "1-4"),
        ({"size": -1}, "1-4"),
        ({"type": None}, "2-3"),
        ({"by": None}, "2-3"),
        ({"received": None}, "2-3"),
        ({"type": ""}, "2-4"),
        ({"by": " "}, "2-4"),
        ({"sha256": ""}, "2-4"),
    ],
)
def test_what_is_never_written_fails(changes: dict[str, object], code: str) -> None:
    assert judged(**changes) == {(code, Result.FAILED)}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": "长" * 1001}, "1-2"),
        ({"title": "a\x07b"}, "1-6"),
        ({"source_name": "a\u202ecod.exe"}, "1-6"),
        ({"day": "1900-01-01"}, "1-5"),
        ({"day": "2028-01-01"}, "1-5"),
        ({"received": "2026-12-09T00:00:00.000000Z"}, "1-5"),
        ({"size": 0}, "1-5"),
        ({"verb": "sung"}, "1-4"),
        ({"mood": "good"}, "1-3"),
    ],
)
def test_what_data_may_hold_is_for_a_person(changes: dict[str, object], code: str) -> None:
    assert judged(**changes) == {(code, Result.MANUAL)}


@pytest.mark.parametrize(
    "changes", [{"title": "", "department": ""}, {"title": "换行\n制表\t"}, {"day": "2027-11-09"}]
)
def test_what_is_merely_unusual_is_nothing(changes: dict[str, object]) -> None:
    assert judged(**changes) == set()


@pytest.mark.parametrize("verb", list(Verb))
def test_every_verb_is_known(verb: Verb) -> None:
    assert ("1-4", Result.MANUAL) not in judged(verb=verb.value)


def test_a_clock_that_was_set_back_is_for_a_person(archive: Archive) -> None:
    events = [{"verb": "enrolled", "by": "wang", "login": "x", "person": "某", "tier": "staff"}]
    archive._ledger.journal.append(events, datetime(2026, 11, 1, tzinfo=UTC), archive.head)
    report = archive.verify(may(CLERK, Act.VERIFY))
    assert report.ok
    [told] = [item for item in report.items if item.code == "1-5"]
    assert told.result is Result.MANUAL
    archive._ledger.journal.append(events, AT + timedelta(days=1), archive.head)
    assert len([item for item in archive.verify(may(CLERK, Act.VERIFY)).items if item.code == "1-5"]) == 1
