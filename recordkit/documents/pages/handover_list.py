"""移交清单.xlsx: the list that giver, receiver and witness sign, in three copies (form 4.14; A4, portrait).

Law: the machine's figures stand beside the table: documents, bytes, and the SHA-256 of the list of every file.
"""

from collections.abc import Sequence
from typing import Any

from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from recordkit.documents.pages.sheets import INK, font, headings, new_book, on_a4, put, saved
from recordkit.domain.transfer import LIST_NAME, Handover, Item, retention_said
from recordkit.wording import Lang, Text

TITLE = Text("移交清单", "List of documents handed over")
COLUMNS = (
    (Text("序号", "No."), 6),
    (Text("档号", "Code"), 10),
    (Text("题名", "Title"), 32),
    (Text("责任者", "Responsible"), 24),
    (Text("日期", "Day"), 12),
    (Text("页数", "Pages"), 7),
    (Text("份数", "Copies"), 7),
    (Text("保管期限", "Retention"), 10),
    (Text("载体", "Carrier"), 10),
    (Text("备注", "Remarks"), 30),
)
WIDE = len(COLUMNS)
NUMBER, DAY = Text("移交单号", "Handover no."), Text("移交日期", "Day")
GIVER, RECEIVER = Text("移交单位", "Handed over by"), Text("接收单位", "Received by")
WITNESS, PURPOSE = Text("监交人", "Witness"), Text("移交原因", "Purpose")
TOTAL = Text("合计", "Total")
COUNTED = Text("{documents} 件{pages}", "{documents} document(s){pages}")
PAGES = Text(", 已知 {n} 页", ", {n} page(s) as far as known")
ELECTRONIC = Text("电子移交信息", "Electronic transfer")
FIGURES = Text(
    "{documents} 件, {files} 个文件, {size} 字节; 载体: 电子文件(BagIt 包); {list} 的 SHA-256: {sha256}",
    "{documents} document(s), {files} file(s), {size} bytes; carrier: electronic (a BagIt bag); SHA-256 of {list}: {sha256}",
)
CHECKED = Text("检测结论", "Checked")
RESULT = Text(
    "导出时逐个文件核对 SHA-256: 通过。接收时运行 recordkit export --check, 或用任何 BagIt 工具核对。"
    "四性检测(参照 DA/T 70)另见检测报告。",
    "the SHA-256 of each file was compared when it was exported: passed. On receipt: `recordkit export --check`, or any BagIt "
    "tool. For the four natures (after DA/T 70) see the verification report.",
)
CARRIER, VERSIONS = Text("电子", "electronic"), Text("共 {n} 个版本", "{n} versions")
SIGNERS = (Text("移交人", "Handed over"), Text("接收人", "Received"), Text("监交人", "Witnessed"))
SIGN = Text("(签字盖章)", "(signature, seal)")
DATE_LINE = Text("    年    月    日", "Date:")
COPIES = Text(
    "本清单一式三份, 移交方、接收方、监交方各执一份。", "Three copies: giver, receiver and witness."
)


def handover_list(
    handover: Handover, items: Sequence[Item], figures: tuple[int, int, str], lang: Lang
) -> bytes:
    """Return the list, a row a document; `figures` are the bag's files and bytes and the SHA-256 of its list."""
    book = new_book(TITLE.say(lang))
    sheet = book.create_sheet(TITLE.say(lang))
    _head(sheet, handover, lang)
    top = sheet.max_row + 1
    headings(sheet, top, [(label.say(lang), width) for label, width in COLUMNS])
    for place, item in enumerate(items, 1):
        _row(sheet, top + place, place, item, lang)
    _foot(sheet, items, figures, lang)
    _signatures(sheet, lang)
    on_a4(sheet, lang)
    return saved(book)


def _head(sheet: Worksheet, handover: Handover, lang: Lang) -> None:
    sheet.append([TITLE.say(lang)])
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=WIDE)
    sheet.cell(1, 1).font = font(size=18, bold=True, color=INK)
    sheet.cell(1, 1).alignment = Alignment(horizontal="center", vertical="center")
    sheet.row_dimensions[1].height = 40
    giver = f"{handover.giver}  {handover.giver_person}".strip()
    _pair(sheet, 2, (NUMBER, handover.number), (DAY, handover.day.isoformat()), lang)
    _pair(sheet, 3, (GIVER, giver), (RECEIVER, handover.receiver), lang)
    _pair(sheet, 4, (WITNESS, handover.witness), (PURPOSE, handover.purpose), lang)


def _pair(sheet: Worksheet, row: int, left: tuple[Text, str], right: tuple[Text, str], lang: Lang) -> None:
    """Write two labelled values in a row."""
    for first, (label, value) in ((1, left), (5, right)):
        last = 4 if first == 1 else WIDE
        _span(sheet, row, (first, first + 1), label.say(lang)).font = font(bold=True)
        _span(sheet, row, (first + 2, last), value)
    longest = max(_columns(left[1]) / 50, _columns(right[1]) / 48)
    sheet.row_dimensions[row].height = 24 * max(1, -(-longest // 1))


def _row(sheet: Worksheet, row: int, place: int, item: Item, lang: Lang) -> None:
    remark = item.document_no
    if item.version > 1:
        remark = f"{remark} {VERSIONS.say(lang, {'n': item.version})}"
    day = item.day.isoformat().replace("-", "")
    values = (
        place,
        item.archival_code,
        item.title,
        item.responsible,
        day,
        item.pages,
        1,
        retention_said(item.retention, lang),
    )
    for column, value in enumerate((*values, CARRIER.say(lang), remark), 1):
        cell = put(sheet, row, column, value, number_format="0")
        if column in (1, 5, 6, 7, 8, 9):
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    lines = max(_columns(item.title) / 30, _columns(item.responsible) / 23, _columns(remark) / 29)
    sheet.row_dimensions[row].height = 18 * max(1, -(-lines // 1)) + 4


def _foot(sheet: Worksheet, items: Sequence[Item], figures: tuple[int, int, str], lang: Lang) -> None:
    files, size, sha256 = figures
    pages = sum(item.pages or 0 for item in items)
    known = PAGES.say(lang, {"n": pages}) if pages else ""
    counted = COUNTED.say(lang, {"documents": len(items), "pages": known})
    facts = {"documents": len(items), "files": files, "size": size, "list": LIST_NAME, "sha256": sha256}
    for label, value, height in (
        (TOTAL, counted, 24),
        (ELECTRONIC, FIGURES.say(lang, facts), 42),
        (CHECKED, RESULT.say(lang), 42),
    ):
        row = sheet.max_row + 1
        _span(sheet, row, (1, 2), label.say(lang)).font = font(bold=True)
        _span(sheet, row, (3, WIDE), value)
        sheet.row_dimensions[row].height = height


def _signatures(sheet: Worksheet, lang: Lang) -> None:
    row = sheet.max_row + 1
    for (first, last), signer in zip(((1, 3), (4, 6), (7, WIDE)), SIGNERS, strict=True):
        text = f"{signer.say(lang)}{SIGN.say(lang)}:\n\n\n{DATE_LINE.say(lang)}"
        _span(sheet, row, (first, last), text).alignment = Alignment(vertical="top", wrap_text=True)
    sheet.row_dimensions[row].height = 92
    sheet.cell(row + 1, 1, COPIES.say(lang)).font = font(size=9)


def _span(sheet: Worksheet, row: int, columns: tuple[int, int], value: str) -> Any:
    """Write a value over several columns of a row, each cell ruled."""
    first, last = columns
    for column in range(first, last + 1):
        put(sheet, row, column, value if column == first else None)
    sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)
    return sheet.cell(row, first)


def _columns(text: str) -> int:
    """Return how many columns a text is wide: a Chinese character counts as two."""
    return sum(2 if ord(c) > 0x2E7F else 1 for c in text)
