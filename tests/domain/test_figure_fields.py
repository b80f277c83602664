"""The fields that a report takes from the archive."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from recordkit.domain.figure_fields import FIGURES, figure_values, has_figures, spans_needed
from recordkit.domain.metrics import Days
from recordkit.domain.periods import parse_period
from recordkit.domain.record import draft
from recordkit.domain.span_figures import Asked, Found, counted
from recordkit.domain.unfinished import relaxed
from tests.domain.test_metrics import NOW, ZONE, at, case, meeting
from tests.templates.shipped import FACTS, KEYS, shipped

ASKED = Asked(parse_period("month", "2026-10"), NOW, date(2026, 9, 1))
QUARTER = replace(ASKED, period=parse_period("quarter", "2026Q4"))
FOUND = Found(
    matters=[
        case(at(10, 5), triaged=at(10, 5, 9, 5), replied=at(10, 8), satisfaction="满意", category="护理"),
        case(at(10, 6), triaged=at(10, 6, 9, 20), replied=at(10, 20)),
        case(at(10, 7), kind="咨询", triaged=at(10, 7, 9, 1)),
        case(at(9, 7), triaged=at(9, 7, 9, 1), replied=at(9, 8)),
    ],
    meetings=[meeting(sent=at(10, 20, 17))],
    reports=[(date(2026, 10, 5), True), (date(2026, 10, 5), False), (date(2026, 11, 5), False)],
    visits=[date(2026, 10, day) for day in (1, 2, 3, 4, 5, 6)],
)


def values(asked: Asked = ASKED, found: Found = FOUND, key: str = "monthly-report") -> dict[str, object]:
    return figure_values(shipped(key), counted(asked, found))


def rows(value: object) -> list[dict[str, object]]:
    assert isinstance(value, list)
    return value


def kpi(name: str, asked: Asked = ASKED, found: Found = FOUND) -> dict[str, object]:
    return next(row for row in rows(values(asked, found)["kpis"]) if row["name"] == name)


@pytest.mark.parametrize(
    ("name", "value", "prev"),
    [
        ("接待总量", 3, 1),
        ("投诉量", 2, 1),
        ("咨询量", 1, 0),
        ("10分钟分类率", "66.7", "100.0"),
        ("平均分类用时", "8.7", "1.0"),
        ("7日答复率", "50.0", "100.0"),
        ("平均答复用时", "8.5", "1.0"),
        ("纪要4小时及时率", "100.0", None),
        ("报告按时率", "50.0", None),
    ],
)
def test_an_indicator_stands_beside_the_month_before(name: str, value: object, prev: object) -> None:
    """R32, R39, R42, R8, R29."""
    row = kpi(name)
    assert row["value"] == Decimal(str(value))
    assert row.get("prev") == (None if prev is None else Decimal(str(prev)))


def test_what_cannot_be_counted_is_no_row_and_is_named_with_the_reason() -> None:
    names = [row["name"] for row in rows(values()["kpis"])]
    assert "每万人次投诉率" not in names
    assert "满意度" not in names
    said = str(values()["definitions"])
    assert "每万人次投诉率（未提供服务人次）" in said
    assert "满意度（有效评价 1 份，不足 5 份）" in said


def test_a_rate_stands_once_its_volume_is_given() -> None:
    """R109, R110."""
    asked = replace(ASKED, volumes=(10_000, 20_000, None))
    assert kpi("每万人次投诉率", asked)["value"] == Decimal("2.00")
    assert kpi("每万人次投诉率", asked)["prev"] == Decimal("0.50")


def test_each_figure_is_defined_with_its_numerator_and_denominator() -> None:
    said = str(values()["definitions"]).splitlines()
    assert any(line.startswith("7日答复率：") and line.endswith("本月 1÷2。") for line in said)
    assert said[0].startswith("统计范围：全院；")


def test_what_was_left_out_is_named() -> None:
    found = replace(FOUND, left_out=["投诉登记表-2026-1005-001"], bare=["会议纪要-2026-1006-001"])
    said = str(values(found=found)["definitions"])
    assert "手工修改、未经核对的 1 份未计入：投诉登记表-2026-1005-001" in said
    assert "会议纪要-2026-1006-001" in said


def test_before_the_archive_nothing_is_known_rather_than_nothing_there() -> None:
    young = replace(ASKED, founded=date(2026, 10, 1))
    old = Found(FOUND.matters[:3])
    assert "prev" not in kpi("投诉量", young, old)
    assert kpi("投诉量", replace(ASKED, founded=date(2026, 9, 30)), old)["prev"] == 0


def test_the_distributions_count_complaints_and_the_kinds_all() -> None:
    """R53."""
    found = values()
    assert [(row["name"], row["count"]) for row in rows(found["by_category"])] == [("护理", 1), ("药品", 1)]
    assert [(row["name"], row["count"]) for row in rows(found["by_kind"])] == [("投诉", 2), ("咨询", 1)]
    assert [row["name"] for row in rows(values(replace(ASKED, public=True))["by_category"])] == []


def test_a_months_trend_ends_with_the_month_and_a_quarters_with_its_quarter() -> None:
    """R30: three months, and the last four quarters."""
    assert [row["span"] for row in rows(values()["trend"])] == ["2026年9月", "2026年10月"]
    spans = [(row["span"], row["every"]) for row in rows(values(QUARTER, key="quarterly-report")["trend"])]
    assert spans == [
        ("2026年10月", "月"),
        ("2026年11月（至今）", "月"),
        ("2026年第三季度", "季"),
        ("2026年第四季度（至今）", "季"),
    ]


def test_a_fifth_of_the_visits_is_drawn_rounded_up() -> None:
    """R88, C20."""
    assert values(QUARTER, key="quarterly-report")["audit"] == {"N": 6, "n": 2}


def test_the_words_of_a_month_without_records() -> None:
    found = values(found=Found())
    assert found["complaints"] == "本月没有受理投诉咨询。"
    assert found["meetings"] == "本月没有已归档的会议纪要。"


def test_complaints_are_told_with_what_is_overdue() -> None:
    open_one = Found([*FOUND.matters, case(at(10, 9))])
    said = str(values(found=open_one)["complaints"])
    assert said.startswith("本月受理 4 件，其中投诉 3 件、咨询 1 件。")
    assert "本月满 7 日的投诉 3 件，7 日内答复 1 件（33.3%），截至统计时仍未答复 1 件。" in said


@pytest.mark.parametrize("key", ["monthly-report", "quarterly-report"])
def test_figures_are_sound_input_of_their_type(key: str) -> None:
    asked = QUARTER if key == "quarterly-report" else ASKED
    raw = {**values(asked, key=key), "dept": "骨科"}
    assert draft(relaxed(shipped(key)), raw, FACTS).findings == ()


@pytest.mark.parametrize("key", KEYS)
def test_reports_alone_have_figures(key: str) -> None:
    assert has_figures(shipped(key)) == key.endswith("-report")


def test_every_figure_is_a_field_of_some_report() -> None:
    fields = {field.key for key in ("monthly-report", "quarterly-report") for field in shipped(key).fields}
    assert FIGURES.keys() <= fields


@pytest.mark.parametrize("asked", [ASKED, QUARTER])
def test_the_days_needed_hold_every_span_and_do_not_overlap(asked: Asked) -> None:
    spans = spans_needed(asked)
    for wanted in (asked.days, asked.before, asked.year_ago):
        assert any(
            span.begin <= wanted.begin - timedelta(days=20) and wanted.end <= span.end for span in spans
        )
    assert all(one.end < other.begin for one, other in pairwise(spans))
    assert sum((span.end - span.begin).days for span in spans) < 900


def test_as_of_is_the_instant_of_counting() -> None:
    now = datetime(2026, 11, 10, 9, 0, 40, tzinfo=ZONE)
    asked = replace(QUARTER, now=now)
    assert values(asked, key="quarterly-report")["as_of"] == now.replace(second=0)
    assert asked.days == Days(date(2026, 10, 1), date(2027, 1, 1))
