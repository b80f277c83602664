"""Is the content what the name says: measured first, then its kind, locks, macros, and compulsory sections (INTAKE, Content).

Law: nothing is opened before guard has measured it, and a PDF is read in a process of its own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from recordkit.domain.findings import Finding
from recordkit.domain.recordtype import RecordType
from recordkit.errors import NotReadable, TooLarge
from recordkit.guard.limits import LIMITS
from recordkit.guard.pdf import check_pdf
from recordkit.guard.workbook import SHEET_MARKS, measure_sheet, measure_workbook
from recordkit.guard.xml import parse
from recordkit.guard.zips import Measured
from recordkit.inbox.kinds import LOCKED, Content, recognise
from recordkit.inbox.lines import blocks_of_lines, heading_levels
from recordkit.inbox.pdf_pages import read_pages
from recordkit.inbox.readers.book_parts import worksheets
from recordkit.inbox.sections import Outline, section_findings, word_outlines
from recordkit.wording import Text


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found inside; `pages` is known for PDF alone."""

    findings: tuple[Finding, ...] = ()
    pages: int | None = None


def examine(path: Path, rtype: RecordType, extension: str) -> Examined:
    """Return what speaks against filing the content of `path` as `rtype`, R7's sections among it; raises OSError."""
    if (too_large := beyond_size(path.name, path.stat().st_size)) is not None:
        return Examined((too_large,))
    return examine_content(path.read_bytes(), rtype, extension, file=path.name)


def beyond_size(file: str, size: int) -> Finding | None:
    """Return the finding that a file of `size` bytes is not opened at all, None where it may be."""
    if size <= LIMITS.pdf_bytes:
        return None
    return broken(TooLarge(file=file, what=_SIZE, size=size, limit=LIMITS.pdf_bytes))


def examine_content(content: bytes, rtype: RecordType, extension: str, *, file: str) -> Examined:
    """Return what speaks against filing this content as `rtype`."""
    try:
        return examine_found(recognise(content, file=file), rtype, extension)
    except (NotReadable, TooLarge) as refusal:
        return _broken(refusal)


def examine_found(found: Content, rtype: RecordType, extension: str) -> Examined:
    """Return what speaks against filing what was recognised already."""
    finding = _mislabelled(found, extension)
    if finding is not None:
        return Examined((finding,))
    try:
        return EXAMINERS[extension](found, rtype)
    except (NotReadable, TooLarge) as refusal:
        return _broken(refusal)


_SIZE = Text("文件大小(字节)", "its size in bytes")


def _mislabelled(found: Content, extension: str) -> Finding | None:
    if found.kind == LOCKED:
        return Finding("file_locked")
    if found.macros:
        return Finding("file_macros")
    if found.kind != extension or extension not in EXAMINERS:
        return Finding("file_mislabelled", facts={"ext": extension, "found": found.label})
    return None


def _broken(refusal: NotReadable | TooLarge) -> Examined:
    return Examined((broken(refusal),))


def broken(refusal: NotReadable | TooLarge) -> Finding:
    """Return the finding that says what a refusal of guard says."""
    if isinstance(refusal, TooLarge):
        facts = refusal.facts
        what = facts["what"]
        assert isinstance(what, Text)
        over = f"{facts['size']} > {facts['limit']}"
        reason: object = Text(f"{what.zh} {over}", f"{what.en} {over}")
        return Finding("file_too_large", facts={"reason": reason})
    return Finding("file_unreadable", facts={"reason": refusal.facts["reason"]})


def _docx(found: Content, rtype: RecordType) -> Examined:
    zipped = _zip(found)
    root = parse(zipped.read(found.main), LIMITS, file=f"{found.file}: {found.main}")
    if not rtype.sections:
        return Examined()
    return Examined(tuple(section_findings(word_outlines(root, _levels(found, zipped)), rtype)))


def _levels(found: Content, zipped: Measured) -> dict[str, int]:
    part = str(PurePosixPath(found.main).with_name("styles.xml"))
    if part not in zipped.names:
        return {}
    styles = zipped.read(part)
    return _remembered_levels(styles) if len(styles) <= REMEMBERED else _levels_in(styles)


def _levels_in(styles: bytes) -> dict[str, int]:
    return heading_levels(parse(styles, LIMITS, file="styles.xml"))


# A hundred documents of one hospital have one style sheet, and reading it takes longer than the document.
REMEMBERED = 1 << 20
_remembered_levels = lru_cache(maxsize=16)(_levels_in)


def _xlsx(found: Content, _rtype: RecordType) -> Examined:
    zipped = measure_workbook(found.content, LIMITS, file=found.file)
    book = parse(zipped.read(found.main), LIMITS, file=f"{found.file}: {found.main}")
    if not book.xpath("//*[local-name()='sheets']/*[local-name()='sheet']"):
        return _unreadable(Text("工作簿里没有工作表", "the workbook has no sheet"))
    for sheet in worksheets(zipped)[0]:
        part = zipped.read(sheet.path)
        if SHEET_MARKS[0] not in part:  # those that have it are measured by now
            measure_sheet(part, LIMITS, file=f"{found.file}: {sheet.path}")
    return Examined()


def _pdf(found: Content, rtype: RecordType) -> Examined:
    check_pdf(found.content, LIMITS, file=found.file)
    pages = read_pages(found.content, file=found.file)
    if pages.locked:
        return Examined((Finding("file_locked"),))
    if pages.count == 0:
        return _unreadable(Text("PDF 没有页面", "the PDF has no page"))
    told = not pages.scanned and pages.text.strip()
    findings = section_findings([_pdf_outline(pages.text)], rtype) if told else []
    return Examined(tuple(findings), pages.count)


def _pdf_outline(text: str) -> Outline:
    return Outline(tuple(blocks_of_lines(text)))


def _unreadable(reason: Text) -> Examined:
    return Examined((Finding("file_unreadable", facts={"reason": reason}),))


def _zip(found: Content) -> Measured:
    assert found.zipped is not None
    return found.zipped


EXAMINERS: Mapping[str, Callable[[Content, RecordType], Examined]] = {
    "docx": _docx,
    "xlsx": _xlsx,
    "pdf": _pdf,
}
