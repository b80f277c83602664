"""Charts in a Word document: a chart part, the workbook of its numbers, and the drawing that shows them (ECMA-376, 21.2)."""

from xml.sax.saxutils import quoteattr

from recordkit.documents.charts.book import book
from recordkit.documents.charts.chart import Chart
from recordkit.documents.charts.space import A, C, chart_space
from recordkit.documents.package import OFFICE_RELS
from recordkit.documents.sandbox import text_of
from recordkit.documents.word.filling import WordFilling
from recordkit.documents.word.images import EMU_PER_MM, WP

CHART_REL, BOOK_REL = f"{OFFICE_RELS}/chart", f"{OFFICE_RELS}/package"
CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIRST = "rk1"  # the chart's own relationship to its workbook, the only one it has


def chart_drawing(chart: Chart, filling: WordFilling) -> str:
    """Return the chart as a drawing in a run; its part and its workbook are added to the document."""
    number = filling.next_id()
    relation = filling.relate(CHART_REL, _placed(chart, number, filling))
    width, height = (round(side * EMU_PER_MM) for side in (chart.width, chart.height))
    name = quoteattr(f"chart {number}")
    return (
        f'<w:drawing><wp:inline xmlns:wp="{WP}" xmlns:r="{OFFICE_RELS}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{number}" name={name} descr={quoteattr(_described(chart))}/><wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{A}"><a:graphicData uri="{C}"><c:chart xmlns:c="{C}" r:id="{relation}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )


def _placed(chart: Chart, number: int, filling: WordFilling) -> str:
    for words in (*chart.categories, *(each.name for each in chart.series)):
        text_of(words)  # refuses what XML cannot hold
    workbook = filling.add(f"word/embeddings/chart{number}.xlsx", book(chart), BOOK_TYPE)
    part = filling.add(f"word/charts/chart{number}.xml", chart_space(chart, FIRST), CHART_TYPE)
    related = filling.relate(BOOK_REL, workbook, source=part)
    assert related == FIRST
    return part


def _described(chart: Chart) -> str:
    """Return what the chart says, for somebody who does not see it: its title, then its numbers."""
    said = [
        f"{category}: {', '.join('—' if each.values[place] is None else str(each.values[place]) for each in chart.series)}"
        for place, category in enumerate(chart.categories)
    ]
    return text_of(f"{chart.title} ({'; '.join(said)})"[:1000])
