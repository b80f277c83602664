"""A plain Word document of paragraphs, as somebody types it without a template."""

from collections.abc import Sequence
from io import BytesIO

from docx import Document


def plain_document(paragraphs: Sequence[str]) -> bytes:
    """Return a docx that holds these paragraphs and nothing else."""
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    out = BytesIO()
    document.save(out)
    return out.getvalue()
