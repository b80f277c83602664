"""A workbook that a library wrote, made to pass the Office validators: fonts in the order that Excel wants, fixed times."""

from recordkit.documents.excel.styles import in_order
from recordkit.documents.package import read_package, write_package

STYLES = "xl/styles.xml"


def tidy_workbook(content: bytes, *, file: str) -> bytes:
    """Return the workbook with its style part in Excel's order; its cells stay as they are. Raises NotReadable, TooLarge."""
    parts = read_package(content, file=file)
    if STYLES in parts:
        parts[STYLES] = in_order(parts[STYLES], file=file)
    return write_package(parts)
