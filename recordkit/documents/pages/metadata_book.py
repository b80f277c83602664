"""元数据.xlsx: what is handed over, element by element, what was done to it, and what was left out and why."""

from collections.abc import Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from recordkit.documents.pages.sheets import headings, new_book, on_a4, put, saved
from recordkit.domain.transfer import ELEMENTS, NO_CODE, Item, LeftOut, retention_said
from recordkit.domain.verbs import verb_words
from recordkit.wording import Lang, Text

METADATA = Text("元数据", "Metadata")
PROCESS = Text("业务行为", "Process")
LEFT_OUT = Text("未列入", "Left out")
YES, NO = Text("是", "yes"), Text("否", "no")
WHEN = "yyyy-mm-dd hh:mm:ss"
DAY = "yyyy-mm-dd"
DEED_HEADS = (
    (ELEMENTS["document_no"][0], 28),
    (Text("时间", "At"), 20),
    (Text("业务行为", "Deed"), 14),
    (Text("行为人", "By"), 16),
    (Text("说明", "What"), 60),
)
LEFT_HEADS = ((ELEMENTS["document_no"][0], 32), (Text("原因", "Why"), 60))


def metadata_book(items: Sequence[Item], left_out: Sequence[LeftOut], lang: Lang) -> bytes:
    """Return the workbook: a row a version handed over, a row a deed, a row a document left out."""
    book = new_book(METADATA.say(lang))
    _metadata(book.create_sheet(METADATA.say(lang)), items, lang)
    _process(book.create_sheet(PROCESS.say(lang)), items, lang)
    if left_out:
        _left_out(book.create_sheet(LEFT_OUT.say(lang)), left_out, lang)
    return saved(book)


def _metadata(sheet: Worksheet, items: Sequence[Item], lang: Lang) -> None:
    headings(sheet, 1, [(label.say(lang), width) for label, width in ELEMENTS.values()])
    for row, item in enumerate(items, 2):
        for column, key in enumerate(ELEMENTS, 1):
            value: object = getattr(item, key)
            if isinstance(value, bool):
                value = (YES if value else NO).say(lang)
            elif key == "retention":
                value = retention_said(item.retention, lang)
            put(sheet, row, column, value, number_format=_format(key))
    end = len(items) + 3
    label = ELEMENTS["archival_code"][0].say(lang)
    sheet.cell(end, 1, f"{label}: {NO_CODE.say(lang)}")
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(ELEMENTS))}{len(items) + 1}"
    on_a4(sheet, lang, landscape=True)


def _process(sheet: Worksheet, items: Sequence[Item], lang: Lang) -> None:
    headings(sheet, 1, [(label.say(lang), width) for label, width in DEED_HEADS])
    deeds = {(item.document_no, deed): None for item in items for deed in item.deeds}
    for row, (name, deed) in enumerate(deeds, 2):
        done = verb_words(deed.verb).say(lang)
        for column, value in enumerate((name, deed.at, done, deed.by, deed.what), 1):
            put(sheet, row, column, value, number_format=WHEN)
    on_a4(sheet, lang, landscape=True)


def _left_out(sheet: Worksheet, left_out: Sequence[LeftOut], lang: Lang) -> None:
    headings(sheet, 1, [(label.say(lang), width) for label, width in LEFT_HEADS])
    for row, one in enumerate(left_out, 2):
        put(sheet, row, 1, one.name)
        put(sheet, row, 2, one.why.say(lang))
    on_a4(sheet, lang)


def _format(key: str) -> str:
    if key in ("filed_at", "received"):
        return WHEN
    return DAY if key == "day" else "0"
