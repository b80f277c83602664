"""What duties see of the archive: as it stands, and as the journal knew it at any instant of the past (law 3)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from recordkit.archive.archive import Archive
from recordkit.domain.entry import Glance, Notice, Waiver
from recordkit.domain.tiers import Act
from tests.archive.builders import AT, CLERK, DAY, DIRECTOR, SUPERVISOR, WORD, filing, may

READ = may(CLERK, Act.READ)
NAME = f"{WORD}-2026-1109-001"
HOUR = timedelta(hours=1)


def filed(
    archive: Archive, at: datetime = AT, content: bytes = b"1", number: int = 1, **facts: object
) -> None:
    archive.file(may(SUPERVISOR, Act.REVISE), filing(content, number, **facts), at)


def seen(archive: Archive, as_of: datetime | None = None, **bounds: object) -> list[Glance]:
    return list(archive.glances(READ, ["home_visit"], as_of=as_of, **bounds))  # type: ignore[arg-type] # by name


def test_a_glance_says_what_duties_ask(archive: Archive) -> None:
    filed(
        archive, department="门诊部", period="2026-10", doubtful=True, facts={"triaged": "2026-11-09", "n": 2}
    )
    facts = {"triaged": "2026-11-09", "n": 2}
    assert seen(archive) == [Glance(NAME, "home_visit", DAY, "门诊部", "2026-10", AT, True, facts)]
    assert list(archive.glances(READ, ["complaint"])) == []


def test_an_entry_is_seen_from_its_filing_on_and_not_before_its_receipt(archive: Archive) -> None:
    filed(archive, AT + HOUR, received=AT - HOUR)
    assert seen(archive, AT) == []
    assert [glance.received for glance in seen(archive, AT + HOUR)] == [AT - HOUR]
    filed(archive, AT, number=2, content=b"2", received=AT + 2 * HOUR)
    assert len(seen(archive, AT + HOUR)) == 1
    assert len(seen(archive, AT + 2 * HOUR)) == 2


def test_what_was_withdrawn_later_still_counted_then(archive: Archive) -> None:
    filed(archive)
    archive.withdraw(may(SUPERVISOR, Act.WITHDRAW), NAME, "误归档", AT + HOUR)
    assert [glance.name for glance in seen(archive, AT + HOUR - timedelta(microseconds=1))] == [NAME]
    assert seen(archive, AT + HOUR) == []
    assert seen(archive) == []


def test_what_was_assigned_or_replaced_later_was_otherwise_then(archive: Archive) -> None:
    filed(archive, period="2026-10", doubtful=True, facts={"a": 1})
    filed(archive, AT + HOUR, b"2", department="急诊科", facts={"b": 2})
    archive.assign(may(SUPERVISOR, Act.ASSIGN), NAME, "2026-09", AT + 2 * HOUR)
    told = [
        (g.department, g.period, g.doubtful, g.facts)
        for at in range(3)
        for g in seen(archive, AT + at * HOUR)
    ]
    assert told == [
        (None, "2026-10", True, {"a": 1}),
        ("急诊科", "2026-10", True, {"b": 2}),
        ("急诊科", "2026-09", False, {"b": 2}),
    ]


def test_facts_are_noted_one_by_one_and_looked_for_by_their_absence(archive: Archive) -> None:
    filed(archive, facts={"handled": "2026-11-09", "replied": None})
    archive.note(may(CLERK, Act.NOTE), NAME, {"x": 1}, AT + HOUR, facts={"replied": "2026-11-10"})
    archive.note(may(CLERK, Act.NOTE), NAME, {"x": 2}, AT + HOUR)
    (glance,) = seen(archive)
    assert glance.facts == {"handled": "2026-11-09", "replied": "2026-11-10"}
    assert archive._ledger.demand(NAME).facts == glance.facts
    assert len(seen(archive, lacking="closed")) == 1
    assert seen(archive, lacking="handled") == []
    assert [g.facts for g in seen(archive, AT, lacking="x")] == [{"handled": "2026-11-09", "replied": None}]


def test_days_bound_and_order_what_is_seen(archive: Archive) -> None:
    for count in (3, 1, 2):
        filed(archive, content=b"%d" % count, day=DAY + timedelta(days=count))
    assert [glance.day.day for glance in seen(archive)] == [10, 11, 12]
    assert [glance.day.day for glance in seen(archive, since=date(2026, 11, 11))] == [11, 12]


def test_a_clock_that_lags_hides_nothing_that_stands(archive: Archive) -> None:
    filed(archive, AT, period="2026-10")
    archive.assign(may(SUPERVISOR, Act.ASSIGN), NAME, "2026-09", AT - HOUR)
    assert [glance.period for glance in seen(archive, AT)] == ["2026-09"]
    assert [glance.period for glance in seen(archive)] == ["2026-09"]


def test_who_waived_a_duty_when_and_why_is_told_from_then_on(archive: Archive) -> None:
    archive.waive(may(DIRECTOR, Act.WAIVE), "monthly/门诊部/2026-10", "停诊", AT)
    assert archive.waivers(READ) == {"monthly/门诊部/2026-10": Waiver("wang", AT, "停诊")}
    assert archive.waivers(READ, AT - HOUR) == {}
    assert archive.waived(READ) == {"monthly/门诊部/2026-10"}


def test_a_reminder_is_journalled_once(archive: Archive) -> None:
    permit, before = may(SUPERVISOR, Act.NOTIFY), archive.head.seq
    sent = [Notice("d", stage, "mail", "li@example.org", f"<{stage}>") for stage in ("due", "after-1")]
    archive.notify(permit, sent[:1] * 2, AT)
    archive.notify(permit, sent, AT)
    archive.notify(permit, sent, AT)
    assert archive.notified(READ) == {
        ("d", "due", "mail", "li@example.org"),
        ("d", "after-1", "mail", "li@example.org"),
    }
    assert archive.head.seq == before + 2


def test_reminders_want_their_own_permit(archive: Archive) -> None:
    with pytest.raises(TypeError):
        archive.notify(READ, [], AT.astimezone(UTC))


def test_what_still_follows_is_found_by_its_list_alone_as_it_was_at_any_instant(archive: Archive) -> None:
    filed(archive, facts={"_open": ["reply"]})
    filed(archive, content=b"9", number=2, facts={"sent": "2026-11-09"})
    archive.note(may(CLERK, Act.NOTE), NAME, {"x": 1}, AT + HOUR, facts={"_open": []})
    assert seen(archive, still_open=True) == []
    assert [g.name for g in seen(archive, AT, still_open=True)] == [NAME]
    filed(archive, AT + 2 * HOUR, b"2", facts={"_open": ["reply"]})  # a later version has more to be done
    assert [g.name for g in seen(archive, still_open=True)] == [NAME]


def test_what_is_still_open_is_not_looked_for_among_all(archive: Archive) -> None:
    tables = archive._ledger.tables()
    said: list[str] = []
    tables.set_trace_callback(said.append)
    assert seen(archive, still_open=True) == []
    tables.set_trace_callback(None)
    [asked] = [each for each in said if "FROM glances" in each]
    plan = str(tables.execute(f"EXPLAIN QUERY PLAN {asked}").fetchall())
    assert "USING INDEX glances_open" in plan
    assert "TEMP B-TREE" not in plan
