"""The mapping workbook: what is written is read back; a person may reorder, add and spoil, and it is taken as typed."""

import io
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from recordkit.documents.pages.mapping_book import COLUMNS, heading, mapping_book, read_mapping
from recordkit.domain.adoption import Opening, Proposal, Treatment
from recordkit.errors import NotReadable
from recordkit.wording import Lang, Text

DAY = date(2019, 3, 15)
FILED = Proposal(
    "会议/=1 纪要.docx", "会议纪要", DAY, 3, "骨科", "2019-02", "会议纪要-2019-0315-003.docx", Treatment.FILE,
    Text("类型为推断", "inferred"), frozenset({"word"}),
)  # fmt: skip
SKIPPED = Proposal("a.jpg", None, DAY, None, None, None, None, Treatment.SKIP, Text("不收", "not taken"))
CHOICES = (("会议纪要", "家访报告"), ("骨科", "外科"))


def written(path: Path, lang: Lang = "zh") -> Path:
    path.write_bytes(mapping_book((FILED, SKIPPED), (Opening("会议纪要", DAY, 2),), CHOICES, lang))
    return path


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_written_is_read_back(tmp_path: Path, lang: Lang) -> None:
    mapped = read_mapping(written(tmp_path / "map.xlsx", lang))
    assert mapped.missing == ()
    first, second = mapped.rows
    assert first.number == 3
    assert first.cells["path"] == "会议/=1 纪要.docx"
    assert (first.cells["word"], first.cells["number"], first.cells["period"]) == ("会议纪要", 3, "2019-02")
    assert first.cells["day"] == datetime(2019, 3, 15)  # noqa: DTZ001 - Excel's days carry no zone
    assert first.cells["treatment"] == Treatment.FILE.label.say(lang)
    assert (second.cells["path"], second.cells["word"]) == ("a.jpg", None)
    [opening] = mapped.openings
    assert (opening.cells["word"], opening.cells["number"]) == ("会议纪要", 2)


def test_guesses_are_yellow_and_choices_are_offered(tmp_path: Path) -> None:
    sheet = load_workbook(written(tmp_path / "map.xlsx")).worksheets[0]
    assert sheet["B3"].fill.fgColor.rgb == "00FFF2CC"
    assert sheet["C3"].fill.fgColor.rgb != "00FFF2CC"
    assert {str(rule.sqref).rstrip("0123456789") for rule in sheet.data_validations.dataValidation} == {
        "B3:B", "E3:E", "H3:H"
    }  # fmt: skip
    assert sheet["A3"].data_type == "s"
    assert sheet.freeze_panes == "B3"
    assert len(sheet.conditional_formatting) == 1


def test_columns_are_known_by_their_headings_in_any_order_and_empty_rows_are_passed_over(
    tmp_path: Path,
) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["看过了"],
        ["处理", "我的备注", "原路径", "Type", "建议日期"],
        [],
        ["跳过", "x", "a.docx", "会议纪要", "2019.3.15"],
    ):
        sheet.append(row)
    book.save(tmp_path / "map.xlsx")
    mapped = read_mapping(tmp_path / "map.xlsx")
    assert [(row.number, row.cells["path"], row.cells["day"]) for row in mapped.rows] == [
        (4, "a.docx", "2019.3.15")
    ]
    assert mapped.missing == ()
    assert mapped.openings == ()


def test_a_workbook_without_the_columns_says_which_are_missing(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["a", "b"])
    book.save(tmp_path / "map.xlsx")
    assert read_mapping(tmp_path / "map.xlsx").missing == ("path", "word", "day", "treatment")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04rubbish", b"no workbook"])
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "map.xlsx").write_bytes(content)
    with pytest.raises(NotReadable):
        read_mapping(tmp_path / "map.xlsx")


def test_every_column_has_a_heading_in_both_languages() -> None:
    assert heading("path", "zh") == "原路径"
    assert all(label.zh and label.en for label, _ in COLUMNS.values())
    assert io.BytesIO(mapping_book((), (), ((), ()), "en")).getvalue().startswith(b"PK")
