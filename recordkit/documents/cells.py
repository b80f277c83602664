"""What a cell of a sheet holds: read from a template's XML, taken from a record's value, written as XML.

Law: text stays text, whatever it begins with and however many digits it has; a formula comes from the template alone.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from xml.sax.saxutils import escape, quoteattr

from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, to_excel

from recordkit.documents.faults import Unfit
from recordkit.documents.sandbox import text_of
from recordkit.wording import Text

LONGEST_CELL = 32_767  # characters; Excel's own limit
WHOLE_DIGITS = 10**15  # Excel keeps 15 digits of a number: a longer whole number is written as text
# A value may look like Excel's own escape for a character (ECMA-376, 22.9.2.19): its underscore is escaped first.
LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


class Look(Enum):
    """The number format that a value needs; the value is the format's code."""

    PLAIN = ""
    DATE = "yyyy-mm-dd"
    DATETIME = "yyyy-mm-dd hh:mm"
    TIME = "hh:mm"


LOOKS: dict[type, Look] = {
    datetime: Look.DATETIME,
    time: Look.TIME,
    date: Look.DATE,
}  # a datetime is a date too


@dataclass(frozen=True, slots=True)
class Content:
    """A cell's content: `text` (escaped as Excel wants it), or the type letter and the value of a cell element."""

    text: str | None = None
    kind: str | None = None
    value: str | None = None
    look: Look = Look.PLAIN


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the template; `formula` stands without "=", `array` says that it is an array formula."""

    column: int
    letters: str
    style: str | None
    content: Content
    formula: str | None = None
    array: bool = False


EMPTY = Content()


def plain_text(value: object) -> str:
    """Return the value as cell text, escaped as Excel wants it; raises Unfit as `text_of` does."""
    return LOOKS_ESCAPED.sub("_x005F_", text_of(value).replace("\r\n", "\n").replace("\r", "\n"))


def text_content(text: str, length: int | None = None) -> Content:
    """Return the content of an (escaped) text; raises Unfit beyond 32,767 characters, nothing is cut."""
    size = len(text) if length is None else length
    if size > LONGEST_CELL:
        raise Unfit(
            Text(
                f"单元格文字过长({size} > {LONGEST_CELL} 字)",
                f"too long for a cell ({size} > {LONGEST_CELL})",
            )
        )
    return Content(text=text) if text else EMPTY


def content_of(value: object, *, mac_dates: bool = False) -> Content:
    """Return the content that a value has of its own type; instants stand as the wall clock of their own zone."""
    if isinstance(value, bool):
        return Content(kind="b", value=str(int(value)))
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, Enum):
        return _number(value)
    if isinstance(value, (date, time)):
        return _instant(value, mac_dates=mac_dates)
    text = plain_text(value)
    return text_content(text, len(text_of(value)))


def cell_xml(cell: Cell, row: int, style: str | None, inner: tuple[str | None, str]) -> str:
    """Return the cell's element in `row`; `inner` is its type letter and its children."""
    kind, children = inner
    styled = f" s={quoteattr(style)}" if style else ""
    typed = f' t="{kind}"' if kind else ""
    head = f'<c r="{cell.letters}{row}"{styled}{typed}'
    return f"{head}>{children}</c>" if children else f"{head}/>"


def row_xml(attributes: Mapping[str, str], row: int, cells: str) -> str:
    """Return the row's element with its attributes, numbered `row`."""
    named = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())
    return f'<row r="{row}"{named}>{cells}</row>' if cells else f'<row r="{row}"{named}/>'


def formula_xml(formula: str, array: str | None) -> str:
    """Return the formula's element, without a remembered result; `array` is the range of an array formula."""
    head = f'<f t="array" ref="{array}">' if array else "<f>"
    return f"{head}{escape(formula)}</f>"


def value_xml(value: str) -> str:
    """Return the value's element."""
    return f"<v>{escape(value)}</v>"


def _number(value: float | Decimal) -> Content:
    if isinstance(value, int) and abs(value) >= WHOLE_DIGITS:
        return text_content(str(value))
    if not math.isfinite(value):
        raise Unfit(Text(f"{value} 不是有限的数字", f"{value} is no finite number"))
    written = f"{value:f}" if isinstance(value, Decimal) else repr(value)
    return Content(kind="n", value=written)


def _instant(value: date | time, *, mac_dates: bool) -> Content:
    if isinstance(value, date) and value.year < (1904 if mac_dates else 1900):
        return text_content(text_of(value))  # before the first day that Excel can count
    look = next(look for kind, look in LOOKS.items() if isinstance(value, kind))
    wall = value.replace(tzinfo=None) if isinstance(value, (datetime, time)) else value
    epoch = CALENDAR_MAC_1904 if mac_dates else CALENDAR_WINDOWS_1900
    number: float = to_excel(wall, epoch)  # type: ignore[no-untyped-call] # the stubs leave it untyped
    return Content(kind="n", value=repr(number).removesuffix(".0"), look=look)
