"""Days, months and quarters in old file names: 2019年3月15日, 2019-0315, 19.3.15, 二〇一九年三月, 2019年第一季度.

Law: an impossible day is no day; a year of two figures, or one taken from a folder, is a guess.
"""

import re
from dataclasses import dataclass
from datetime import date

from recordkit.domain.naming import far_future
from recordkit.domain.periods import Period

_FIGURES = str.maketrans("〇零○Ｏ一二三四五六七八九", "0000123456789")
_CHINESE_YEAR = re.compile(
    r"[〇零○一二三四五六七八九]{4}(?=年)|(?<![一-鿿])[〇零○一二三四五六七八九]{2}(?=年)"
)
_CHINESE_COUNT = re.compile(r"([一二三四五六七八九])?(十)?([一二三四五六七八九])?(?=[月日号]|季度?)")
_YEAR = r"(?<!\d)(?P<y>(?:19|20)\d{2})"
_END = r"(?!\d)"
_FULL = re.compile(
    rf"{_YEAR}\s*[-./_年\s]\s*(?P<m>\d{{1,2}})\s*[-./_月\s]\s*(?P<d>\d{{1,2}})\s*[日号]?{_END}"
)
_RUN = re.compile(rf"{_YEAR}[-._]?(?P<m>\d{{2}})[-._]?(?P<d>\d{{2}}){_END}")
_SHORT = re.compile(
    rf"(?<!\d)(?P<y>\d{{2}})\s*[-./_年]\s*(?P<m>\d{{1,2}})\s*[-./_月]\s*(?P<d>\d{{1,2}})\s*[日号]?{_END}"
)
_SHORT_RUN = re.compile(rf"(?<!\d)(?P<y>\d{{2}})(?P<m>\d{{2}})(?P<d>\d{{2}}){_END}")
_YEARLESS = re.compile(rf"(?<!\d)(?P<m>\d{{1,2}})\s*月\s*(?P<d>\d{{1,2}})\s*[日号]?{_END}")
_YEARLESS_RUN = re.compile(rf"(?<!\d)(?P<m>\d{{2}})(?P<d>\d{{2}}){_END}")
_QUARTER = re.compile(
    r"(?:(?<!\d)(?P<y>(?:19|20)?\d{2})\s*[-_年]?\s*)?(?:[Qq]\s*(?P<q>[1-4])(?!\d)|第?\s*(?P<c>[1-4])\s*季度?)"
)
_MONTH = re.compile(
    rf"{_YEAR}\s*[-./_年\s]\s*(?P<m>\d{{1,2}})\s*(?:月|{_END})|{_YEAR.replace('<y>', '<y2>')}(?P<m2>\d{{2}})\s*月?{_END}"
)
_YEARLESS_MONTH = re.compile(r"(?<!\d)(?P<m>\d{1,2})\s*月")
_SHORT_MONTH = re.compile(r"(?<!\d)(?P<y>\d{2})\s*年\s*(?P<m>\d{1,2})\s*月")
_FOLDER_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_NUMBER = re.compile(r"\s*[-_ ]\s*(?P<n>\d{3})(?!\d)", re.ASCII)
_ALL = (_FULL, _RUN, _SHORT, _QUARTER, _MONTH, _YEARLESS, _SHORT_RUN, _YEARLESS_MONTH, _FOLDER_YEAR)


@dataclass(frozen=True, slots=True)
class Spelled:
    """What a text spells: a day, or the month or quarter alone, and a number of three figures right behind the day."""

    day: date | None = None
    period: Period | None = None
    number: int | None = None
    sure: bool = False


def spelled_in(text: str, today: date, year: int | None = None) -> Spelled:
    """Return what `text` spells, `year` being that of its folder; days beyond a year ahead are none."""
    plain = in_figures(text)
    for shape, sure in ((_FULL, True), (_RUN, True), (_SHORT, False)):
        if (found := _dated(shape, plain, today, None)) is not None:
            return Spelled(found[0], None, found[1], sure)
    period = _quarter(plain, year, today) or _month(plain, today)
    if period is not None:
        return Spelled(period=period)
    for shape in (_YEARLESS, _SHORT_RUN, _YEARLESS_RUN):
        if shape is _SHORT_RUN or year is not None:
            found = _dated(shape, plain, today, year)
            if found is not None:
                return Spelled(found[0], None, found[1], sure=False)
    bare = _YEARLESS_MONTH.search(plain)
    if bare is not None and year is not None:
        return Spelled(period=_period(year, int(bare["m"]), today))
    alone = year_of(plain)
    return Spelled(period=None if alone is None or alone > today.year else Period("year", alone, 1))


def yearless_in(text: str, modified: date) -> Spelled:
    """Return the month and day that `text` spells without a year, in the last such year up to `modified`."""
    plain, years = in_figures(text), (modified.year, modified.year - 1)
    for year in years:
        if (found := _dated(_YEARLESS, plain, modified, year)) is not None and found[0] <= modified:
            return Spelled(found[0], None, found[1], sure=False)
    bare = _YEARLESS_MONTH.search(plain)
    periods = [] if bare is None else [_period(year, int(bare["m"]), modified) for year in years]
    begun = (period for period in periods if period is not None and period.begin <= modified)
    return Spelled(period=next(begun, None))


def without_days(text: str) -> str:
    """Return the text without what spells a day, a month or a year."""
    plain = in_figures(text)
    for shape in _ALL:
        plain = shape.sub(" ", plain)
    return plain


def year_of(folder: str) -> int | None:
    """Return the year that a folder is named for."""
    found = _FOLDER_YEAR.search(in_figures(folder))
    return int(found[1]) if found else None


def in_figures(text: str) -> str:
    """Return the text with Chinese years, months and days in figures: 二〇一九年三月十五日 -> 2019年3月15日."""
    return _CHINESE_COUNT.sub(_counted, _CHINESE_YEAR.sub(lambda found: found[0].translate(_FIGURES), text))


def _counted(found: re.Match[str]) -> str:
    tens, ten, ones = (part or "" for part in found.groups())
    if not ten:
        return found[0].translate(_FIGURES)
    return str(int((tens or "1").translate(_FIGURES)) * 10 + int((ones or "0").translate(_FIGURES)))


def _dated(
    shape: re.Pattern[str], text: str, today: date, year: int | None
) -> tuple[date, int | None] | None:
    """Return the first real day of this shape, and the number behind it."""
    for found in shape.finditer(text):
        groups = found.groupdict()
        said = year if groups.get("y") is None else int(groups["y"])
        day = None if said is None else _real(_century(said), int(groups["m"]), int(groups["d"]))
        if day is not None and not far_future(day, today):
            number = _NUMBER.match(text, found.end())
            return day, int(number["n"]) or None if number else None
    return None


def _quarter(text: str, year: int | None, today: date) -> Period | None:
    found = _QUARTER.search(text)
    if found is None:
        return None
    said = _century(int(found["y"])) if found["y"] else year
    return (
        None if said is None or said > today.year else Period("quarter", said, int(found["q"] or found["c"]))
    )


def _month(text: str, today: date) -> Period | None:
    for shape in (_MONTH, _SHORT_MONTH):
        for found in shape.finditer(text):
            groups = found.groupdict()
            year, month = groups["y"] or groups.get("y2"), groups["m"] or groups.get("m2")
            if (period := _period(_century(int(year or 0)), int(month or 0), today)) is not None:
                return period
    return None


def _period(year: int, month: int, today: date) -> Period | None:
    return Period("month", year, month) if 1 <= month <= 12 and 1980 <= year <= today.year else None


def _century(year: int) -> int:
    return year if year >= 100 else 2000 + year


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
