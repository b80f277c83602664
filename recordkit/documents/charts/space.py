"""A chart's own part (c:chartSpace, ECMA-376 part 1, 21.2): its series, axes and labels, the numbers kept in it and named.

Law: what is shown without the workbook is what the workbook holds.
"""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from recordkit.documents.charts.book import SHEET, column, number
from recordkit.documents.charts.chart import Chart, ChartKind, Series
from recordkit.documents.charts.looks import DARK, FILLS, INK, PAPER, TITLE, drawn, filled, ruled, words
from recordkit.documents.package import DECLARATION, OFFICE_RELS

C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
GENERAL, PERCENT = "General", "0.0%"
NAMES, NUMBERS, NAMES_2, SHARES = 111, 112, 113, 114  # the axes' own ids


def chart_space(chart: Chart, workbook: str) -> bytes:
    """Return the chart part; `workbook` is the id of its relationship to the workbook of its numbers."""
    legend = len(chart.series) > 1 and chart.kind is not ChartKind.PIE
    text = (
        f'<c:chartSpace xmlns:c="{C}" xmlns:a="{A}" xmlns:r="{OFFICE_RELS}"><c:date1904 val="0"/>'
        '<c:lang val="zh-CN"/><c:roundedCorners val="0"/>'
        f"<c:chart>{_title(chart.title)}<c:plotArea><c:layout/>{''.join(_plots(chart))}</c:plotArea>"
        + (f'<c:legend><c:legendPos val="b"/><c:overlay val="0"/>{words()}</c:legend>' if legend else "")
        + '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f'<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>{words()}'
        f'<c:externalData r:id="{workbook}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )
    return (DECLARATION + text).encode()


def _title(title: str) -> str:
    if not title:
        return '<c:autoTitleDeleted val="1"/>'
    face = f'<a:rPr lang="zh-CN" sz="{TITLE}" b="0"><a:latin typeface="Times New Roman"/><a:ea typeface="黑体"/></a:rPr>'
    return (
        "<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/>"
        f"<a:p><a:r>{face}<a:t>{escape(title)}</a:t></a:r></a:p></c:rich></c:tx>"
        '<c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/>'
    )


def _plots(chart: Chart) -> Iterator[str]:
    if chart.kind is ChartKind.PIE:
        yield _pie(chart)
        return
    if chart.kind is ChartKind.LINE:
        yield _lines(chart, 0, len(chart.series), (NAMES, NUMBERS))
    elif chart.kind is ChartKind.PARETO:
        yield _bars(chart, 0, 1)
        yield _lines(chart, 1, 2, (NAMES_2, SHARES))
    else:
        yield _bars(chart, 0, len(chart.series))
    yield from _axes(chart)


def _bars(chart: Chart, first: int, last: int) -> str:
    flat, stacked = chart.kind is ChartKind.BAR, chart.kind is ChartKind.STACKED
    series = "".join(_bar(chart, index, labelled=not stacked) for index in range(first, last))
    return (
        f'<c:barChart><c:barDir val="{"bar" if flat else "col"}"/>'
        f'<c:grouping val="{"stacked" if stacked else "clustered"}"/><c:varyColors val="0"/>{series}'
        f'<c:gapWidth val="60"/><c:overlap val="{100 if stacked else 0}"/>'
        f'<c:axId val="{NAMES}"/><c:axId val="{NUMBERS}"/></c:barChart>'
    )


def _bar(chart: Chart, index: int, *, labelled: bool) -> str:
    each = chart.series[index]
    pareto = chart.kind is ChartKind.PARETO
    fill = 1 if pareto else index  # light, so that the line and its numbers stand out
    colour = PAPER if not labelled and fill % len(FILLS) in DARK else INK
    place = "inBase" if pareto else "outEnd" if labelled else "ctr"
    labels = _labels(place, _format(each), colour)
    return f'<c:ser>{_named(each, index)}{filled(fill)}<c:invertIfNegative val="0"/>{labels}{_data(chart, index)}</c:ser>'


def _lines(chart: Chart, first: int, last: int, axes: tuple[int, int]) -> str:
    series = "".join(
        f"<c:ser>{_named(each, index)}{drawn(index)}{_line_labels(each, index - first)}{_data(chart, index)}"
        '<c:smooth val="0"/></c:ser>'
        for index, each in list(enumerate(chart.series))[first:last]
    )
    return (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}<c:marker val="1"/>'
        f'<c:axId val="{axes[0]}"/><c:axId val="{axes[1]}"/></c:lineChart>'
    )


def _line_labels(series: Series, place: int) -> str:
    """Return the labels of a line: over the first, under the second; more would stand in each other's way."""
    return _labels("tb"[place], _format(series), INK) if place < 2 else ""


def _pie(chart: Chart) -> str:
    each = chart.series[0]
    slices = "".join(
        f'<c:dPt><c:idx val="{place}"/><c:bubble3D val="0"/>{filled(place)}</c:dPt>'
        for place in range(len(chart.categories))
    )
    return (
        f'<c:pieChart><c:varyColors val="1"/><c:ser>{_named(each, 0)}{slices}'
        f"{_labels('outEnd', PERCENT, INK, pie=True)}{_data(chart, 0)}</c:ser>"
        '<c:firstSliceAng val="0"/></c:pieChart>'
    )


def _labels(place: str, code: str, colour: str, *, pie: bool = False) -> str:
    shown = {
        "LegendKey": 0,
        "Val": int(not pie),
        "CatName": int(pie),
        "SerName": 0,
        "Percent": int(pie),
        "BubbleSize": 0,
    }
    flags = "".join(f'<c:show{name} val="{value}"/>' for name, value in shown.items())
    return (
        f'<c:dLbls><c:numFmt formatCode="{code}" sourceLinked="0"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>'
        f'{words(colour=colour)}<c:dLblPos val="{place}"/>{flags}'
        + ('<c:showLeaderLines val="1"/>' if pie else "")
        + "</c:dLbls>"
    )


def _named(series: Series, index: int) -> str:
    name = f"{SHEET}!${column(index)}$1"
    cache = (
        f'<c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{escape(series.name)}</c:v></c:pt></c:strCache>'
    )
    return f'<c:idx val="{index}"/><c:order val="{index}"/><c:tx><c:strRef><c:f>{name}</c:f>{cache}</c:strRef></c:tx>'


def _data(chart: Chart, index: int) -> str:
    last, count = len(chart.categories) + 1, f'<c:ptCount val="{len(chart.categories)}"/>'
    series = chart.series[index]
    names = "".join(
        f'<c:pt idx="{place}"><c:v>{escape(name)}</c:v></c:pt>' for place, name in enumerate(chart.categories)
    )
    numbers = "".join(
        f'<c:pt idx="{place}"><c:v>{number(value)}</c:v></c:pt>'
        for place, value in enumerate(series.values)
        if value is not None
    )
    where = f"{SHEET}!${column(index)}$2:${column(index)}${last}"
    return (
        f"<c:cat><c:strRef><c:f>{SHEET}!$A$2:$A${last}</c:f><c:strCache>{count}{names}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>{where}</c:f><c:numCache><c:formatCode>{_format(series)}</c:formatCode>"
        f"{count}{numbers}</c:numCache></c:numRef></c:val>"
    )


def _format(series: Series) -> str:
    return PERCENT if series.percent else GENERAL


def _axes(chart: Chart) -> Iterator[str]:
    flat = chart.kind is ChartKind.BAR
    code = _format(chart.series[0])
    yield _names_axis(NAMES, NUMBERS, "l" if flat else "b", turned=flat)
    least = (
        None if chart.kind is ChartKind.LINE else "0"
    )  # a column's length is its number; a line's place is not
    yield _numbers_axis(NUMBERS, NAMES, ("b" if flat else "l", code), least=least, hidden=flat)
    if chart.kind is ChartKind.PARETO:
        yield _names_axis(NAMES_2, SHARES, "b", hidden=True)
        yield _numbers_axis(SHARES, NAMES_2, ("r", PERCENT), least="0", most="1")


def _names_axis(own: int, across: int, place: str, *, turned: bool = False, hidden: bool = False) -> str:
    """Return the axis of categories; a bar chart's is `turned`, so that the first stands at the top."""
    way = "maxMin" if turned else "minMax"
    return (
        f'<c:catAx><c:axId val="{own}"/><c:scaling><c:orientation val="{way}"/></c:scaling>'
        f'<c:delete val="{int(hidden)}"/><c:axPos val="{place}"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        f'<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>{ruled("7F7F7F")}{words()}'
        f'<c:crossAx val="{across}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _numbers_axis(
    own: int,
    across: int,
    shown: tuple[str, str],
    *,
    least: str | None,
    most: str | None = None,
    hidden: bool = False,
) -> str:
    """Return an axis of numbers; `shown` are its side and how its numbers are written."""
    place, code = shown
    ends = "".join(f'<c:{name} val="{end}"/>' for name, end in (("max", most), ("min", least)) if end)
    grid = "" if hidden or most else f"<c:majorGridlines>{ruled('E0E0E0')}</c:majorGridlines>"
    return (
        f'<c:valAx><c:axId val="{own}"/><c:scaling><c:orientation val="minMax"/>{ends}</c:scaling>'
        f'<c:delete val="{int(hidden)}"/><c:axPos val="{place}"/>{grid}'
        f'<c:numFmt formatCode="{code}" sourceLinked="0"/>'
        f'<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>{ruled()}{words()}'
        f'<c:crossAx val="{across}"/><c:crosses val="{"max" if most else "autoZero"}"/>'
        '<c:crossBetween val="between"/></c:valAx>'
    )
