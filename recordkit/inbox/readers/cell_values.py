"""What stands in a cell, as a value: by the cell's type, and for numbers by what its format shows.

Times are rounded to the second. A whole number is an int unless it is too long to be exact, so that a lost identity
number is still seen to be lost. An error (#N/A) is its text: it must be seen. Nothing is None.
"""

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from recordkit.inbox.readers.number_formats import Shows

Convert = Callable[[Sequence[bytes | None]], Iterable[object]]

EXACT_DIGITS = 15  # Excel keeps 15 digits; beyond that a whole number is no longer the one that was typed
KEPT = 100_000  # numbers
LAST_SERIAL = 2_958_466  # the day after 9999-12-31
SHARED, INLINE = b"s", b"inlineStr"
_NUMERIC = b"0123456789+-.eE"
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ENTITY = re.compile(r"&(?:([a-z]{2,4})|#(\d{1,7})|#x([0-9A-Fa-f]{1,6}));|&")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_LAST_CHARACTER = 0x10FFFF
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - a sheet knows no zone
_LEAP = 60  # Excel's 1900 had a 29 February: days before it are counted one too few
_DAY = timedelta(days=1)


class Odd(Exception):
    """A cell is written in a way that is not plain; `args` say what."""


@dataclass(frozen=True, slots=True)
class Book:
    """What the cells of a workbook refer to: its shared texts, and what each cell style shows."""

    texts: Sequence[str]
    styles: Sequence[Shows] = ()
    since_1904: bool = False

    def shown_by(self, style: bytes) -> Shows:
        """Return what a cell style (the number as written, or nothing) shows."""
        number = int(style) if style.isdigit() else 0
        return self.styles[number] if number < len(self.styles) else Shows.NUMBER


def converters(book: Book) -> Callable[[bytes, bytes], Convert]:
    """Return a function of (type, style) as written, giving what turns a column's raw texts into values.

    The values raise Odd for what no program writes.
    """
    shared = _Shared(book)
    known: dict[tuple[bytes, Shows], Convert] = {}

    def convert(kind: bytes, style: bytes) -> Convert:
        key = (kind, book.shown_by(style) if kind in {b"", b"n"} else Shows.NUMBER)
        if key not in known:
            known[key] = _convert(key, shared, since_1904=book.since_1904)
        return known[key]

    return convert


def unescaped(text: str) -> str:
    """Return text with its entities and its escapes resolved; raises Odd."""
    return without_escapes(_ENTITY.sub(_entity, text) if "&" in text else text)


def without_escapes(text: str) -> str:
    """Return text with its _x000D_ escapes resolved (ECMA-376 part 1, 22.9.2.19)."""
    return _ESCAPE.sub(_character, text) if "_x" in text else text


def _convert(key: tuple[bytes, Shows], shared: "_Shared", *, since_1904: bool) -> Convert:
    kind, shown = key
    if kind == SHARED:
        return lambda column: map(shared.__getitem__, column)
    if kind in {b"", b"n"} and shown is Shows.NUMBER:
        numbers = _Numbers()
        return lambda column: map(numbers.__getitem__, column)
    if kind in {b"", b"n"}:
        times = _Times(shown, since_1904=since_1904)
        return lambda column: map(times.__getitem__, column)
    if kind not in _KINDS:
        raise Odd(kind)
    one = _KINDS[kind]
    return lambda column: [None if raw is None else one(raw) for raw in column]


class _Shared(dict[bytes | None, object]):
    """The shared texts by their numbers as written."""

    def __init__(self, book: Book) -> None:
        super().__init__(zip(map(b"%d".__mod__, range(len(book.texts))), book.texts, strict=True))
        self[None] = None
        if "" in book.texts:
            self.update({key: None for key, text in self.items() if text == ""})

    def __missing__(self, key: bytes | None) -> object:
        raise Odd(key)


class _Times(dict[bytes | None, object]):
    """Days and times by their serials as written, each made once."""

    def __init__(self, shown: Shows, *, since_1904: bool) -> None:
        super().__init__({None: None})
        self._shown, self._since_1904 = shown, since_1904

    def __missing__(self, raw: bytes | None) -> object:
        number = _number(raw or b"")
        found = number if number is None else self._moment(number)
        self[raw] = found
        return found

    def _moment(self, number: float) -> object:
        if self._shown is Shows.LENGTH:
            return _length(number)
        if not 0 <= number < LAST_SERIAL:
            return number
        if number < 1:
            return _length(number)
        days = number + 1 if number < _LEAP and not self._since_1904 else number
        seconds = round(days * 86_400)
        found = (_EPOCH_1904 if self._since_1904 else _EPOCH) + timedelta(seconds=seconds)
        # Midnight is an instant where the format shows the hour, and a day where it does not.
        return found if self._shown is Shows.INSTANT or seconds % 86_400 else found.date()


def _length(days: float) -> object:
    """Return a length under a day as the time of day that it was typed as, else as hours, minutes and seconds."""
    if not abs(days) < LAST_SERIAL:
        return days
    seconds = round(days * 86_400)
    hours, minutes = divmod(seconds // 60, 60)
    if days >= 0 and timedelta(seconds=seconds) < _DAY:
        return time(hours, minutes, seconds % 60)
    return f"{hours}:{minutes:02}:{seconds % 60:02}"


class _Numbers(dict[bytes | None, object]):
    """Numbers by their digits as written, those met lately kept: most columns repeat theirs."""

    def __missing__(self, raw: bytes | None) -> object:
        if len(self) >= KEPT:
            self.clear()
        found = _number(raw) if raw is not None else None
        self[raw] = found
        return found


def _number(raw: bytes) -> int | float | None:
    if raw.isdigit() and len(raw) <= EXACT_DIGITS:
        return int(raw)
    text = raw.strip()
    if not text:
        return None
    try:
        number = float(text)
    except ValueError as error:
        raise Odd(raw) from error
    # Python also reads 1_000, nan and infinity, and 1e999 as infinity.
    if text.translate(None, _NUMERIC) or not math.isfinite(number):
        raise Odd(raw)
    return int(number) if number.is_integer() and abs(number) < 10**EXACT_DIGITS else number


def _text(raw: bytes) -> str | None:
    try:
        return unescaped(raw.decode().replace("\r\n", "\n")) or None
    except UnicodeDecodeError as error:
        raise Odd(raw) from error


def _boolean(raw: bytes) -> object:
    return {b"1": True, b"0": False, b"true": True, b"false": False, b"": None}.get(raw.strip(), _text(raw))


def _iso(raw: bytes) -> object:
    """Return a moment written out (type "d", ISO 8601); what is none is its text."""
    text = _text(raw) or ""
    for read in (date.fromisoformat, datetime.fromisoformat, time.fromisoformat):
        try:
            return read(text)
        except ValueError:
            continue
    return text or None


def _entity(found: re.Match[str]) -> str:
    name, decimal, hexadecimal = found.groups()
    if name in _NAMED:
        return _NAMED[name]
    code = int(decimal) if decimal else int(hexadecimal or "0", 16)
    if not 0 < code <= _LAST_CHARACTER or 0xD800 <= code < 0xE000:
        raise Odd(found[0])
    return chr(code)


def _character(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return found[0] if 0xD800 <= code < 0xE000 else chr(code)


_KINDS: Mapping[bytes, Callable[[bytes], object]] = {
    INLINE: _text,
    b"str": _text,
    b"e": _text,
    b"b": _boolean,
    b"d": _iso,
}
