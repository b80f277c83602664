"""Complaints and meetings as figures look at them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from recordkit.domain.matters import matter_of, meeting_of, merged

ZONE = ZoneInfo("Asia/Shanghai")
CASE = {
    "received_at": "2026-10-31T16:11:00+08:00",
    "kind": "投诉",
    "category": "药品",
    "channel": "来电",
    "target_dept": "检验科",
    "triaged_at": "2026-10-31T16:16:00+08:00",
}
MINUTES = {
    "title": "周例会",
    "meeting_type": "周例会",
    "started_at": "2026-10-20T15:00:00+08:00",
    "ended_at": "2026-10-20T16:10:00+08:00",
    "attendees": [{"dept": "信息科", "name": "沈砚"}, {"name": "何小满"}],
    "resolutions": [
        {"text": "甲", "owner": "沈砚", "due_date": "2026-10-30"},
        {"text": "乙", "owner": "何小满", "due_date": "2026-11-30"},
    ],
}


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 10, day, hour, minute, tzinfo=ZONE)


def test_a_complaint_is_seen_without_anybodys_name() -> None:
    seen = matter_of({**CASE, "complainant_name": "苏予安", "feedback_at": "2026-11-02T16:11:00+08:00"})
    assert seen is not None
    assert (seen.received, seen.triaged) == (at(31, 16, 11), at(31, 16, 16))
    assert (seen.kind, seen.department, seen.satisfaction) == ("投诉", "检验科", None)
    assert "苏予安" not in str(seen)


@pytest.mark.parametrize(
    ("said", "due"), [(None, date(2026, 11, 7)), ("2026-11-06", date(2026, 11, 6)), ("坏", date(2026, 11, 7))]
)
def test_a_reply_is_due_on_the_day_that_the_record_works_out_else_after_seven_days(
    said: str | None, due: date
) -> None:
    """R42, C16."""
    seen = matter_of({**CASE, "reply_due": said})
    assert seen is not None
    assert seen.due == due


@pytest.mark.parametrize(
    "values", [{}, {**CASE, "received_at": None}, {**CASE, "received_at": "2026-10-31 16:11"}]
)
def test_what_says_no_instant_of_receipt_is_no_matter(values: dict[str, object]) -> None:
    assert matter_of(values) is None


def test_a_meeting_has_its_departments_and_an_acknowledgement_of_each_owner() -> None:
    """R10: who has not acknowledged is seen as well."""
    noted = merged(
        MINUTES,
        [
            {"acks": [{"owner": "沈砚", "ack_at": "2026-10-20T18:00:00+08:00"}]},
            {"resolutions.2.done_on": "2026-11-01"},
            {"sent_at": "2026-10-20T17:00:00+08:00"},
        ],
    )
    seen = meeting_of(noted)
    assert seen is not None
    assert seen.departments == {"信息科", ""}
    assert [(each.owner, each.acknowledged) for each in seen.acknowledgements] == [
        ("沈砚", at(20, 18)),
        ("何小满", None),
    ]
    assert [each.done for each in seen.resolutions] == [None, date(2026, 11, 1)]
    assert seen.sent == at(20, 17)


def test_what_was_noted_last_stands() -> None:
    assert merged({"a": 1, "b": 1}, [{"a": 2}, {"a": 3}]) == {"a": 3, "b": 1}


def test_minutes_without_their_times_are_no_meeting() -> None:
    assert meeting_of({**MINUTES, "ended_at": None}) is None
