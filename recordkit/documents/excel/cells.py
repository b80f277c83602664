"""What a cell of a sheet holds: read from a template's XML, taken from a record's value, written as XML.

Law: text stays text, whatever it begins with and however many digits it has; a formula comes from the template alone.
"""

import math
import re
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from xml.sax.saxutils import escape, quoteattr

from recordkit.documents.faults import Unfit
from recordkit.documents.sandbox import text_of
from recordkit.wording import Text

LONGEST_CELL = 32_767  # characters; Excel's own limit
WHOLE_DIGITS = 10**15  # Excel keeps 15 digits of a number: a longer whole number is written as text
# A value may look like Excel's own escape for a character (ECMA-376, 22.9.2.19): its underscore is escaped first.
DAYS_FROM_1904 = date(1904, 1, 1).toordinal()
DAYS_FROM_1900 = date(1899, 12, 30).toordinal()
LEAP_DAY = date(1900, 3, 1).toordinal()  # Excel counts a 29 February 1900 before it, which never was
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


def cell_xml(cell: Cell, row: int | str, style: str | None, inner: tuple[str | None, str]) -> str:
    """Return the cell's element in `row`; `inner` is its type letter and its children."""
    kind, children = inner
    styled = f" s={quoteattr(style)}" if style else ""
    typed = f' t="{kind}"' if kind else ""
    head = f'<c r="{cell.letters}{row}"{styled}{typed}'
    return f"{head}>{children}</c>" if children else f"{head}/>"


def formula_xml(formula: str, array: str | None) -> str:
    """Return the formula's element, without a remembered result; `array` is the range of an array formula."""
    head = f'<f t="array" ref="{array}">' if array else "<f>"
    return f"{head}{escape(formula)}</f>"


def inline_xml(text: str) -> str:
    """Return the element of a text that stands in its cell, not among the shared strings."""
    return f'<is><t xml:space="preserve">{escape(text)}</t></is>'


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
    days = _days(value, mac_dates=mac_dates) if isinstance(value, date) else 0
    number = days + (_part_of_day(value) if isinstance(value, (datetime, time)) else 0)
    return Content(kind="n", value=repr(number).removesuffix(".0"), look=look)


def _days(day: date, *, mac_dates: bool) -> int:
    number = day.toordinal()
    if mac_dates:
        return number - DAYS_FROM_1904
    return number - DAYS_FROM_1900 - (number < LEAP_DAY)


def _part_of_day(moment: datetime | time) -> float:
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
    return (seconds + moment.microsecond / 1_000_000) / 86_400
