"""The workbook inside a chart, which Word and WPS open under “edit data”: one sheet, categories down, series across.

Law: the same numbers make the same bytes.
"""

from collections.abc import Iterator
from decimal import Decimal
from xml.sax.saxutils import escape

from recordkit.documents.charts.chart import Chart, Number, Series
from recordkit.documents.package import (
    CONTENT_TYPES,
    DECLARATION,
    OFFICE_RELS,
    RELS_NS,
    TYPES_NS,
    write_package,
)

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml."
SHEET = "Sheet1"
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="0.0%"/></numFmts>'
    '<fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
PARTS = {
    CONTENT_TYPES: (
        f'<Types xmlns="{TYPES_NS}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{KIND}worksheet+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{KIND}sharedStrings+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{KIND}styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{RELS_NS}"><Relationship Id="rId1" Type="{OFFICE_RELS}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE_RELS}"><sheets>'
        f'<sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{RELS_NS}"><Relationship Id="rId1" Type="{OFFICE_RELS}/worksheet" '
        f'Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{OFFICE_RELS}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId3" Type="{OFFICE_RELS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    ),
    "xl/styles.xml": STYLES,
}


def book(chart: Chart) -> bytes:
    """Return the workbook of the chart's numbers: its categories in column A, each series in a column of its own."""
    texts: dict[str, int] = {}
    rows = "".join(_rows(chart, texts))
    last = f"{column(len(chart.series) - 1)}{len(chart.categories) + 1}"
    sheet = f'<worksheet xmlns="{MAIN}"><dimension ref="A1:{last}"/><sheetData>{rows}</sheetData></worksheet>'
    made = {**PARTS, "xl/worksheets/sheet1.xml": sheet, "xl/sharedStrings.xml": _shared(texts)}
    return write_package({name: (DECLARATION + text).encode() for name, text in made.items()})


def column(index: int) -> str:
    """Return the letter of the column of series `index`, from 0."""
    return chr(ord("B") + index)


def number(value: Number) -> str:
    """Return a number as XML writes it."""
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _rows(chart: Chart, texts: dict[str, int]) -> Iterator[str]:
    heads = "".join(_text(f"{column(index)}1", each.name, texts) for index, each in enumerate(chart.series))
    yield f'<row r="1">{heads}</row>'
    for place, category in enumerate(chart.categories):
        row = place + 2
        cells = "".join(_cell(each, index, place, row) for index, each in enumerate(chart.series))
        yield f'<row r="{row}">{_text(f"A{row}", category, texts)}{cells}</row>'


def _cell(series: Series, index: int, place: int, row: int) -> str:
    value = series.values[place]
    style = ' s="1"' if series.percent else ""
    return "" if value is None else f'<c r="{column(index)}{row}"{style}><v>{number(value)}</v></c>'


def _text(ref: str, words: str, texts: dict[str, int]) -> str:
    return f'<c r="{ref}" t="s"><v>{texts.setdefault(words, len(texts))}</v></c>'


def _shared(texts: dict[str, int]) -> str:
    items = "".join(f'<si><t xml:space="preserve">{escape(words)}</t></si>' for words in texts)
    return f'<sst xmlns="{MAIN}" count="{len(texts)}" uniqueCount="{len(texts)}">{items}</sst>'
