"""The drawing of a stamp: its lines on a page of just their size, by LibreOffice, so that Chinese carries its font along."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from unicodedata import east_asian_width

from recordkit.documents.pdf.office_program import convert
from recordkit.errors import RecordkitError
from recordkit.wording import Text

SIZE, LEADING = 10.0, 14.0  # points, as drawn; each page scales it
SECONDS = 60.0
LINES = "<text:p text:style-name='L'>{}</text:p>"
PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.2"
 office:mimetype="application/vnd.oasis.opendocument.text">
<office:automatic-styles>
<style:style style:name="L" style:family="paragraph">
<style:paragraph-properties fo:text-align="center" fo:line-height="{leading}pt"/>
<style:text-properties fo:color="#595959" fo:font-family="黑体" style:font-family-asian="黑体"
 fo:font-size="{size}pt" style:font-size-asian="{size}pt"/></style:style>
<style:page-layout style:name="P">
<style:page-layout-properties fo:page-width="{width}pt" fo:page-height="{height}pt" fo:margin="0pt"/>
</style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="P"/></office:master-styles>
<office:body><office:text>{lines}</office:text></office:body></office:document>
"""


class NoStamp(RecordkitError):
    """LibreOffice is there and did not draw the stamp."""

    wording = Text(
        "受控副本的标记没有做成: LibreOffice 未给出结果。请稍后再试, 或请管理员检查 LibreOffice。",
        "the stamp of the controlled copy was not made: LibreOffice gave nothing. Try again, or have LibreOffice looked at.",
    )


@dataclass(frozen=True, slots=True)
class Drawing:
    """A PDF of one page, its width and height in points."""

    content: bytes
    width: float
    height: float


@lru_cache(maxsize=32)
def draw(lines: tuple[str, ...]) -> Drawing:
    """Return the drawing of these lines, one below the other and centred; raises OfficeProgramMissing, NoStamp."""
    width, height = _width(lines), LEADING * len(lines)
    shown = "".join(LINES.format(escape(line)) for line in map(_printable, lines))
    page = PAGE.format(lines=shown, size=SIZE, leading=LEADING, width=width, height=height)
    with TemporaryDirectory(prefix="recordkit-stamp-", ignore_cleanup_errors=True) as folder:
        source = Path(folder) / "stamp.fodt"
        source.write_text(page, "utf-8")
        convert([source], Path(folder), seconds=SECONDS)
        made = source.with_suffix(".pdf")
        if not made.is_file():
            raise NoStamp
        return Drawing(made.read_bytes(), width, height)


def _width(lines: Sequence[str]) -> float:
    """Return a width in which the longest line has room: a Chinese character takes an em, others two thirds."""
    return 2 * SIZE + max(
        sum(SIZE * (1 if east_asian_width(c) in "WF" else 0.67) for c in line) for line in lines
    )


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else " " for character in text)
