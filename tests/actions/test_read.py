"""tests of recordkit.actions.read: a document or a form read back gives the values that went in."""

import pytest

from recordkit.actions.blank import blank
from recordkit.actions.get import Wish, get
from recordkit.actions.read import read
from recordkit.errors import NotReadable
from recordkit.office import Office
from tests.house.offices import AT, COMPLAINTS, VISITS, edited, filed, made, made_from, minutes, on


@pytest.mark.parametrize("key", ["minutes", "complaint", "home-visit", "monthly-report", "quarterly-report"])
def test_a_document_gives_back_its_record(office: Office, key: str) -> None:
    document = made(office, key)
    result = read(office, document.path, AT)
    assert (result.type, result.name, result.masked, result.findings) == (key, document.name, False, ())
    assert [dict(one) for one in result.records] == [document.record.plain()]


def test_a_register_gives_back_its_rows_masked(office: Office) -> None:
    """R83."""
    example = office.types.example("complaint-register")
    assert example is not None
    [document] = made_from(office, "complaint-register", example, on(11, 30))
    result = read(office, document.path, AT)
    assert (result.masked, result.findings) == (True, ())
    [values] = result.records
    assert values["count"] == len(values["rows"]) == 12  # type: ignore[arg-type] # a list


def test_a_masked_copy_gives_back_masked_values_and_says_so(office: Office) -> None:
    name = filed(office, "complaint")
    copied = get(office, name, Wish(office.root / "out"), AT)
    result = read(office, copied.path, AT)
    assert (result.masked, result.name, result.findings) == (True, name, ())
    assert result.records[0]["patient_name"] == "江**"


def test_a_document_that_was_edited_says_what_no_longer_agrees(office: Office) -> None:
    document = made(office, "minutes")
    document.path.write_bytes(edited(document.path.read_bytes(), "302会议室", "305会议室"))
    [finding] = read(office, document.path, AT).findings
    assert (finding.code, finding.severity, finding.file) == (
        "record_disagrees",
        "warning",
        document.path.name,
    )


def test_a_form_filled_by_hand_gives_its_sound_records_and_every_fault(office: Office) -> None:
    result = read(office, COMPLAINTS, AT)
    assert (result.type, result.name, len(result.records)) == ("complaint", None, 170)
    assert len([one for one in result.findings if one.severity == "error"]) == 10


@pytest.mark.parametrize("name", ["随手记.docx", "照片.pdf", VISITS.name])
def test_what_is_neither_a_document_nor_a_form_is_refused(office: Office, name: str) -> None:
    path = office.root / name
    path.write_bytes(minutes())
    with pytest.raises(NotReadable):
        read(office, path, AT)


def test_a_blank_form_reads_as_a_form_of_its_type(office: Office) -> None:
    path = blank(office, "home-visit", "zh", office.root / "家访.xlsx")
    assert (read(office, path, AT).type, read(office, path, AT).records) == ("home-visit", ())
