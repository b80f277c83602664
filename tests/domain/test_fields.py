"""Fields, and the headings by which an input may call them."""

import pytest

from recordkit.domain.fields import next_named, recognise, squeeze
from recordkit.wording import Text
from tests.house.types import a_field

RECEIVED = a_field(
    "received_at", "datetime", label=Text("接收时间", "Received at"), aliases=("投诉时间", "收到/日期")
)
POPULATION = a_field("N", "int", label=Text("总体 N", "Population N"))
SAMPLE = a_field("n", "int", label=Text("抽样 n", "Sample n"))


@pytest.mark.parametrize(
    "heading",
    [
        "received_at",
        "接收时间",
        "Received at",
        "RECEIVED AT",
        "接收时间*",
        " 接 收 时 间 ",
        "接收时间：",
        "投诉时间",
        "收到／日期",
    ],
)
def test_headings_that_stand_for_a_field(heading: str) -> None:
    assert recognise((POPULATION, RECEIVED), heading) is RECEIVED


@pytest.mark.parametrize("heading", ["", "接收", "接收时间2", "received"])
def test_headings_that_stand_for_none(heading: str) -> None:
    assert recognise((POPULATION, RECEIVED), heading) is None


def test_the_exact_spelling_goes_first() -> None:
    assert recognise((POPULATION, SAMPLE), "n") is SAMPLE
    assert recognise((SAMPLE, POPULATION), "N") is POPULATION


def test_squeezing_takes_away_what_hands_add() -> None:
    assert squeeze(" 出生 日期（公历）*：") == "出生日期(公历)"


def test_a_tables_own_field_is_found_by_its_machine_name() -> None:
    table = a_field("audit", "group", columns=(POPULATION, SAMPLE))
    assert table.column("n") is SAMPLE
    with pytest.raises(KeyError):
        next_named((SAMPLE,), "接收时间")
