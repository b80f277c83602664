"""The [office] section: the unit's name, its time zone, language, date style, departments and those that report on all."""

from collections.abc import Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from recordkit.config.words import offer, quoted, texts
from recordkit.domain.naming import DateStyle

KEYS = frozenset({"name", "timezone", "language", "date_style", "departments", "overseers"})


def office_faults(office: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with the section."""
    if not isinstance(office.get("name"), str) or not office["name"].strip():
        yield "[office] name: the unit's name is missing / 缺少单位名称"
    if not _is_zone(office.get("timezone", "Asia/Shanghai")):
        zone = quoted(office["timezone"])
        yield f"[office] timezone: no time zone {zone}, e.g. Asia/Shanghai / 没有这个时区"
    if office.get("language", "zh") not in ("zh", "en"):
        yield "[office] language: zh or en / 应为 zh 或 en"
    if office.get("date_style", "policy") not in list(DateStyle):
        yield f"[office] date_style: one of {', '.join(DateStyle)} / 应为其中之一"
    if not texts(office.get("departments", [])):
        yield "[office] departments: a list of names / 应为科室名称的列表"
    yield from _overseer_faults(office)


def _overseer_faults(office: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with the departments whose reports count the whole office's records."""
    overseers, departments = office.get("overseers", []), office.get("departments", [])
    if not texts(overseers):
        yield "[office] overseers: a list of names / 应为科室名称的列表"
    elif texts(departments) and departments:
        yield from (
            f"[office] overseers: no department {quoted(name)}{offer(name, departments)} / 没有这个科室"
            for name in overseers
            if name not in departments
        )


def _is_zone(name: object) -> bool:
    """True if the name is a time zone's, not a folder of them (Asia) nor a path."""
    try:
        return isinstance(name, str) and ZoneInfo(name).key == name
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
