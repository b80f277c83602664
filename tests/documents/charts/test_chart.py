"""Charts as values: what a table's rows become, and what is refused."""

from decimal import Decimal
from typing import Any

import pytest

from recordkit.documents.charts.chart import Chart, ChartKind, Series, chart
from recordkit.documents.faults import Unfit

ROWS = [
    {"name": "药品", "count": 14, "share": Decimal("0.6")},
    {"name": "护理", "count": 9, "share": None},
]


def test_rows_become_categories_and_series() -> None:
    made = chart(
        ROWS,
        "column",
        by="name",
        of=["count", "share"],
        names=["件数", "占比"],
        percent="share",
        title="分布",
    )
    assert made == Chart(
        ChartKind.COLUMN,
        ("药品", "护理"),
        (Series("件数", (14, 9)), Series("占比", (Decimal("0.6"), None), percent=True)),
        "分布",
    )
    assert str(made) == "分布"


def test_series_are_called_by_their_columns_where_nobody_names_them() -> None:
    made = chart(ROWS, "pie", by="name", of="count")
    assert made is not None
    assert [series.name for series in made.series] == ["count"]


@pytest.mark.parametrize("rows", [None, [], ()])
def test_no_rows_make_no_chart(rows: object) -> None:
    assert chart(rows, "bar", by="name", of="count") is None


@pytest.mark.parametrize(
    ("rows", "changes", "said"),
    [
        ("药品", {}, "chart wants a table"),
        ([1, 2], {}, "chart wants a table"),
        (ROWS, {"kind": "radar"}, "the kinds of chart are column, bar"),
        (ROWS, {"by": "nom"}, "the table's rows have no 'nom'"),
        (ROWS, {"of": "number"}, "the table's rows have no 'number'"),
        (ROWS, {"of": "name"}, "'药品' in 'name' is no number"),
        ([{"name": "a", "count": True}], {}, "True in 'count' is no number"),
        (ROWS, {"kind": "pie", "of": ["count", "share"]}, "a pie has one series, a pareto two"),
        (ROWS, {"kind": "pareto"}, "a pie has one series, a pareto two"),
        (ROWS, {"names": ["甲", "乙"]}, "no chart can be drawn"),
        (ROWS, {"width": 5}, "20 to 500 mm"),
        ([{"name": str(n), "count": n} for n in range(201)], {}, "1 to 200 points"),
    ],
)
def test_what_is_no_chart_is_refused(rows: object, changes: dict[str, Any], said: str) -> None:
    asked: dict[str, Any] = {"kind": "column", "by": "name", "of": "count", **changes}
    with pytest.raises(Unfit, match=said) as refused:
        chart(rows, asked.pop("kind"), **asked)
    assert refused.value.what.zh
