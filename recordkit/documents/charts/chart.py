"""A chart as a value: its kind, its categories and its series; a template makes one of a table with `|chart`.

Law: a chart shows the numbers that it is given and no others; a missing one is a gap, never a zero.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from recordkit.documents.faults import Unfit
from recordkit.wording import Text

MOST_POINTS = 200  # on one axis; more cannot be read on a page
MOST_SERIES = 6
Number = int | Decimal


class ChartKind(StrEnum):
    """How the numbers are drawn."""

    COLUMN = "column"
    BAR = "bar"
    STACKED = "stacked"
    LINE = "line"
    PIE = "pie"
    PARETO = "pareto"


@dataclass(frozen=True, slots=True)
class Series:
    """One row of numbers by its name, one number a category; `percent` shows 0.5 as 50.0%."""

    name: str
    values: tuple[Number | None, ...]
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of some categories; sides in millimetres. A pareto has two series: counts, and their cumulative share."""

    kind: ChartKind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    title: str = ""
    width: float = 150
    height: float = 70

    def __post_init__(self) -> None:
        if not 1 <= len(self.series) <= MOST_SERIES or not 1 <= len(self.categories) <= MOST_POINTS:
            raise ValueError(f"a chart has 1 to {MOST_SERIES} series of 1 to {MOST_POINTS} points")
        if any(len(each.values) != len(self.categories) for each in self.series):
            raise ValueError("each series has one number a category")
        if len(self.series) != WANTED.get(self.kind, len(self.series)):
            raise ValueError("a pie has one series, a pareto two")
        if not all(20 <= side <= 500 for side in (self.width, self.height)):
            raise ValueError("a chart is 20 to 500 mm wide and high")

    def __str__(self) -> str:
        return self.title


WANTED = {ChartKind.PIE: 1, ChartKind.PARETO: 2}
NO_CHART = Text(
    "图表只能放在 Word 段落里, 写作 {{ 表格|chart(…) }}",
    "a chart stands in a paragraph of a Word document: {{ table|chart(…) }}",
)
NO_TABLE = Text("chart 需要一个表格(若干行)", "chart wants a table: rows")
NO_KIND = Text("图表种类只有 {kinds}", "the kinds of chart are {kinds}")
NO_COLUMN = Text("表格的行没有“{name}”", "the table's rows have no {name!r}")
NO_NUMBER = Text("“{name}”中的 {value} 不是数字", "{value} in {name!r} is no number")


def chart(  # noqa: PLR0913 - a template's author names them
    rows: object,
    kind: str,
    *,
    by: str,
    of: str | Sequence[str],
    names: str | Sequence[str] | None = None,
    title: str = "",
    percent: str | Sequence[str] = (),
    width: float = 150,
    height: float = 70,
) -> Chart | None:
    """Return the chart of a table's rows: categories are column `by`, series the columns `of`; None of no rows.

    `names` are the series' names as a reader sees them, `percent` the columns that are shares of 1. Raises Unfit.
    """
    columns, shares = _list(of), set(_list(percent))
    called = columns if names is None else _list(names)
    found = _rows(rows)
    if not found:
        return None
    if kind not in list(ChartKind):
        raise Unfit(_said(NO_KIND, kinds=", ".join(ChartKind)))
    try:
        return Chart(
            ChartKind(kind),
            tuple(str(_cell(row, by)) for row in found),
            tuple(
                Series(name, tuple(_number(row, column) for row in found), column in shares)
                for name, column in zip(called, columns, strict=True)
            ),
            str(title),
            width,
            height,
        )
    except ValueError as fault:
        if isinstance(fault, Unfit):
            raise
        raise Unfit(Text(f"图表无法绘制({fault})", f"no chart can be drawn: {fault}")) from fault


def _rows(rows: object) -> list[Mapping[str, object]]:
    if rows is None:
        return []
    if isinstance(rows, (str, Mapping)) or not isinstance(rows, Iterable):
        raise Unfit(NO_TABLE)
    found = list(rows)
    if not all(isinstance(row, Mapping) for row in found):
        raise Unfit(NO_TABLE)
    return found


def _cell(row: Mapping[str, object], column: str) -> object:
    if column not in row:
        raise Unfit(_said(NO_COLUMN, name=column))
    return row[column]


def _number(row: Mapping[str, object], column: str) -> Number | None:
    value = _cell(row, column)
    if value is None or (isinstance(value, (int, Decimal)) and not isinstance(value, bool)):
        return value
    raise Unfit(_said(NO_NUMBER, name=column, value=repr(value)))


def _list(words: str | Sequence[str]) -> list[str]:
    return [words] if isinstance(words, str) else [str(word) for word in words]


def _said(text: Text, **facts: object) -> Text:
    return Text(text.say("zh", facts), text.say("en", facts))
