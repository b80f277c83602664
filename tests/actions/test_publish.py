"""tests of recordkit.actions.publish: the status page that heads open by a double click."""

from recordkit.actions.publish import publish, refresh_page
from recordkit.inbox.layout import STATUS_PAGE
from recordkit.inbox.settle import CHANGING, Waiting
from recordkit.office import Office
from tests.house.offices import AT, brought, drop, filed, minutes, on, swept


def test_the_page_shows_what_is_late_filed_today_waiting_and_returned(office: Office) -> None:
    """R29: the department and the month that are late."""
    brought(office, "会议纪要-2026-1118-001.docx", minutes())
    drop(office, "会议记要-2026-1118-001.docx", minutes("x"))
    swept(office)
    page = refresh_page(office, AT, waiting=[Waiting(office.inbox / "半份.docx", CHANGING, 0.0)])
    text = page.read_text("utf-8")
    assert page == office.inbox / STATUS_PAGE
    assert all(
        word in text for word in ("示例市第一人民医院", "骨科", "逾期", "会议纪要-2026-1118-001", "周予安")
    )
    assert all(word in text for word in ("半份.docx", "会议记要-2026-1118-001.docx"))


def test_yesterdays_are_not_filed_today_by_the_offices_clock(office: Office) -> None:
    brought(office, "会议纪要-2026-1118-001.docx", minutes(), received=on(11, 20, 23, 59))
    brought(office, "会议纪要-2026-1118-002.docx", minutes("二"), received=on(11, 21, 0, 1))
    text = refresh_page(office, AT).read_text("utf-8")
    assert ("会议纪要-2026-1118-002" in text, "会议纪要-2026-1118-001" in text) == (True, False)


def test_the_page_names_no_patient(office: Office) -> None:
    """R83."""
    filed(office, "complaint")
    text = publish(office, office.root / "page.html", AT, lang="zh").read_text("utf-8")
    assert ("江怀远" in text, "江某" in text, "13800138000" in text) == (False, False, False)


def test_the_page_speaks_the_language_asked_for(office: Office) -> None:
    text = publish(office, office.root / "page.html", AT, lang="en").read_text("utf-8")
    assert 'lang="en"' in text
