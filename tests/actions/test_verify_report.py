"""tests of recordkit.actions.verify_report: the workbook to hand in says who, when, what, and every item (参照 DA/T 70-2018)."""

import io

import pytest
from openpyxl import load_workbook

from recordkit import __version__
from recordkit.actions.verify import Wish, verify
from recordkit.actions.verify_report import report_book
from recordkit.archive.verify.verdicts import TITLES, Result
from recordkit.office import Office
from recordkit.wording import Lang
from tests.house.offices import AT, brought, filed, minutes


@pytest.fixture
def busy(office: Office) -> Office:
    filed(office, "complaint")
    brought(office, "会议纪要-2026-1118-001.docx", minutes())
    return office


def cells(book: bytes, sheet: int) -> list[str]:
    opened = load_workbook(io.BytesIO(book))
    return [str(cell.value) for row in opened.worksheets[sheet] for cell in row if cell.value is not None]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_cover_says_who_when_what_and_leaves_room_to_sign(busy: Office, lang: Lang) -> None:
    report = verify(busy, (), AT, wish=Wish(share=0.5, seed=7))
    cover = " | ".join(cells(report_book(busy, report, AT, lang), 0))
    head = busy.archive.head
    for fact in (busy.config.name, busy.archive.id, f"recordkit {__version__}", head.hash, "7"):
        assert fact in cover
    words = {
        "zh": (
            "参照 DA/T 70-2018",
            "2026年11月21日 10:00",
            "沈砚",
            "检测人",
            "复核人",
            "日期",
            "未发现损坏",
            "1/2 件",
        ),
        "en": (
            "After the four natures",
            "2026-11-21 10:00",
            "沈砚",
            "Verified by",
            "Checked by",
            "Date",
            "nothing damaged",
            "1 in 2",
        ),
    }
    assert [one for one in words[lang] if one not in cover] == []
    assert "符合" not in cover


def test_every_item_is_there_and_what_failed_is_told_in_detail(busy: Office) -> None:
    [path] = (busy.root / "archive" / "records" / "会议纪要").rglob("*.docx")
    path.chmod(0o640)
    path.write_bytes(b"Q" + path.read_bytes()[1:])
    report = verify(busy, (), AT)
    book = report_book(busy, report, AT, "zh")
    assert set(TITLES) <= set(cells(book, 1))
    assert {result.label.zh for result in Result} <= set(cells(book, 1))
    assert "会议纪要-2026-1118-001" in cells(book, 2)
    assert "发现 1 处不通过" in " ".join(cells(book, 0))


def test_it_is_written_where_it_was_asked_for_in_the_language_that_is_spoken(busy: Office) -> None:
    for lang, title in (
        ("zh", "电子档案检测报告"),
        ("en", "Report on the electronic archive"),
        (None, "电子档案检测报告"),
    ):
        verify(busy, (), AT, wish=Wish(xlsx=busy.root / "报告.xlsx", lang=lang))  # type: ignore[arg-type]
        assert cells((busy.root / "报告.xlsx").read_bytes(), 0)[0] == title
