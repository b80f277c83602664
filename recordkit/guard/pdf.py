"""PDF from outside: its size and its header, nothing more; nothing is parsed here."""

from recordkit.guard.limits import LIMITS, Limits
from recordkit.guard.refusals import beyond, unreadable
from recordkit.wording import Text

HEADER = b"%PDF-"
HEADER_WITHIN = 1024  # readers accept junk before the header up to here (ISO 32000-1, annex H, note 13)
PRINT_AGAIN = Text("请重新导出或扫描为 PDF", "Export or scan it to PDF again")


def check_pdf(content: bytes, limits: Limits = LIMITS, *, file: str) -> None:
    """Refuse what is too large (TooLarge) or has no PDF header (NotReadable)."""
    if len(content) > limits.pdf_bytes:
        raise beyond(file, Text("文件大小(字节)", "its size in bytes"), (len(content), limits.pdf_bytes))
    if HEADER not in content[:HEADER_WITHIN]:
        raise unreadable(file, Text("不是 PDF 文件", "it is not a PDF file"), PRINT_AGAIN)
