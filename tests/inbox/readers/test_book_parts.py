"""tests of book_parts: which sheets there are, and the shared texts however they are written."""

import pytest

from recordkit.errors import NotReadable
from recordkit.guard.zips import measure
from recordkit.inbox.readers.book_parts import shared_texts, worksheets
from tests.house.office_files import excel, part, replaced, zipped

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def table(items: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?><sst xmlns="{MAIN}">{items}</sst>'.encode()


@pytest.mark.parametrize(
    ("items", "texts"),
    [
        ("", []),
        ("<si><t>甲</t></si><si><t>乙 &amp; 丙</t></si>", ["甲", "乙 & 丙"]),
        ('<si><t xml:space="preserve"> 甲 </t></si>', [" 甲 "]),
        ('<si><t>编号</t><phoneticPr fontId="1" type="noConversion"/></si>', ["编号"]),
        ("<si><t>_x000D_&#10;</t></si>", ["\r\n"]),
        ("<si/><si><t/></si><si><t></t></si>", ["", "", ""]),
        ("<si><r><rPr><b/></rPr><t>加</t></r><r><t>粗</t></r></si><si><t>平</t></si>", ["加粗", "平"]),
        ("<si><t>东京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh></si>", ["东京"]),
        ("<si><t><!-- x -->甲</t></si>", ["甲"]),
        ("<si><t><![CDATA[<si>]]></t></si>", ["<si>"]),
        ("<si><r><t>_x005F_&amp;lt;</t></r></si>", ["_&lt;"]),
    ],
)
def test_shared_texts_are_read_however_they_are_written(items: str, texts: list[str]) -> None:
    assert shared_texts(table(items), "a.xlsx") == texts


def test_a_prefix_changes_nothing() -> None:
    content = f'<x:sst xmlns:x="{MAIN}"><x:si><x:t>甲</x:t></x:si></x:sst>'.encode()
    assert shared_texts(content, "a.xlsx") == ["甲"]


@pytest.mark.parametrize("items", ["<si><t>&nbsp;</t></si>", "<si><t>a\0b</t></si>", "<si><t>甲</si>"])
def test_broken_shared_texts_are_refused(items: str) -> None:
    with pytest.raises(NotReadable):
        shared_texts(table(items), "a.xlsx")


def test_a_workbook_in_strict_ooxml_has_the_same_sheets() -> None:
    content = excel({"A1": "甲"})
    names = ("_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml")
    strict = {
        name: part(content, name)
        .replace("http://schemas.openxmlformats.org/officeDocument/2006", "http://purl.oclc.org/ooxml/officeDocument")
        .replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
        .encode()
        for name in names
    }  # fmt: skip
    assert worksheets(measure(replaced(content, strict), file="a.xlsx"))[0][0].name == "台账"


def test_targets_may_be_absolute_or_relative() -> None:
    content = excel({"A1": "甲"})
    rels = part(content, "xl/_rels/workbook.xml.rels")
    assert 'Target="/xl/worksheets/sheet1.xml"' in rels
    relative = rels.replace('Target="/xl/worksheets/', 'Target="../xl/./worksheets/')
    changed = replaced(content, {"xl/_rels/workbook.xml.rels": relative.encode()})
    for each in (content, changed):
        assert worksheets(measure(each, file="a.xlsx"))[0][0].path == "xl/worksheets/sheet1.xml"


def test_what_has_no_workbook_is_refused() -> None:
    with pytest.raises(NotReadable, match="no workbook part"):
        worksheets(measure(zipped([("a.txt", b"x")]), file="a.xlsx"))
