"""What stands in a PDF: its pages, their text, and whether they are scanned. Runs in a child process: pypdf may hang."""

import io
from dataclasses import dataclass

from pypdf import PageObject, PdfReader

from recordkit.guard.child import run
from recordkit.guard.pdf import PRINT_AGAIN
from recordkit.guard.refusals import unreadable
from recordkit.wording import Text

PAGES_READ = 50
SCAN_PIXELS = 1000


@dataclass(frozen=True, slots=True)
class Pages:
    """A PDF as read: `text` is that of the first pages; `scanned` is true when each of those is a picture of a page."""

    locked: bool
    count: int
    text: str
    scanned: bool


def read_pages(content: bytes, *, file: str) -> Pages:
    """Return what stands in a PDF, read within guard's limits; raises NotReadable."""
    found = run("recordkit.inbox.pdf_pages:outline", content, file=file, remedy=PRINT_AGAIN)
    assert isinstance(found, tuple)
    return Pages(*found)


def outline(content: bytes) -> tuple[bool, int, str, bool]:
    """Return the four facts of Pages; raises NotReadable."""
    try:
        return _outline(content)
    except MemoryError:
        raise
    except Exception as fault:  # pypdf raises nearly anything on a broken file
        reason = Text(f"PDF 结构有误({fault})", f"the PDF is broken ({fault})")
        raise unreadable("", reason) from fault


def _outline(content: bytes) -> tuple[bool, int, str, bool]:
    with io.BytesIO(content) as stream:
        reader = PdfReader(stream)
        if reader.is_encrypted:
            return True, 0, "", False
        pages = reader.pages[:PAGES_READ]
        text = "\n".join(page.extract_text() for page in pages)
        return False, len(reader.pages), text, all(map(_is_scan, pages))


def _is_scan(page: PageObject) -> bool:
    """True if the page carries a picture as large as a scanned page: its text layer, if any, is a machine's guess."""
    resources = page.get("/Resources")
    pictures = resources.get_object().get("/XObject") if resources is not None else None
    for reference in (pictures.get_object() if pictures is not None else {}).values():
        picture = reference.get_object()
        if picture.get("/Subtype") == "/Image" and min(picture["/Width"], picture["/Height"]) >= SCAN_PIXELS:
            return True
    return False
