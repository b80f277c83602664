"""The text of a document, as a search reads it: all that stands in it, in no particular form.

Law: nothing is opened before guard has measured it, and a PDF is read in a process of its own. A document that cannot be
read has no text; nothing is said of it here (verify and the inbox do).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from html import unescape

from recordkit.errors import NotReadable, TooLarge
from recordkit.guard.limits import LIMITS
from recordkit.guard.pdf import check_pdf
from recordkit.guard.workbook import measure_workbook
from recordkit.guard.xml import parse
from recordkit.inbox.kinds import Content, recognise
from recordkit.inbox.lines import text_of
from recordkit.inbox.pdf_pages import read_pages
from recordkit.inbox.readers.book_parts import worksheets

LARGEST = 64 << 20  # bytes; beyond, a document's words are not worth the wait
_INLINE = re.compile(rb"<is>(.*?)</is>", re.DOTALL)
_WORDS = re.compile(rb"<t(?: [^>]*)?>([^<]*)</t>")
_PARTS = re.compile(r"word/(?:header|footer|footnotes|endnotes)\d*\.xml")


def document_text(content: bytes, extension: str) -> str:
    """Return what stands in a document, "" where that cannot be told."""
    reader = READERS.get(extension)
    if reader is None or len(content) > LARGEST:
        return ""
    try:
        found = recognise(content, file=f"content.{extension}")
        return reader(found) if found.kind == extension else ""
    except (NotReadable, TooLarge):
        return ""


def _docx(found: Content) -> str:
    zipped = found.zipped
    assert zipped is not None
    parts = [found.main, *sorted(filter(_PARTS.fullmatch, zipped.names))]
    return "\n".join(text_of(parse(zipped.read(part), LIMITS, file=found.file)) for part in parts)


def _xlsx(found: Content) -> str:
    zipped = measure_workbook(found.content, LIMITS, file=found.file)
    sheets, book = worksheets(zipped)
    inline = (words for sheet in sheets for words in _inline(zipped.read(sheet.path)))
    return "\n".join([*(sheet.name for sheet in sheets), *book.texts, *inline])


def _inline(sheet: bytes) -> Iterator[str]:
    """Yield the texts that stand in the cells themselves."""
    for item in _INLINE.findall(sheet):
        yield unescape(b"".join(_WORDS.findall(item)).decode("utf-8", "replace"))


def _pdf(found: Content) -> str:
    check_pdf(found.content, LIMITS, file=found.file)
    return read_pages(found.content, file=found.file).text


READERS: Mapping[str, Callable[[Content], str]] = {"docx": _docx, "xlsx": _xlsx, "pdf": _pdf}
