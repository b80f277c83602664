"""tests of recordkit.actions.render: what a document shows, and what it carries."""

from recordkit.actions.render import register, render, shown
from recordkit.documents.embedding import embedded
from recordkit.documents.reading import visible_text
from recordkit.domain.masking import mask_values
from recordkit.domain.naming import parse
from recordkit.domain.record import Record
from recordkit.office import Office
from tests.house.office_files import names, part
from tests.house.offices import AT, made, on

NAME = parse("投诉登记表-2026-1109-001")


def test_a_document_bears_its_name_and_its_computed_columns(office: Office) -> None:
    """R1, R39, R42: the minutes to classify and the day by which to reply."""
    record = made(office, "complaint").record
    assert (record.values["doc_no"], record.values["triage_min"], str(record.values["reply_due"])) == (
        str(NAME),
        7,
        "2026-11-16",
    )
    text = "".join(visible_text(render(office, record, NAME), "docx"))
    assert str(NAME) in text


def test_like_gives_like_bytes(office: Office) -> None:
    record = made(office, "home-visit").record
    name = parse("家访报告-2026-1118-001")
    assert render(office, record, name) == render(office, record, name)


def test_a_case_that_is_still_open_is_overdue_by_the_instant(office: Office) -> None:
    rtype = office.types.get("complaint")
    values = {**made(office, "complaint").record.values, "feedback_at": None}
    record = Record("complaint", values)
    assert [
        shown(office, rtype, record, NAME, at).values["overdue"] for at in (on(11, 16, 23), on(11, 17, 0))
    ] == ["未到期", "是"]


def test_a_masked_record_makes_a_document_that_says_so(office: Office) -> None:
    """R83."""
    record = made(office, "complaint").record
    masked = Record("complaint", mask_values(office.types.get("complaint"), record.values), masked=True)
    content = render(office, masked, NAME)
    carried = embedded(content)
    assert carried is not None
    assert (carried.masked, "江怀远" in "".join(visible_text(content, "docx"))) == (True, False)
    assert "脱敏" in "".join(part(content, each) for each in names(content) if "footer" in each)


def test_a_register_of_cases_counts_them_and_says_from_when_to_when(office: Office) -> None:
    """R37: each case a row, its patient masked; full where that is asked for."""
    view = office.types.get("complaint-register")
    record = made(office, "complaint").record
    masked, full = (register(office, view, [record, record], AT, full=wish) for wish in (False, True))
    assert (masked.values["count"], str(masked.values["since"]), masked.masked) == (2, "2026-11-09", True)
    rows = [one.values["rows"] for one in (masked, full)]
    assert [row[1]["patient_masked"] for row in rows] == ["江**", "江怀远"]  # type: ignore[index] # tuples of rows
    assert [row["seq"] for row in rows[0]] == [1, 2]  # type: ignore[attr-defined]
