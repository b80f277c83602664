"""tests of recordkit.actions.filing: what the archive is told of a document, and what of it may be listed (R83, R3)."""

from collections.abc import Mapping, Sequence

from recordkit.actions.filing import filing_of, masked_plain, may_not_replace, title_of
from recordkit.actions.render import register
from recordkit.domain.naming import parse
from recordkit.office import Office
from tests.house.offices import AT, CLERK, brought, made, minutes


def test_a_report_tells_its_department_and_period(office: Office) -> None:
    document = made(office, "monthly-report", dept="骨科")
    filing = filing_of(
        office, office.types.get("monthly-report"), document.record, parse(document.name), b"x", AT
    )
    assert (filing.department, filing.period, filing.title, filing.received) == (
        "骨科",
        "2026-10",
        "2026-10 骨科",
        AT,
    )
    assert (filing.masked, filing.person) == (None, office.person.login)


def test_of_a_sensitive_record_only_masked_values_are_listed(office: Office) -> None:
    document = made(office, "complaint")
    rtype, values = office.types.get("complaint"), document.record.plain()
    masked = masked_plain(office, rtype, values, already=False)
    assert masked is not None
    assert (masked["patient_name"], masked["phone"], masked["received_at"]) == (
        "江**",
        "138****8000",
        values["received_at"],
    )
    assert title_of(office, rtype, values, already=False) == "TS20261109-003 急诊科 就医流程与候诊"


def cells(values: Mapping[str, object], columns: Sequence[str]) -> list[object]:
    rows = values["rows"]
    assert isinstance(rows, list)
    return [row[column] for row in rows for column in columns]


def test_of_a_full_register_only_what_its_masked_edition_shows_is_listed(office: Office) -> None:
    view, record = office.types.get("complaint-register"), made(office, "complaint").record
    full, masked = (register(office, view, [record], AT, full=wish) for wish in (True, False))
    listed = masked_plain(office, view, full.plain(), already=False)
    assert listed is not None
    columns = [field.key for field in view.fields if field.key.endswith("_masked")]
    assert cells(listed, columns) == cells(masked.plain(), columns)
    assert "江怀远" not in str(listed)
    assert masked_plain(office, view, masked.plain(), already=True) == masked.plain()


def test_a_filed_name_is_a_supervisors_to_replace_and_a_free_one_is_offered(office: Office) -> None:
    """R3."""
    name = parse("会议纪要-2026-1118-001")
    brought(office, f"{name}.docx", minutes())
    finding = may_not_replace(office, CLERK, name)
    assert (finding.facts["free"], finding.facts["who"]) == ("会议纪要-2026-1118-002", "周予安")
