"""Days and times as people write them: five spellings, Excel serials, and terms such as “两周内” (R12).

Law: what is not certain is refused. Days are days in the office's zone; instants come back aware.
"""

import re
import unicodedata
from calendar import monthrange
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal

_DAY = re.compile(
    r"(?:(?P<y1>\d{4})[-/.](?P<m1>\d{1,2})[-/.](?P<d1>\d{1,2})|(?P<y2>\d{4})\s*年\s*(?P<m2>\d{1,2})\s*月\s*(?P<d2>\d{1,2})\s*日?|(?P<y3>\d{4})(?P<m3>\d{2})(?P<d3>\d{2}))",
    re.ASCII,
)
_TIME = re.compile(
    r"(?P<h>\d{1,2})(?::(?P<m>\d{1,2})(?::(?P<s>\d{1,2})(?:\.\d+)?)?|[时點点](?:(?P<cm>\d{1,2})分?)?)",
    re.ASCII,
)
_OFFSET = re.compile(r"(Z|[+-]\d{2}:?\d{2})$")
_RELATIVE = re.compile(
    r"(?P<n>\d{1,4}|[零一二三四五六七八九十两俩半]{1,3})\s*(?P<unit>个?\s*(?:天|日|周|星期|礼拜|月))(?P<within>之?[内后]|以内)?"
)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - Excel's serials carry no zone; the office's is put on below
SERIALS = (Decimal(20000), Decimal(80000))  # 1954 to 2119: a five-digit number outside is no date
YEARS = range(1900, 2200)  # a year outside is a slip of the pen

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2, "俩": 2}


class NoDate(ValueError):
    """The text is no day or time; `code` is the finding's code."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def read_day(raw: object, base: date | None = None) -> date:
    """Return the day that `raw` names, relative terms counted from `base`; raises NoDate."""
    if isinstance(raw, date):
        return _likely(raw.date() if isinstance(raw, datetime) else raw)
    text = _plain(raw)
    serial = _serial(text)
    if serial is not None:
        return serial.date()
    if (days := read_relative(text)) is not None:
        if base is None:
            raise NoDate("relative_without_base")
        return add(base, days)
    day, rest = _split_day(text, "date_invalid")
    if rest and _clock(rest) is None:
        raise NoDate("date_invalid")
    return day


def read_instant(raw: object, zone: tzinfo) -> datetime:
    """Return the instant that `raw` names, to the second, in the office's zone even if it says its own; raises NoDate."""
    if isinstance(raw, datetime):
        _likely(raw.date())
        whole = (raw + timedelta(milliseconds=500)).replace(microsecond=0)
        return whole.astimezone(zone) if whole.tzinfo else whole.replace(tzinfo=zone)
    if isinstance(raw, date):
        raise NoDate("time_missing")
    text = _plain(raw)
    serial = _serial(text)
    if serial is not None:
        if Decimal(text) % 1 == 0:
            raise NoDate("time_missing")
        return serial.replace(tzinfo=zone)
    day, rest = _split_day(text, "datetime_invalid")
    if not rest:
        raise NoDate("time_missing")
    offset = _OFFSET.search(rest)
    clock = _clock(rest[: offset.start()] if offset else rest)
    if clock is None or (offset and offset[0].startswith("-") and "T" not in text):  # 15:00-16:00 is a span
        raise NoDate("datetime_invalid")
    if offset is None:
        return datetime.combine(day, clock, tzinfo=zone)
    try:
        return datetime.fromisoformat(f"{day}T{clock}{offset[0]}").astimezone(zone)
    except ValueError:
        raise NoDate("datetime_invalid") from None


def read_clock(raw: object) -> time:
    """Return the time of day that `raw` names, to the second; raises NoDate."""
    if isinstance(raw, datetime):
        return (raw + timedelta(milliseconds=500)).time().replace(microsecond=0)
    if isinstance(raw, time):
        return raw.replace(microsecond=0, tzinfo=None)
    clock = _clock(_plain(raw))
    if clock is None:
        raise NoDate("datetime_invalid")
    return clock


def read_relative(text: str) -> tuple[int, int] | None:
    """Return (months, days) of a term such as 两周内, 3日内, 一个月内, 半个月内 (R12), or None.

    A bare 11月 or 9日 is a month's or a day's name, no term.
    """
    shape = _RELATIVE.fullmatch(text)
    if shape is None or (shape["unit"] in ("月", "日") and not shape["within"] and shape["n"] != "半"):
        return None
    unit = shape["unit"].removeprefix("个").strip()
    if shape["n"] == "半":
        return (0, 15) if unit == "月" else None
    count = int(shape["n"]) if shape["n"].isdigit() else _chinese_number(shape["n"])
    if count is None:
        return None
    return (count, 0) if unit == "月" else (0, count * (1 if unit in "天日" else 7))


def add(day: date, step: tuple[int, int]) -> date:
    """Return `day` plus (months, days); the 31st plus a month is that month's last day."""
    months, days = step
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year not in YEARS:
        raise NoDate("date_invalid")
    last = monthrange(year, month + 1)[1]
    return _likely(date(year, month + 1, min(day.day, last)) + timedelta(days=days))


def _likely(day: date) -> date:
    if day.year not in YEARS:
        raise NoDate("date_invalid")
    return day


def _plain(raw: object) -> str:
    if isinstance(raw, bool):
        raise NoDate("date_invalid")
    return unicodedata.normalize("NFKC", str(raw)).strip()


def _serial(text: str) -> datetime | None:
    """Return the naive wall-clock time of an Excel serial, to the nearest second, or None."""
    if not _SERIAL.fullmatch(text):
        return None
    serial = Decimal(text)
    if not SERIALS[0] <= serial < SERIALS[1]:
        return None
    return _EPOCH + timedelta(seconds=round(serial * 86400))


def _split_day(text: str, code: str) -> tuple[date, str]:
    shape = _DAY.match(text)
    if shape is None:
        raise NoDate(code)
    year, month, day = next((shape[f"y{i}"], shape[f"m{i}"], shape[f"d{i}"]) for i in "123" if shape[f"y{i}"])
    try:
        found = _likely(date(int(year), int(month), int(day)))
    except ValueError:
        raise NoDate("date_invalid") from None
    rest = text[shape.end() :]
    if rest and not (rest[0].isspace() or rest[0] == "T" or shape[0].endswith("日")):
        raise NoDate(code)
    return found, rest.lstrip("T").strip()


def _clock(text: str) -> time | None:
    shape = _TIME.fullmatch(text.strip())
    if shape is None:
        return None
    try:
        return time(int(shape["h"]), int(shape["m"] or shape["cm"] or 0), int(shape["s"] or 0))
    except ValueError:
        return None


def _chinese_number(text: str) -> int | None:
    """Return a Chinese number up to 99 (两, 十, 十五, 二十, 二十一), or None."""
    if "十" not in text:
        return _DIGITS.get(text) if len(text) == 1 else None
    tens, _, ones = text.partition("十")
    if (tens and tens not in _DIGITS) or (ones and ones not in _DIGITS):
        return None
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
