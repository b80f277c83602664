"""A record type, as one immutable value."""

from datetime import date
from typing import Any

import pytest

from recordkit.domain.deadlines import Deadline
from recordkit.domain.periods import Period
from tests.house.types import a_field, a_rule, a_type

TITLE, SENT = a_field("title"), a_field("sent_at", "datetime", moment=True)
DUE = a_field("due", "date", computed=a_rule("due", of="sent_at", days=7))
TYPE = a_type(TITLE, SENT, DUE, day_field="sent_at", natural_key=("title",))


def test_inputs_are_what_a_person_gives_and_moments_come_later() -> None:
    assert TYPE.inputs == (TITLE, SENT)
    assert TYPE.moments == (SENT,)
    assert TYPE.known_keys == {"title", "sent_at", "due"}
    assert TYPE.field("due") is DUE
    assert TYPE.recognise("TITLE项") is TYPE.recognise("title") is TITLE
    assert TYPE.recognise("due") is None  # nobody gives what is computed
    assert set(TYPE.headings()) == {"title", "title项", "TITLE", "sent_at", "sent_at项", "SENT_AT"}


@pytest.mark.parametrize(
    "facts", [{"day_field": "when"}, {"department_field": "dept"}, {"natural_key": ("title", "no")}]
)
def test_a_type_names_only_fields_that_it_has(facts: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="no field"):
        a_type(TITLE, **facts)


@pytest.mark.parametrize(
    "facts",
    [{}, {"day": 5, "days": 10}, {"day": 0}, {"day": 29}, {"days": 367}, {"days": -1}, {"day": 0, "days": 3}],
)
def test_a_deadline_is_one_possible_day(facts: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="deadline"):
        Deadline("month", **facts)


def test_the_first_day_after_the_period_is_day_one() -> None:
    quarter = Period("quarter", 2026, 4)
    assert Deadline("quarter", days=1).due(quarter) == date(2027, 1, 1)
    assert Deadline("quarter", day=28).due(quarter) == date(2027, 1, 28)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, None),
        ({"deadline": Deadline("quarter", days=10)}, "quarter"),
        ({"period_field": "month"}, "month"),
        ({"period_field": "season"}, "quarter"),
    ],
)
def test_a_type_reports_on_what_its_field_or_its_deadline_says(
    facts: dict[str, Any], expected: str | None
) -> None:
    rtype = a_type(a_field("month", "month"), a_field("season", "quarter"), **facts)
    assert rtype.period_kind == expected


def test_a_signed_scan_is_always_welcome() -> None:
    assert a_type(TITLE).extensions == ("docx", "pdf")
    assert a_type(TITLE, output="xlsx").extensions == ("xlsx", "pdf")
