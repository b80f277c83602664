"""tests of recordkit.actions.note: what happened later, by the moments that a type declares; staff their own (R3, R42)."""

import pytest

from recordkit.actions.look_up import show
from recordkit.actions.note import note
from recordkit.actions.revise import revise
from recordkit.domain.tiers import Act, Person
from recordkit.errors import NoEntry, NotPossible, TierRefused
from recordkit.office import Office
from tests.house.offices import AT, CLERK, OTHER, SUPERVISOR, as_, events, filed, made, minutes, on

ANSWERED = {"feedback_at": "2026-11-14 15:30"}


@pytest.mark.parametrize("who", [CLERK, SUPERVISOR])
def test_ones_own_case_is_noted_by_oneself_and_any_by_a_supervisor(office: Office, who: Person) -> None:
    name = filed(as_(office, CLERK), "complaint", feedback_at=None)
    noted = note(as_(office, who), name, ANSWERED, AT)
    assert (noted.findings, noted.values, len(noted.entry.notes)) == (
        (),
        {"feedback_at": on(11, 14, 15, 30)},
        1,
    )
    [event] = events(office, "noted")
    assert (event["by"], event["keys"]) == (who.login, ["feedback_at"])


def test_somebody_elses_case_is_refused_to_staff_and_journalled(office: Office) -> None:
    """R3, C13."""
    name = filed(as_(office, CLERK), "complaint")
    with pytest.raises(TierRefused):
        note(as_(office, OTHER), name, ANSWERED, AT)
    assert [(one["by"], one["act"], one["name"]) for one in events(office, "refused")] == [
        (OTHER.login, "note", name)
    ]
    assert events(office, "noted") == []


def test_a_moment_is_called_by_its_key_or_its_label(office: Office) -> None:
    name = filed(office, "complaint")
    noted = note(office, name, {"满意度": "满意", "结案日期": "2026年11月16日"}, AT)
    assert noted.findings == ()
    assert [sorted(values) for _, values in show(office, name, AT).notes] == [["closed_on", "satisfaction"]]


def test_a_reply_after_seven_days_is_recorded_as_it_was_with_a_warning(office: Office) -> None:
    """R42: the day of receipt is not counted."""
    name = filed(office, "complaint")
    in_time = note(office, name, {"feedback_at": "2026-11-16 23:59"}, AT)
    late = note(office, name, {"feedback_at": "2026-11-17 00:00"}, AT)
    assert in_time.findings == ()
    assert [(one.code, one.severity) for one in late.findings] == [("deadline_breached", "warning")]
    assert len(late.entry.notes) == 2


@pytest.mark.parametrize(("given", "codes"), [
    ({"feedback_on": "2026-11-14"}, ["key_unknown"]),
    ({"complaint_no": "TS1"}, ["key_unknown"]),
    ({"feedback_at": "不知道"}, ["datetime_invalid"]),
    ({"satisfaction": "还行", "closed_on": "2026-11-40"}, ["enum_unknown", "date_invalid"]),
])  # fmt: skip
def test_what_is_no_moment_or_no_value_notes_nothing(
    office: Office, given: dict[str, str], codes: list[str]
) -> None:
    name = filed(office, "complaint")
    noted = note(office, name, given, AT)
    assert [one.code for one in noted.findings] == codes
    assert events(office, "noted") == []


def test_several_rows_may_be_noted_at_once_and_new_ones_are_named(office: Office) -> None:
    """R10."""
    name = filed(office, "minutes", acks=None)
    first = note(
        office, name, {"acks.周予安.ack_at": "2026-11-20 20:00", "acks.沈砚.确认时间": "2026-11-20 21:00"}, AT
    )
    again = note(office, name, {"acks.沈砚.method": "电话"}, AT)
    assert list(first.values) == ["acks.1.owner", "acks.1.ack_at", "acks.2.owner", "acks.2.ack_at"]
    assert (first.findings, again.findings, list(again.values)) == ((), (), ["acks.2.method"])
    facts = [event["facts"] for event in events(office, "noted") if "facts" in event]
    assert facts == [
        {
            "acks.1.owner": "周予安",
            "acks.1.ack_at": "2026-11-20T20:00:00+08:00",
            "acks.2.owner": "沈砚",
            "acks.2.ack_at": "2026-11-20T21:00:00+08:00",
            "_open": ["ack", "resolution"],
        },
        {"_open": ["ack", "resolution"]},
    ]


def test_a_moment_of_a_row_is_checked_beside_its_row(office: Office) -> None:
    """R11: done after its day is a warning, in the future an error, and only that one."""
    name = filed(office, "minutes")
    late = note(office, name, {"resolutions.1.done_on": "2026-12-30"}, on(12, 31))
    future = note(office, name, {"resolutions.1.done_on": "2027-03-01"}, on(12, 31))
    assert [(one.code, one.severity) for one in late.findings] == [("not_before", "warning")]
    assert [(one.code, one.severity) for one in future.findings] == [("date_future", "error")]


@pytest.mark.parametrize(("key", "code"), [
    ("resolutions.99.done_on", "row_unknown"), ("resolutions.1.owner", "key_unknown"), ("acks", "key_unknown"),
])  # fmt: skip
def test_a_row_or_a_column_that_cannot_be_noted_is_named(office: Office, key: str, code: str) -> None:
    noted = note(office, filed(office, "minutes"), {key: "2026-11-20"}, AT)
    assert [one.code for one in noted.findings] == [code]
    assert events(office, "noted") == []


def test_the_nearest_moment_is_offered(office: Office) -> None:
    name = filed(office, "complaint")
    assert "feedback_at" in note(office, name, {"feedbak_at": "2026-11-14"}, AT).findings[0].suggestion("zh")


def test_a_note_keeps_nobodys_name_in_the_journal_and_shows_none(office: Office) -> None:
    """R83: what is noted lies beside the document; a listed note is masked, by what the record knows of names, too."""
    name = filed(office, "complaint")
    note(office, name, {"result": "已向江怀远(13800138000)当面说明,其子女江某在场"}, AT)
    told = "".join(path.read_text("utf-8") for path in (office.root / "archive" / "journal").iterdir())
    assert "江怀远" not in told
    [(_, shown)] = show(as_(office, CLERK), name, AT).notes
    assert "江怀远" not in str(shown["result"])
    assert "13800138000" not in str(shown["result"])
    assert "当面说明" in str(shown["result"])


def test_whoever_filed_the_latest_version_may_note_it(office: Office) -> None:
    name = filed(as_(office, CLERK), "minutes")
    path = office.root / "新稿.docx"
    path.write_bytes(minutes())
    revise(as_(office, SUPERVISOR), name, path, AT)
    assert note(as_(office, CLERK), name, {"issued_by": "林知夏"}, AT).findings == ()


def test_a_document_that_is_not_filed_or_withdrawn_is_not_noted(office: Office) -> None:
    with pytest.raises(NoEntry):
        note(office, made(office, "complaint").name, ANSWERED, AT)
    name = filed(office, "minutes")
    office.archive.withdraw(office.permit(Act.WITHDRAW, name, AT), name, "误归档", AT)
    with pytest.raises(NotPossible):
        note(office, name, {"issued_by": "林知夏"}, AT)
