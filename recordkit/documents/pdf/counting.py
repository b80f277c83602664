"""How many pages a PDF has, told by a process of its own: pypdf may hang on a broken file."""

from io import BytesIO

from pypdf import PdfReader

from recordkit.documents.pdf.reading import PDF_FAULTS
from recordkit.errors import NotReadable
from recordkit.guard.child import run
from recordkit.guard.pdf import PRINT_AGAIN
from recordkit.wording import Text

_LOCKED = -1


def count_pages(content: bytes, *, file: str) -> int | None:
    """Return the number of pages, or None for a PDF that wants a password; raises NotReadable."""
    count = run("recordkit.documents.pdf.counting:counted", content, file=file, remedy=PRINT_AGAIN)
    assert isinstance(count, int)
    return None if count == _LOCKED else count


def counted(content: bytes) -> int:
    """Return the number of pages, -1 for a PDF that is encrypted; raises NotReadable. For the process of its own."""
    try:
        reader = PdfReader(BytesIO(content))
        return _LOCKED if reader.is_encrypted else len(reader.pages)
    except PDF_FAULTS as fault:
        reason = Text(f"PDF 结构有误({fault})", f"the PDF is broken ({fault})")
        raise NotReadable(file="", reason=reason, remedy=PRINT_AGAIN) from fault
