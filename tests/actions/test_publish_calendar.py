"""tests of recordkit.actions.publish_calendar: what falls due in the next twelve months, with names that stay."""

from datetime import date, timedelta
from typing import Any

import icalendar

from recordkit.actions.publish_calendar import publish_calendar
from recordkit.actions.status import Wanted
from recordkit.office import Office
from tests.house.offices import AT, brought, filed, minutes, on


def events(office: Office, wanted: Wanted, **more: Any) -> dict[str, Any]:
    path = publish_calendar(office, office.root / "due.ics", more.get("at", AT), wanted=wanted, lang="zh")
    found = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    return {str(event["uid"]): event for event in found}


def test_a_department_subscribes_to_what_it_owes_for_a_year_to_come(office: Office) -> None:
    """R29, R30."""
    found = events(office, Wanted(department="骨科"))
    days = [event.decoded("dtstart") for event in found.values()]
    assert max(days) == date(2028, 1, 10)  # the quarter that ends within the year
    assert len(days) == len(set(found))
    assert {uid.split("/")[1] for uid in found} == {"骨科"}
    assert all(uid.endswith(f"@{office.archive.id}") for uid in found)


def test_an_event_keeps_its_name_when_it_is_met(office: Office) -> None:
    before = events(office, Wanted(department="骨科"))
    brought(office, "月度总结报告-2026-1104-001.docx", minutes(), folder="骨科", received=on(11, 4))
    after = events(office, Wanted(department="骨科"), at=AT + timedelta(minutes=1))
    assert before.keys() == after.keys()
    changed = [uid for uid in after if after[uid]["sequence"] != before[uid]["sequence"]]
    assert changed == [f"monthly-report/骨科/2026-10@{office.archive.id}"]
    assert after[changed[0]]["summary"].startswith("✓ ")


def test_what_follows_from_records_is_there_and_names_no_patient(office: Office) -> None:
    """R42, R83."""
    case = filed(office, "complaint", feedback_at=None)
    found = events(office, Wanted(type="complaint"))
    assert [uid for uid in found if case in uid]
    text = "".join(str(event) for event in found.values())
    assert ("江怀远" in text, "13800138000" in text) == (False, False)
