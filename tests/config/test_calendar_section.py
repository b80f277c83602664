"""Years of working days: the shipped ones, and a year that an administrator adds, every fault of it named."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordkit.config.calendar_section import SHIPPED, load_calendar, own_years, year_faults
from recordkit.errors import BadConfig

SOUND: dict[str, Any] = {
    "year": 2027,
    "source": "国办发明电〔2026〕7号",
    "off": ["2027-01-01", "2027-02-05", "2027-02-08"],
    "work": ["2027-02-20"],
}


def _years(folder: Path, name: str = "2027.json", **more: Any) -> Path:
    folder.mkdir(exist_ok=True)
    said = {key: value for key, value in {**SOUND, **more}.items() if value is not None}
    (folder / name).write_text(json.dumps(said, ensure_ascii=False), "utf-8")
    return folder


def test_a_year_that_is_added_makes_its_days_certain(tmp_path: Path) -> None:
    before, after = load_calendar(tmp_path / "none"), load_calendar(_years(tmp_path / "calendar"))
    assert before.add_workdays(date(2026, 12, 28), 5).provisional
    assert after.add_workdays(date(2026, 12, 28), 5) == (date(2027, 1, 5), False)
    assert after.is_workday(date(2027, 2, 20))
    assert after.years[2027].source == SOUND["source"]


def test_an_offices_year_stands_in_for_the_shipped_one(tmp_path: Path) -> None:
    calendar = load_calendar(_years(tmp_path / "c", "2026.json", year=2026, off=[], work=[]))
    assert calendar.is_workday(date(2026, 10, 1))
    assert not calendar.is_workday(date(2026, 10, 10))


@pytest.mark.parametrize(("more", "words"), [
    ({"year": 2026}, ["year", "2027"]),
    ({"year": None}, ["year", "2027"]),
    ({"source": " "}, ["source"]),
    ({"off": None}, ["off"]),
    ({"off": "2027-01-01"}, ["off"]),
    ({"off": ["2026-01-01"]}, ["off", "2026-01-01"]),
    ({"off": ["1月1日"]}, ["off", "1月1日"]),
    ({"off": ["2027-01-01", "2027-01-01"]}, ["off", "twice"]),
    ({"work": ["2027-02-31"]}, ["work", "2027-02-31"]),
    ({"work": ["2027-02-22"]}, ["work", "weekday"]),
    ({"off": ["2027-02-20"]}, ["2027-02-20", "both"]),
    ({"provisional": "no"}, ["provisional"]),
    ({"offs": []}, ["offs", "off"]),
])  # fmt: skip
def test_a_fault_of_a_year_is_named(tmp_path: Path, more: dict[str, Any], words: list[str]) -> None:
    with pytest.raises(BadConfig) as refusal:
        own_years(_years(tmp_path / "c", **more))
    (fault,) = str(refusal.value.facts["faults"]).splitlines()
    assert all(word in fault for word in words)


def test_all_faults_of_a_year_are_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(BadConfig) as refusal:
        own_years(_years(tmp_path / "c", year=5, source="", off=["x"], work=["2027-02-22"]))
    assert len(str(refusal.value.facts["faults"]).splitlines()) == 4


@pytest.mark.parametrize("name", ["明年.json", "20270.json", "27.json"])
def test_a_year_is_called_by_its_number(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadConfig, match=r"2027\.json"):
        own_years(_years(tmp_path / "c", name))


@pytest.mark.parametrize("text", ["{", "[1]", '"x"'])
def test_what_is_no_table_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "2027.json").write_text(text, "utf-8")
    with pytest.raises(BadConfig):
        own_years(tmp_path)


@given(
    st.dictionaries(
        st.sampled_from([*SOUND, "provisional", "x"]),
        st.one_of(st.none(), st.integers(), st.text(), st.lists(st.text(max_size=10))),
    )
)
def test_whatever_stands_in_a_year_is_named_in_both_languages(raw: dict[str, Any]) -> None:
    assert all(" / " in fault for fault in year_faults(raw, 2027))


def test_every_shipped_year_is_one_that_an_administrator_could_have_written() -> None:
    files = sorted(SHIPPED.glob("*.json"))
    assert len(files) > 30
    for file in files:
        assert list(year_faults(json.loads(file.read_text("utf-8")), int(file.stem))) == []
