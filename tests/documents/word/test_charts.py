"""Native charts in Word documents: valid, editable, the same bytes each time, and said aloud for who cannot see them."""

import io
import re
import zipfile
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest
from lxml import etree

from recordkit.documents import face
from recordkit.documents.charts.chart import ChartKind
from recordkit.errors import RenderFault
from tests.house.office_files import excel, invalid, part, word
from tests.house.pictures import png

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
TREND = [
    {"span": "九月", "all": 12, "late": 1, "rate": Decimal("0.917")},
    {"span": "十月 & 更多", "all": 9, "late": 0, "rate": None},
]
TAGS = {
    "column": "{{ trend|chart('column', by='span', of=['all', 'late'], names=['全部', '逾期']) }}",
    "bar": "{{r trend|chart('bar', by='span', of='all', title='全部') }}",
    "stacked": "{{p trend|chart('stacked', by='span', of=['all', 'late'], names=['全部', '逾期']) }}",
    "line": "{{ trend|chart('line', by='span', of='rate', names='及时率', percent='rate') }}",
    "pie": "{{ trend|chart('pie', by='span', of='all', names='件数', title='<件数>') }}",
    "pareto": "{{ trend|chart('pareto', by='span', of=['all', 'rate'], names=['件数', '累计'], percent='rate') }}",
}


def made(*tags: str) -> bytes:
    return face.compile(word(*tags)).render({"trend": TREND})


def names(document: bytes, folder: str) -> list[str]:
    found = zipfile.ZipFile(io.BytesIO(document)).namelist()
    return [name for name in found if name.startswith(folder) and not name.endswith(".rels")]


def book(document: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(document)) as zipped:
        return zipped.read(name)


@pytest.mark.parametrize("kind", list(ChartKind))
def test_a_document_with_a_chart_of_any_kind_is_valid(kind: str, tmp_path: Path) -> None:
    content = made(TAGS[kind])
    assert invalid(content, tmp_path, ".docx") == []
    assert len(docx.Document(io.BytesIO(content)).inline_shapes) == 1
    assert names(content, "word/charts/") == ["word/charts/chart1.xml"]


def test_the_workbook_inside_holds_what_the_chart_shows() -> None:
    content = made(TAGS["pareto"])
    [name] = names(content, "word/embeddings/")
    sheet = openpyxl.load_workbook(io.BytesIO(book(content, name)))["Sheet1"]
    rows = [tuple(cell.value for cell in row) for row in sheet.iter_rows()]
    assert rows == [(None, "件数", "累计"), ("九月", 12, 0.917), ("十月 & 更多", 9, None)]
    assert sheet["C2"].number_format == "0.0%"
    root = etree.fromstring(part(content, "word/charts/chart1.xml").encode())
    shown = [[value.text for value in cache.iter(f"{C}v")] for cache in root.iter(f"{C}numCache")]
    assert shown == [["12", "9"], ["0.917"]]
    assert [where.text for where in root.iter(f"{C}f")] == [
        *("Sheet1!$B$1", "Sheet1!$A$2:$A$3", "Sheet1!$B$2:$B$3"),
        *("Sheet1!$C$1", "Sheet1!$A$2:$A$3", "Sheet1!$C$2:$C$3"),
    ]


def test_the_chart_leads_to_its_workbook_so_that_its_data_can_be_edited() -> None:
    content = made(TAGS["line"])
    wanted = re.search(r'<c:externalData r:id="(\w+)"', part(content, "word/charts/chart1.xml"))
    assert wanted is not None
    links = part(content, "word/charts/_rels/chart1.xml.rels")
    assert f'Id="{wanted[1]}"' in links
    assert "/relationships/package" in links
    assert "/word/embeddings/chart1.xlsx" in links


def test_alike_charts_have_parts_of_their_own() -> None:
    content = made(TAGS["column"], TAGS["column"])
    assert len(names(content, "word/charts/")) == 2
    assert len(names(content, "word/embeddings/")) == 2


def test_the_same_values_make_the_same_bytes() -> None:
    template = face.compile(word(*TAGS.values()))
    assert template.render({"trend": TREND}) == template.render({"trend": TREND})


def test_who_cannot_see_it_hears_its_numbers() -> None:
    described = part(made(TAGS["bar"]), "word/document.xml")
    assert 'descr="全部 (九月: 12; 十月 &amp; 更多: 9)"' in described


def test_series_differ_without_colour() -> None:
    root = etree.fromstring(part(made(TAGS["column"]), "word/charts/chart1.xml").encode())
    fills = [
        each.get("val") or "" for each in root.iterfind(f".//{C}ser/{C}spPr/{{*}}solidFill/{{*}}srgbClr")
    ]
    light = [sum(int(fill[at : at + 2], 16) for at in (0, 2, 4)) / 3 for fill in fills]
    assert len(fills) == 2
    assert abs(light[0] - light[1]) > 80


def test_an_empty_table_leaves_nothing_behind(tmp_path: Path) -> None:
    content = face.compile(word(*TAGS.values())).render({"trend": []})
    assert names(content, "word/charts/") == []
    assert invalid(content, tmp_path, ".docx") == []


def test_a_python_program_may_give_a_chart() -> None:
    content = face.compile(word("{{ c }}")).render(
        {"c": face.Chart(face.ChartKind.BAR, ("甲",), (face.Series("件数", (1,)),))}
    )
    assert names(content, "word/charts/") == ["word/charts/chart1.xml"]


def test_the_template_says_what_a_chart_wants() -> None:
    asked = {"trend": [{"span": "value", "all": "value", "late": "value"}]}
    assert face.compile(word(TAGS["column"])).names() == asked


@pytest.mark.parametrize(
    ("template", "values", "said"),
    [
        (word("{{ trend|chart('radar', by='span', of='all') }}"), {"trend": TREND}, "the kinds of chart are"),
        (word("{{ trend|chart('bar', by='span', of='no') }}"), {"trend": TREND}, "no 'no'"),
        (
            word("{{ trend|chart('bar', by='span', of='all') }}"),
            {"trend": [{"span": "\x0b", "all": 1}]},
            "U\\+000B",
        ),
        (word("{{ trend|chart('bar') }}"), {"trend": TREND}, "by"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_its_place(
    template: bytes, values: dict[str, object], said: str
) -> None:
    with pytest.raises(RenderFault, match=said) as refused:
        face.compile(template).render(values)
    assert "body, paragraph 1" in refused.value.sentence("en")


def test_excel_has_its_own_charts() -> None:
    template = face.compile(excel({"A1": "{{ trend|chart('bar', by='span', of='all') }}"}), file="a.xlsx")
    with pytest.raises(RenderFault, match="a chart stands in a paragraph of a Word document"):
        template.render({"trend": TREND})


def test_a_placeholder_picture_takes_no_chart() -> None:
    def placeholder(document: object) -> None:
        document.add_picture(io.BytesIO(png()))  # type: ignore[attr-defined]
        shape = document.inline_shapes[0]._inline.docPr  # type: ignore[attr-defined]
        shape.set("descr", "{{ trend|chart('bar', by='span', of='all') }}")

    with pytest.raises(RenderFault):
        face.compile(word(build=placeholder)).render({"trend": TREND})
