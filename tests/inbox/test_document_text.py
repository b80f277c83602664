"""tests of recordkit.inbox.document_text: what a search reads of a document, and that nothing makes it stumble."""

import pytest
from docx.document import Document

from recordkit.inbox import document_text as texts
from recordkit.inbox.document_text import document_text
from tests.house.hostile_pdfs import pages_in_a_loop
from tests.house.inbox_files import ole, pdf
from tests.house.office_files import excel, part, replaced, word, zipped


def laid_out(document: Document) -> None:
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "轮椅", "两台"
    document.sections[0].header.paragraphs[0].text = "示例市第一人民医院"
    document.sections[0].footer.paragraphs[0].text = "第 1 页"


WORD = word("随访记录", "血压 & 血糖", build=laid_out)
EXCEL = excel({"A1": "设备", "B2": "担架 <大>", "C3": 12})
INLINE = replaced(
    EXCEL,
    {
        "xl/worksheets/sheet1.xml": part(EXCEL, "xl/worksheets/sheet1.xml")
        .replace(
            "<sheetData>",
            '<sheetData><row r="9"><c r="A9" t="inlineStr"><is><t>内嵌&amp;文字</t></is></c></row>',
        )
        .encode()
    },
)


@pytest.mark.parametrize(
    ("content", "extension", "words"),
    [
        (WORD, "docx", ["随访记录", "血压 & 血糖", "轮椅", "两台", "示例市第一人民医院", "第 1 页"]),
        (EXCEL, "xlsx", ["台账", "设备", "担架 <大>"]),
        (INLINE, "xlsx", ["内嵌&文字", "设备"]),
        (pdf("会议纪要", "候诊告知卡"), "pdf", ["会议纪要", "候诊告知卡"]),
    ],
    ids=["word", "excel", "inline", "pdf"],
)
def test_what_stands_in_a_document_is_read(content: bytes, extension: str, words: list[str]) -> None:
    text = document_text(content, extension)
    assert [word for word in words if word not in text] == []


@pytest.mark.parametrize(
    ("content", "extension"),
    [
        (b"", "docx"),
        (b"PK\3\4 broken", "docx"),
        (WORD, "xlsx"),
        (WORD, "txt"),
        (WORD, ""),
        (zipped([("a.txt", b"x")]), "docx"),
        (replaced(WORD, {"word/document.xml": b"<broken"}), "docx"),
        (replaced(EXCEL, {"xl/workbook.xml": b"<broken"}), "xlsx"),
        (ole("EncryptedPackage"), "docx"),
        (pdf("秘密", password="x"), "pdf"),
        (pdf(), "pdf"),
        (b"%PDF-1.4 broken", "pdf"),
        (pages_in_a_loop(), "pdf"),
    ],
)
def test_what_cannot_be_read_has_no_text(content: bytes, extension: str) -> None:
    assert document_text(content, extension).strip() == ""


def test_a_document_beyond_the_size_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "LARGEST", len(WORD) - 1)
    assert document_text(WORD, "docx") == ""
