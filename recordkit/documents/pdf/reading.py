"""A PDF opened by pypdf: measured first, and every way in which the library fails on a broken file is one refusal."""

import pickle
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError

from recordkit.errors import NotReadable
from recordkit.guard.child import run
from recordkit.guard.limits import LIMITS
from recordkit.guard.pdf import PRINT_AGAIN, check_pdf
from recordkit.wording import Text

MADE = "made.pdf"
# pypdf raises nearly anything on a broken file; each of these was seen or stands in its issues.
PDF_FAULTS = (
    PyPdfError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    NotImplementedError,
    AssertionError,
    EOFError,
    struct.error,
    zlib.error,
)


@contextmanager
def reading(content: bytes, *, file: str) -> Iterator[PdfReader]:
    """Give the opened PDF, which has a page and no password; raises TooLarge, or NotReadable while it is used."""
    check_pdf(content, LIMITS, file=file)
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted:
            raise _unreadable(file, Text("PDF 已加密", "the PDF is encrypted"))
        if len(reader.pages) == 0:
            raise _unreadable(file, Text("PDF 没有页面", "the PDF has no page"))
        yield reader
    except PDF_FAULTS as fault:
        raise _unreadable(file, Text(f"PDF 结构有误({fault})", f"the PDF is broken ({fault})")) from fault


def taken_apart(function: str, asked: object, *, file: str) -> bytes:
    """Return the PDF that the function makes in a process of its own: pypdf may hang on a file; raises NotReadable.

    The function takes a path: `asked_at` gives it what was asked, and `give_at` takes the PDF, which may be large.
    """
    with TemporaryDirectory(prefix="recordkit-pdf-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "asked"
        path.write_bytes(pickle.dumps(asked))
        run(function, path, file=file, remedy=PRINT_AGAIN)
        return path.with_name(MADE).read_bytes()


def asked_at(path: str) -> Any:
    """Return what was asked of the process of its own."""
    return pickle.loads(Path(path).read_bytes())  # noqa: S301 - written by `taken_apart`, into a folder that is ours


def give_at(path: str, writer: PdfWriter) -> None:
    """Leave the PDF for the process that asked."""
    Path(path).with_name(MADE).write_bytes(written(writer))


def written(writer: PdfWriter) -> bytes:
    """Return the bytes of a PDF that was put together."""
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _unreadable(file: str, reason: Text) -> NotReadable:
    return NotReadable(file=file, reason=reason, remedy=PRINT_AGAIN)
