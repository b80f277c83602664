"""Entries are a fold over events: what an event says is kept, what it does not say is not guessed."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordkit.domain.chain import utc
from recordkit.domain.entry import Entry, Event, Verb, filed_event, follow

DAY = datetime(2026, 11, 18, 2, tzinfo=UTC)
NAME = "家访报告-2026-1118-001"


def _filed(version: int = 1, **more: object) -> Event:
    facts = {"version": version, "path": f"p{version}", "sha256": "a" * 64, "size": 9, "received": DAY}
    identity = {"type": "home-visit", "day": date(2026, 11, 18), "number": 1}
    return filed_event(NAME, "wang", {**facts, **more}, identity)


def _entry(*events: Event) -> Entry:
    entry: Entry | None = None
    for hours, event in enumerate(events):
        entry = follow(entry, event, DAY + timedelta(hours=hours))
    assert entry is not None
    return entry


def test_a_filed_event_leaves_out_what_is_absent() -> None:
    event = _filed(department=None, doubtful=False, record_path="r")
    assert event["received"] == utc(DAY)
    assert event["day"] == "2026-11-18"
    assert event["verb"] == "filed"
    assert event["record_path"] == "r"
    assert not {"department", "doubtful"} & event.keys()


def test_the_first_filing_makes_the_entry() -> None:
    entry = _entry(_filed(department="医务处", period="2026-10", doubtful=True, record_size=3))
    assert (entry.name, entry.type, entry.day, entry.number) == (NAME, "home-visit", date(2026, 11, 18), 1)
    assert (entry.department, entry.period, entry.doubtful) == ("医务处", "2026-10", True)
    assert entry.current.record_size == 3
    assert entry.received == DAY


def test_a_later_version_neither_moves_the_receipt_nor_forgets_the_department() -> None:
    entry = _entry(_filed(department="医务处"), _filed(2, received=DAY + timedelta(days=3)))
    assert [version.version for version in entry.versions] == [1, 2]
    assert entry.current.path == "p2"
    assert entry.current.at == DAY + timedelta(hours=1)
    assert entry.received == DAY
    assert entry.department == "医务处"


def test_notes_gather_in_order() -> None:
    note = {"verb": "noted", "by": "li", "name": NAME, "path": "n", "sha256": "b" * 64, "size": 2}
    entry = _entry(_filed(), {**note, "keys": ["replied"]}, {**note, "by": "wang"})
    assert [(note.by, note.keys) for note in entry.notes] == [("li", ("replied",)), ("wang", ())]


def test_an_assigned_period_is_no_longer_doubtful() -> None:
    entry = _entry(_filed(period="2026-10", doubtful=True), {"verb": "assigned", "period": "2026-09"})
    assert (entry.period, entry.doubtful) == ("2026-09", False)


ASSIGNED: Event = {"verb": "assigned", "period": "2026-09"}
SURE: dict[str, Any] = {"period": "2026-10"}
DOUBTED: dict[str, Any] = {"period": "2026-11", "doubtful": True}


@pytest.mark.parametrize(
    ("events", "period", "doubtful"),
    [
        ([_filed(**DOUBTED), ASSIGNED, _filed(2, **SURE)], "2026-09", False),
        ([_filed(**SURE), ASSIGNED, _filed(2, **DOUBTED)], "2026-09", False),
        ([_filed(**SURE), ASSIGNED, _filed(2)], "2026-09", False),
        ([_filed(), ASSIGNED, _filed(2, **SURE)], "2026-09", False),
        ([_filed(**SURE), ASSIGNED, {**ASSIGNED, "period": "2026-08"}], "2026-08", False),
        ([_filed(**DOUBTED), _filed(2, **SURE)], "2026-10", False),
        ([_filed(**DOUBTED), _filed(2)], "2026-11", True),
        ([_filed(**SURE), _filed(2, **DOUBTED)], "2026-10", False),
        ([_filed(**SURE), _filed(2, period="2026-12")], "2026-12", False),
        ([_filed(), _filed(2, **DOUBTED)], "2026-11", True),
    ],
)
def test_a_later_version_replaces_a_doubtful_period_but_none_that_was_assigned(
    events: list[Event], period: str, doubtful: bool
) -> None:
    entry = _entry(*events)
    assert (entry.period, entry.doubtful) == (period, doubtful)


def test_a_withdrawn_entry_keeps_its_content_and_its_reason() -> None:
    entry = _entry(_filed(), {"verb": "withdrawn", "reason": "归错"})
    assert entry.withdrawn == "归错"
    assert entry.current.path == "p1"


@pytest.mark.parametrize(
    "verb", ["reserved", "voided", "noted", "assigned", "withdrawn", "read", "refused", "waived"]
)
def test_nothing_is_an_entry_before_it_is_filed(verb: str) -> None:
    event = {
        "verb": verb,
        "by": "w",
        "name": NAME,
        "path": "n",
        "sha256": "b",
        "size": 1,
        "period": "2026-10",
        "reason": "r",
    }
    assert follow(None, event, DAY) is None


@pytest.mark.parametrize("verb", ["reserved", "voided", "read", "refused", "waived", "enrolled", "founded"])
def test_events_that_change_no_entry(verb: str) -> None:
    entry = _entry(_filed())
    assert follow(entry, {"verb": verb}, DAY) is entry


@given(st.lists(st.sampled_from(["filed", "noted", "read", "withdrawn"]), max_size=8))
def test_versions_and_notes_are_never_lost(verbs: list[str]) -> None:
    events: list[Event] = [_filed()]
    for verb in verbs:
        other = {"verb": verb, "by": "w", "path": "n", "sha256": "b", "size": 1, "reason": "r"}
        events.append(_filed(len(events) + 1) if verb == "filed" else other)
    entry = _entry(*events)
    assert len(entry.versions) == 1 + verbs.count("filed")
    assert len(entry.notes) == verbs.count("noted")
    assert (entry.withdrawn is not None) == ("withdrawn" in verbs)


def test_every_verb_is_written_as_its_own_word() -> None:
    assert {verb.value for verb in Verb} == {verb.name.lower() for verb in Verb}
