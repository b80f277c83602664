"""tests of recordkit.inbox.sections: R7, each of the four parts stands in the minutes and is not empty (C17)."""

import io
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from recordkit.domain.recordtype import Section
from recordkit.guard.xml import parse
from recordkit.inbox.lines import blocks_of_lines, heading_levels
from recordkit.inbox.sections import Outline, after_heading, section_findings, word_outlines
from tests.house.inbox_files import minutes_type
from tests.house.office_files import part, word

MINUTES = minutes_type()
RESOLUTIONS = MINUTES.sections[2]
TIME, PEOPLE, RESOLVED, DUTIES = (
    "会议时间:2026年11月20日 15:00",
    "参会人员:林知夏、周予安",
    "决议事项:同意",
    "责任分工:沈砚负责",
)
WHOLE = [TIME, PEOPLE, RESOLVED, DUTIES]


def faults(document: bytes) -> list[tuple[str, object]]:
    levels = heading_levels(parse(part(document, "word/styles.xml").encode(), file="s"))
    found = section_findings(
        word_outlines(parse(part(document, "word/document.xml").encode(), file="d"), levels), MINUTES
    )
    return [(finding.code, finding.facts["section"]) for finding in found]


def lines_faults(text: str) -> list[tuple[str, object]]:
    found = section_findings([Outline(tuple(blocks_of_lines(text)))], MINUTES)
    return [(finding.code, finding.facts["section"]) for finding in found]


def table(*rows: tuple[str, ...]) -> Callable[[Document], None]:
    def build(document: Document) -> None:
        grid = document.add_table(len(rows), len(rows[0]))
        for number, row in enumerate(rows):
            for place, text in enumerate(row):
                grid.cell(number, place).text = text

    return build


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("决议事项", ""),
        ("决议事项:", ""),
        ("决议事项:同意", "同意"),
        ("决议事项 同意", "同意"),
        ("决议事项\t同意", "同意"),
        ("一、决议事项", ""),
        ("(三)决议事项:同意", "同意"),
        ("3. 决议事项", ""),
        ("第三部分 决议事项", ""),
        ("【决议事项】", ""),
        ("决 议 事 项", ""),
        ("决 议 事 项:同意", "同意"),
        ("议定事项", ""),
        ("决议事项及责任分工", ""),
        ("会议决定与决议事项:同意", "同意"),
        ("决议事项如下:", ""),
        ("决议事项(全票通过)", ""),
        ("● 决议事项", ""),
    ],
)
def test_a_heading_is_known_however_it_is_written(line: str, rest: str) -> None:
    assert after_heading(line, RESOLUTIONS) == rest


@pytest.mark.parametrize(
    "line",
    [
        "",
        "决议",
        "本次会议的决议事项由各科室落实",
        "决议事项由各科室落实",
        "无决议",
        "上次决议事项完成情况汇报",
        "事项",
    ],
)
def test_a_sentence_that_only_mentions_it_is_no_heading(line: str) -> None:
    assert after_heading(line, RESOLUTIONS) is None


def test_an_alias_of_two_parts_is_not_taken_apart() -> None:
    assert after_heading("与会人员:甲", Section("参会人员", ("与会人员",))) == "甲"


ACCEPTED: list[tuple[str, list[str], Callable[[Document], None] | None]] = [
    ("inline", WHOLE, None),
    (
        "under headings",
        ["一、会议时间", "2026年", "二、参会人员", "甲", "三、决议事项", "1. 同意", "四、责任分工", "乙"],
        None,
    ),
    ("blank lines between", ["会议时间", "", "", "2026年", PEOPLE, RESOLVED, DUTIES], None),
    ("soft breaks", ["会议时间:2026年\n参会人员:甲\n决议事项:\n1. 同意\n责任分工:乙"], None),
    (
        "counted items of the same kind",
        [TIME, PEOPLE, "3. 决议事项", "1. 同意甲", "2. 同意乙", "4. 责任分工", "丙"],
        None,
    ),
    (
        "joined headings",
        ["会议时间、地点:2026年 302室", PEOPLE, "决议事项及责任分工", "1. 沈砚负责叫号屏"],
        None,
    ),
    (
        "full width",
        ["１．会议时间：２０２６年", "２．参会人员：甲", "３．决议事项：同意", "４．责任分工：乙"],
        None,
    ),
    (
        "a form of labels and values",
        [],
        table(
            ("会议时间", "2026年", "会议地点", "302室"),
            ("参会人员", "甲", "", ""),
            ("决议事项", "同意", "责任分工", "乙"),
        ),
    ),
    (
        "label and value in one cell",
        [],
        table(("会议时间:2026年",), ("参会人员:甲",), ("决议事项:同意",), ("责任分工:乙",)),
    ),
    (
        "label above value",
        [],
        table(
            ("会议时间",), ("2026",), ("参会人员",), ("甲",), ("决议事项",), ("可",), ("责任分工",), ("乙",)
        ),
    ),
    ("columns", [TIME, PEOPLE], table(("序号", "决议事项", "责任分工"), ("1", "同意", "乙"))),
    (
        "a table under the heading",
        [TIME, PEOPLE, DUTIES, "决议事项"],
        table(("序号", "内容", "责任人"), ("1", "同意", "乙")),
    ),
    ("a row without headings", [TIME, PEOPLE, RESOLVED, "责任分工"], table(("沈砚", "叫号屏"))),
    ("none resolved, said so", [TIME, PEOPLE, "决议事项", "无", DUTIES], None),
]


@pytest.mark.parametrize(("lines", "build"), [row[1:] for row in ACCEPTED], ids=[row[0] for row in ACCEPTED])
def test_minutes_with_all_four_parts_are_accepted(lines: list[str], build: Any) -> None:
    assert faults(word(*lines, build=build)) == []


EMPTY = [("section_empty", "决议事项")]
MISSING = [("section_missing", "决议事项")]
REFUSED: list[tuple[str, list[str], Callable[[Document], None] | None, list[tuple[str, str]]]] = [
    ("left out", [TIME, PEOPLE, DUTIES], None, MISSING),
    ("only mentioned", [TIME, PEOPLE, DUTIES, "决议事项由各科室落实"], None, MISSING),
    ("nothing after the colon", [TIME, PEOPLE, "决议事项:", DUTIES], None, EMPTY),
    ("the end of the document", [TIME, PEOPLE, DUTIES, "决议事项", "", " "], None, EMPTY),
    ("only a line to write on", [TIME, PEOPLE, DUTIES, "决议事项:", "________", "……"], None, EMPTY),
    ("only numbers", [TIME, PEOPLE, DUTIES, "决议事项:", "1.", "2."], None, EMPTY),
    (
        "the next number is another part",
        [TIME, PEOPLE, DUTIES, "三、决议事项", "四、其他", "散会"],
        None,
        EMPTY,
    ),
    (
        "headings of a table alone",
        [TIME, PEOPLE, DUTIES, "决议事项"],
        table(("序号", "决议内容", "责任人"), ("1", "", ""), ("2", "", "")),
        EMPTY,
    ),
    ("a form left blank", [TIME, PEOPLE], table(("决议事项", ""), ("责任分工", "乙")), EMPTY),
    (
        "blank before another label",
        [TIME, PEOPLE],
        table(("决议事项", "", "会议地点", "302室"), ("责任分工", "乙", "", "")),
        EMPTY,
    ),
    (
        "a column left blank",
        [TIME, PEOPLE, DUTIES],
        table(("序号", "决议事项", "责任人"), ("1", "", "乙")),
        EMPTY,
    ),
    (
        "a column of that name in another part",
        [TIME, PEOPLE, "决议事项", "责任分工"],
        table(("决议事项", "责任人"), ("叫号屏", "乙")),
        EMPTY,
    ),
    ("the closing lines", [TIME, PEOPLE, DUTIES, "决议事项", "附件:会议签到表", "签发:林知夏"], None, EMPTY),
    ("a column of nothing", [TIME, PEOPLE, DUTIES], table(("决议事项", "责任人"), ("", "")), EMPTY),
]


@pytest.mark.parametrize(
    ("lines", "build", "expected"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_a_part_that_is_missing_or_empty_is_found(
    lines: list[str], build: Any, expected: list[tuple[str, str]]
) -> None:
    assert faults(word(*lines, build=build)) == expected


def test_an_empty_document_lacks_all_four_in_their_order() -> None:
    assert faults(word()) == [("section_missing", section.heading) for section in MINUTES.sections]


def test_a_styled_heading_ends_where_the_next_of_its_level_begins() -> None:
    def build(document: Document) -> None:
        document.add_heading("决议事项", 1)
        document.add_heading("第一类", 2)
        document.add_heading("其他", 1)
        document.add_paragraph("散会")

    assert faults(word(TIME, PEOPLE, DUTIES, build=build)) == EMPTY


def test_text_below_a_deeper_heading_belongs_to_the_part() -> None:
    def build(document: Document) -> None:
        document.add_heading("决议事项", 1)
        document.add_heading("第一类", 2)
        document.add_paragraph("同意")

    assert faults(word(TIME, PEOPLE, DUTIES, build=build)) == []


def test_a_table_of_contents_is_no_content() -> None:
    def build(document: Document) -> None:
        style = document.styles.add_style("toc 1", 1)
        document.add_paragraph("决议事项\t3", style=style)

    assert faults(word(TIME, PEOPLE, DUTIES, build=build)) == MISSING


def _placeholder(document: Document) -> None:
    control, properties, held = OxmlElement("w:sdt"), OxmlElement("w:sdtPr"), OxmlElement("w:sdtContent")
    properties.append(OxmlElement("w:showingPlcHdr"))
    control.append(properties)
    control.append(held)
    document.add_paragraph("决议事项")
    paragraph = document.add_paragraph("单击此处输入文字")
    paragraph._p.addnext(control)
    held.append(paragraph._p)


def _vanished(document: Document) -> None:
    document.add_paragraph("决议事项")
    document.add_paragraph().add_run("同意").font.hidden = True


def _deleted(document: Document) -> None:
    document.add_paragraph("决议事项")
    paragraph = document.add_paragraph()
    run = paragraph.add_run("同意")
    deletion = OxmlElement("w:del")
    run._r.addprevious(deletion)
    deletion.append(run._r)
    for text in deletion.iter(qn("w:t")):
        text.tag = qn("w:delText")


@pytest.mark.parametrize("build", [_placeholder, _vanished, _deleted])
def test_what_nobody_sees_is_no_content(build: Callable[[Document], None]) -> None:
    assert faults(word(TIME, PEOPLE, DUTIES, build=build)) == EMPTY


def test_inserted_text_and_filled_controls_count() -> None:
    document = docx.Document(io.BytesIO(word(TIME, PEOPLE, DUTIES, "决议事项")))
    _placeholder(document)
    for mark in list(document.element.iter(qn("w:showingPlcHdr"))):
        mark.getparent().remove(mark)
    target = io.BytesIO()
    document.save(target)
    assert faults(target.getvalue()) == []


def test_a_whole_document_in_one_cell_is_read_like_a_page() -> None:
    def build(document: Document) -> None:
        cell = document.add_table(1, 1).cell(0, 0)
        for line in ("会议时间", "2026年", "参会人员", "甲", "决议事项", "责任分工", "乙"):
            cell.add_paragraph(line)

    assert faults(word(build=build)) == EMPTY


def test_the_lines_of_a_pdf_are_read_alike() -> None:
    assert lines_faults("会议时间\n2026年\n参会人员 甲\n决议事项\n1. 同意\n责任分工: 乙") == []
    assert lines_faults("会议时间\n2026年\n参会人员 甲\n决议事项\n责任分工: 乙") == EMPTY
