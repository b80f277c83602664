"""What the journal may tell of a record: what duties look at, and never what is masked (R83)."""

from datetime import date

from recordkit.domain.dues import Condition, Term, Unit
from recordkit.domain.facts import facts_filed, facts_noted, facts_of, told_fields
from recordkit.domain.followups import FollowUp
from recordkit.templates.shelf import Shelf
from recordkit.wording import Text
from tests.house.types import a_field, a_type, at

SHELF = Shelf()
LABEL = Text("办", "Do")


def test_of_a_complaint_nothing_is_told_but_its_times_and_who_answers() -> None:
    """R83: no patient, no complainant, no content."""
    assert set(told_fields(SHELF.get("complaint"))[0]) == {
        *(
            "received_at",
            "triaged_at",
            "first_dept",
            "handler",
            "kind",
            "several_depts",
            "feedback_at",
            "target_dept",
        ),
    }


def test_no_shipped_type_tells_a_masked_field() -> None:
    for rtype in SHELF:
        top, tables = told_fields(rtype)
        for key in top:
            assert rtype.field(key).mask is None
        for table, columns in tables.items():
            assert all(rtype.field(table).column(key).mask is None for key in columns)


def test_a_table_is_told_by_the_columns_that_count_and_a_row_by_its_noted_value() -> None:
    rtype = SHELF.get("minutes")
    values = {
        "title": "例会",
        "discussion": "江怀远的投诉",
        "ended_at": at("2026-11-20 16:10"),
        "resolutions": ({"text": "江怀远一案", "owner": "沈砚", "due_date": at("2026-12-04 00:00").date()},),
        "resolutions.2.done_on": at("2026-12-01 00:00").date(),
        "resolutions.2.progress": "江怀远已答复",
    }
    assert facts_of(rtype, values) == {
        "ended_at": "2026-11-20T16:10:00+08:00",
        "resolutions": [{"due_date": "2026-12-04", "owner": "沈砚"}],
        "resolutions.2.done_on": "2026-12-01",
    }


def test_what_is_masked_or_long_is_not_told_even_if_a_duty_names_it() -> None:
    fields = (a_field("who", mask="name"), a_field("text", "longtext"), a_field("when", "date"))
    term = Term(Unit.DAYS, 3, condition=Condition({"text": ("x",)}))
    rule = FollowUp("do", LABEL, "when", (term,), person="who")
    rtype = a_type(*fields, duties=(rule,))
    assert facts_of(rtype, {"who": "江怀远", "text": "x", "when": at("2026-11-20 00:00").date()}) == {
        "when": "2026-11-20"
    }


RESOLVED = {
    "ended_at": at("2026-11-20 16:10"),
    "resolutions": ({"owner": "沈砚", "due_date": date(2026, 12, 4)},),
}
DAY = date(2026, 11, 20)


def test_what_still_follows_from_a_record_is_listed_until_a_note_settles_it() -> None:
    """R8, R10, R11: everything else need not be looked at again."""
    rtype = SHELF.get("minutes")
    done = {
        "sent_at": at("2026-11-20 17:00"),
        "acks.1.owner": "沈砚",
        "acks.1.ack_at": at("2026-11-20 18:00"),
    }
    last = {"resolutions.1.done_on": date(2026, 12, 1)}
    assert facts_filed(rtype, RESOLVED, DAY)["_open"] == ["sent", "ack", "resolution"]
    some, every = {**RESOLVED, **done}, {**RESOLVED, **done, **last}
    assert facts_noted(rtype, done, some, DAY)["_open"] == ["resolution"]
    assert facts_noted(rtype, last, every, DAY) == {"resolutions.1.done_on": "2026-12-01", "_open": []}
    assert "_open" not in facts_filed(rtype, {}, DAY)


def test_of_a_type_that_nothing_follows_from_nothing_is_listed() -> None:
    report = SHELF.get("monthly-report")
    assert facts_noted(report, {"submitted_at": at("2026-11-05 09:00")}, {}, DAY) == {}
    assert facts_filed(SHELF.get("policy"), {}, DAY) == {"_open": ["review"]}


def test_a_type_without_duties_tells_nothing() -> None:
    assert facts_of(SHELF.get("home-visit"), {"req_no": "1"}) == {}
