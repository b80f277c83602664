"""The [calendar] section, and the years of working days: the shipped ones, and over them the office's own (2027.json).

Law: every fault of an office's year is named at once; a shipped year is replaced whole by the office's.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from recordkit.config.words import offer, quoted
from recordkit.domain.workdays import SATURDAY, Calendar, Year
from recordkit.errors import BadConfig

KEYS = frozenset({"folder", "roll"})
SHIPPED = Path(__file__).parent / "calendars"
YEAR_KEYS = frozenset({"year", "source", "off", "work", "provisional"})
FIRST, LAST = 1949, 9998


def calendar_faults(section: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with the section."""
    folder = section.get("folder", "calendar")
    if not isinstance(folder, str) or not folder.strip() or not folder.isprintable():
        yield f"[calendar] folder: no folder's name: {quoted(folder)} / 应为文件夹名称"
    if section.get("roll", "none") not in ("none", "next_workday"):
        yield "[calendar] roll: one of none, next_workday / 应为其中之一"


def load_calendar(own: Path) -> Calendar:
    """Return the calendar of the shipped years and those that lie in `own`, if it is there; raises BadConfig."""
    return Calendar({**_shipped(), **own_years(own)})


@cache
def _shipped() -> Mapping[int, Year]:
    return {int(file.stem): _year(json.loads(file.read_text("utf-8"))) for file in SHIPPED.glob("*.json")}


def own_years(folder: Path) -> dict[int, Year]:
    """Return the years that an administrator has added; raises BadConfig naming every fault of the first bad file."""
    files = sorted(folder.glob("*.json")) if folder.is_dir() else []
    years = [(file, _own_year(file)) for file in files]
    return {int(file.stem): year for file, year in years}


def _own_year(file: Path) -> Year:
    if not (file.stem.isascii() and file.stem.isdecimal() and FIRST <= int(file.stem) <= LAST):
        raise BadConfig(
            file=file, faults="- a year's file is called 2027.json / 文件名应为年份, 如 2027.json"
        )
    try:
        raw = json.loads(file.read_text("utf-8-sig"))
    except (OSError, ValueError) as fault:
        raise BadConfig(file=file, faults=f"- {fault}") from None
    faults = list(year_faults(raw, int(file.stem)))
    if faults:
        raise BadConfig(file=file, faults="\n".join(f"- {fault}" for fault in faults))
    return _year(raw)


def _year(raw: Mapping[str, Any]) -> Year:
    off, work = (frozenset(map(date.fromisoformat, raw[key])) for key in ("off", "work"))
    return Year(off, work, raw["source"], raw.get("provisional", False))


def year_faults(raw: object, year: int) -> Iterator[str]:
    """Yield what is wrong with a year's file: its keys, its days, and days off that are worked as well."""
    if not isinstance(raw, Mapping):
        yield f"a table is wanted, not {quoted(raw)} / 应为一个对象"
        return
    yield from (
        f"{key}: unknown key{offer(str(key), YEAR_KEYS)} / 没有这一项" for key in raw if key not in YEAR_KEYS
    )
    if raw.get("year") != year or isinstance(raw.get("year"), bool):
        yield f"year: {quoted(raw.get('year'))} is not the file's, {year} / 与文件名的年份不同"
    if not isinstance(raw.get("source"), str) or not raw["source"].strip():
        yield "source: who says so is missing, e.g. the notice's number / 缺少出处, 如通知的文号"
    if not isinstance(raw.get("provisional", False), bool):
        yield "provisional: true or false / 应为 true 或 false"
    yield from _day_faults(raw, year)


def _day_faults(raw: Mapping[str, Any], year: int) -> Iterator[str]:
    days: dict[str, set[date]] = {"off": set(), "work": set()}
    for key, found in days.items():
        listed = raw.get(key)
        if not isinstance(listed, list):
            yield f"{key}: a list of days is missing / 缺少日期的列表"
            continue
        for text in listed:
            day = _day(text)
            if day is None or day.year != year:
                yield f"{key}: {quoted(text)} is no day of {year}, e.g. {year}-10-01 / 不是该年的日期"
            elif day in found:
                yield f"{key}: {day} stands twice / 写了两次"
            else:
                found.add(day)
    for day in sorted(days["off"] & days["work"]):
        yield f"{day}: both a day off and worked / 既休息又上班"
    for day in sorted(each for each in days["work"] if each.isoweekday() < SATURDAY):
        yield f"work: {day} is a weekday, worked anyway / 本来就是工作日"


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(text) if isinstance(text, str) and len(text) == 10 else None
    except ValueError:
        return None
