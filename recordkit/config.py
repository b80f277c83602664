"""recordkit.toml to a frozen Config: read by office.py alone, every fault named at once."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from recordkit.domain.naming import DateStyle
from recordkit.domain.nearest import nearest
from recordkit.domain.periods import Period, PeriodKind, parse_period
from recordkit.domain.toml_text import read_toml
from recordkit.errors import BadConfig, NoOffice
from recordkit.wording import Lang

FILE = "recordkit.toml"
SECTIONS: dict[str, frozenset[str]] = {
    "office": frozenset({"name", "timezone", "language", "date_style", "departments"}),
    "inbox": frozenset({"folder", "settle", "interval", "incomplete_after", "repair_names"}),
    "archive": frozenset({"folder"}),
    "duties": frozenset(),
}
DUTY_KEYS = frozenset({"departments", "since"})
PERIODS: dict[PeriodKind, str] = {"month": "2026-10", "quarter": "2026Q3"}
LONGEST_WAIT = 7 * 24 * 3600
"""Seconds: what waits longer than a week is a slip of the pen."""
TAKEN = frozenset({"templates", "secrets"})
"""Folders of the office that hold something else."""

TypePeriods = Mapping[str, PeriodKind | None]
"""What each type reports on, by its key and its word; None for a type without a deadline."""


@dataclass(frozen=True, slots=True)
class DutyConfig:
    """Which departments owe a type's document for each period, from which period on."""

    departments: tuple[str, ...]
    since: Period | None = None


@dataclass(frozen=True, slots=True)
class Config:
    """What an administrator decided, with the defaults in place; times are in seconds."""

    name: str
    zone: ZoneInfo
    language: Lang = "zh"
    date_style: DateStyle = DateStyle.POLICY
    departments: tuple[str, ...] = ()
    inbox: str = "inbox"
    settle: float = 5.0
    interval: float = 2.0
    incomplete_after: float = 600.0
    repair_names: bool = True
    archive: str = "archive"
    duties: Mapping[str, DutyConfig] | None = None


def find_office(start: Path) -> Path:
    """Return the nearest folder from `start` upward that holds recordkit.toml; raises NoOffice."""
    for folder in (start, *start.parents):
        if (folder / FILE).is_file():
            return folder
    raise NoOffice(folder=start)


def load_config(root: Path, type_periods: TypePeriods | None = None) -> Config:
    """Return the Config of the office at `root`; raises BadConfig naming every fault, NoOffice when there is none.

    Without `type_periods` the duties are not checked against the types.
    """
    file = root / FILE
    try:
        raw = read_toml(file.read_text("utf-8-sig"))
    except FileNotFoundError:
        raise NoOffice(folder=root) from None
    except (OSError, ValueError) as fault:
        raise BadConfig(file=file, faults=f"- {fault}") from None
    faults = list(config_faults(raw, type_periods))
    if faults:
        raise BadConfig(file=file, faults="\n".join(f"- {fault}" for fault in faults))
    return build(raw)


def build(raw: Mapping[str, Any]) -> Config:
    """Return the Config that a recordkit.toml without faults says."""
    office, inbox = raw.get("office", {}), raw.get("inbox", {})
    return Config(
        name=office["name"],
        zone=ZoneInfo(office.get("timezone", "Asia/Shanghai")),
        language=office.get("language", "zh"),
        date_style=DateStyle(office.get("date_style", "policy")),
        departments=tuple(office.get("departments", ())),
        inbox=inbox.get("folder", "inbox"),
        settle=float(inbox.get("settle", 5.0)),
        interval=float(inbox.get("interval", 2.0)),
        incomplete_after=float(inbox.get("incomplete_after", 600.0)),
        repair_names=inbox.get("repair_names", True),
        archive=raw.get("archive", {}).get("folder", "archive"),
        duties={key: _duty(value) for key, value in raw.get("duties", {}).items()},
    )


def _duty(raw: Mapping[str, Any]) -> DutyConfig:
    return DutyConfig(tuple(raw["departments"]), _either_period(raw["since"]) if "since" in raw else None)


def config_faults(raw: Mapping[str, Any], type_periods: TypePeriods | None = None) -> Iterator[str]:
    """Yield what is wrong with a recordkit.toml, in words that name the key and the nearest right one."""
    for section, keys in raw.items():
        if section not in SECTIONS:
            yield f"[{section}]: unknown section{_offer(section, SECTIONS)} / 没有这一节"
        elif not isinstance(keys, Mapping):
            yield f"[{section}]: a section of settings, not {_quoted(keys)} / 应为一节设置"
        elif section != "duties":
            yield from (
                f"[{section}] {key}: unknown key{_offer(key, SECTIONS[section])} / 没有这一项"
                for key in keys
                if key not in SECTIONS[section]
            )
    office, inbox, archive, duties = (
        _section(raw, name) for name in ("office", "inbox", "archive", "duties")
    )
    yield from _office_faults(office) if isinstance(raw.get("office", {}), Mapping) else ()
    yield from _inbox_faults(inbox)
    yield from _folder_faults(inbox.get("folder", "inbox"), archive.get("folder", "archive"))
    for key, duty in duties.items():
        yield from _duty_faults(key, duty, office.get("departments"))
        yield from _duty_type_faults(key, duty, type_periods)


def _section(raw: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    section = raw.get(name)
    return section if isinstance(section, Mapping) else {}


def _office_faults(office: Mapping[str, Any]) -> Iterator[str]:
    if not isinstance(office.get("name"), str) or not office["name"].strip():
        yield "[office] name: the unit's name is missing / 缺少单位名称"
    if not _is_zone(office.get("timezone", "Asia/Shanghai")):
        zone = _quoted(office["timezone"])
        yield f"[office] timezone: no time zone {zone}, e.g. Asia/Shanghai / 没有这个时区"
    if office.get("language", "zh") not in ("zh", "en"):
        yield "[office] language: zh or en / 应为 zh 或 en"
    if office.get("date_style", "policy") not in list(DateStyle):
        yield f"[office] date_style: one of {', '.join(DateStyle)} / 应为其中之一"
    if not _texts(office.get("departments", [])):
        yield "[office] departments: a list of names / 应为科室名称的列表"


def _is_zone(name: object) -> bool:
    """True if the name is a time zone's, not a folder of them (Asia) nor a path."""
    try:
        return isinstance(name, str) and ZoneInfo(name).key == name
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False


def _inbox_faults(inbox: Mapping[str, Any]) -> Iterator[str]:
    for key in ("settle", "interval", "incomplete_after"):
        value = inbox.get(key, 1)
        number = isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
        if not number or not 0 <= value <= LONGEST_WAIT:
            yield f"[inbox] {key}: a number of seconds, 0 to {LONGEST_WAIT} / 应为秒数"
        elif key == "interval" and value == 0:
            yield "[inbox] interval: more than 0 seconds / 应大于 0 秒"
    if not isinstance(inbox.get("repair_names", True), bool):
        yield "[inbox] repair_names: true or false / 应为 true 或 false"


def _folder_faults(inbox: object, archive: object) -> Iterator[str]:
    """Yield what is wrong with the two folders: the archive lies in the office, the inbox there or on a mounted share."""
    sound = [_folder(folder) for folder in (inbox, archive)]
    for section, folder, parts in (("inbox", inbox, sound[0]), ("archive", archive, sound[1])):
        if parts is None:
            yield f"[{section}] folder: no folder's name: {_quoted(folder)} / 应为文件夹名称"
        elif ".." in parts or (section == "archive" and _is_absolute(parts)):
            yield f"[{section}] folder: {_quoted(folder)} lies outside the office / 不得在单位文件夹之外"
        elif not parts or parts[0] in TAKEN:
            yield f"[{section}] folder: {_quoted(folder)} holds something else already / 该文件夹另有用途"
    mine, other = sound
    if mine and other and (mine[: len(other)] == other or other[: len(mine)] == mine):
        yield "[inbox] folder: the inbox and the archive lie in each other / 收件夹与档案不能互相包含"


def _folder(folder: object) -> list[str] | None:
    """Return the parts of a folder's path ("" first where it is absolute), or None if it is no path."""
    if not isinstance(folder, str) or not folder.strip() or not folder.isprintable():
        return None
    parts = re.split(r"[/\\]", folder)
    return [part for i, part in enumerate(parts) if part not in ("", ".") or (i == 0 and part == "")]


def _is_absolute(parts: list[str]) -> bool:
    return parts[0] == "" or parts[0].endswith(":") if parts else False


def _duty_faults(key: str, duty: object, departments: object) -> Iterator[str]:
    owing = duty.get("departments") if isinstance(duty, Mapping) else None
    if not isinstance(duty, Mapping) or not _texts(owing) or not owing:
        yield f"[duties.{key}] departments: a list of names is missing / 缺少科室名称的列表"
        return
    known = departments if isinstance(departments, list) and _texts(departments) else []
    yield from (
        f"[duties.{key}] departments: {name} is not among [office] departments{_offer(name, known)} / 不在科室名单中"
        for name in owing
        if known and name not in known
    )
    yield from (
        f"[duties.{key}] {name}: unknown key{_offer(name, DUTY_KEYS)} / 没有这一项"
        for name in duty
        if name not in DUTY_KEYS
    )
    if "since" in duty and _either_period(duty["since"]) is None:
        since = _quoted(duty["since"])
        yield f"[duties.{key}] since: {since} is no period, e.g. 2026-10 or 2026Q3 / 不是月份或季度"


def _duty_type_faults(key: str, duty: object, type_periods: TypePeriods | None) -> Iterator[str]:
    """Yield why the type cannot be owed, or not since then."""
    if type_periods is None:
        return
    if key not in type_periods:
        yield f"[duties.{key}]: no such type{_offer(key, type_periods)} / 没有这个记录类型"
    elif (every := type_periods[key]) is None:
        yield f"[duties.{key}]: the type has no deadline, so nobody owes it / 该类型没有报送期限(deadline)"
    elif isinstance(duty, Mapping) and (since := _either_period(duty.get("since"))) and since.kind != every:
        yield f"[duties.{key}] since: {since} is no {every}, e.g. {PERIODS[every]} / 与报送周期不符"


def _either_period(text: object) -> Period | None:
    for kind in PERIODS:
        try:
            return parse_period(kind, text) if isinstance(text, str) else None
        except ValueError:
            continue
    return None


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value)


def _quoted(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:59] + "…"


def _offer(word: str, known: Iterable[str]) -> str:
    close = nearest(word, known)
    return f" (did you mean {close}?)" if close else ""
