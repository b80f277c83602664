"""tests of recordkit.actions.draft: an input file to sound records, each fault placed where its author wrote it."""

from recordkit.actions.draft import draft_input, draft_values, source_type
from recordkit.office import Office
from tests.house.offices import AT, COMPLAINTS, VISITS, example


def test_a_registers_input_is_read_by_the_headings_of_its_cases(office: Office) -> None:
    view = office.types.get("complaint-register")
    assert source_type(office, view).key == "complaint"
    drafted = draft_input(office, view, COMPLAINTS, AT)
    assert (drafted.rtype.key, drafted.total, len(drafted.records), drafted.rejected, drafted.faulty) == (
        "complaint",
        180,
        170,
        10,
        True,
    )


def test_each_fault_has_its_file_record_row_and_column(office: Office) -> None:
    drafted = draft_input(office, office.types.get("complaint"), COMPLAINTS, AT)
    first = next(one for one in drafted.findings if one.severity == "error")
    assert (first.file, first.record, first.row, first.column) == (COMPLAINTS.name, 12, 15, "联系电话")


def test_sound_input_has_nothing_to_say(office: Office) -> None:
    """R78, R79, R80: tested before arrival, scored, settled by three."""
    drafted = draft_input(office, office.types.get("home-visit"), VISITS, AT)
    assert (drafted.findings, drafted.faulty, len(drafted.records)) == ((), False, 5)


def test_what_is_given_for_all_records_gives_way_to_what_a_record_says(office: Office) -> None:
    rtype = office.types.get("home-visit")
    drafted = draft_input(office, rtype, VISITS, AT, given={"comment": "略", "incident": "无"})
    assert {record.values["comment"] for record in drafted.records} == {"满意"}
    assert {record.values["incident"] for record in drafted.records} == {"无"}


def test_values_are_drafted_alike(office: Office) -> None:
    """R7 and R12: a term counts from the meeting, and the compulsory parts are compulsory."""
    rtype = office.types.get("minutes")
    assert draft_values(office, rtype, example(office, "minutes"), AT).record is not None
    faulty = draft_values(office, rtype, example(office, "minutes", attendees=[], resolutions=[]), AT)
    assert faulty.record is None
    assert {one.path for one in faulty.findings} >= {"attendees", "resolutions"}
