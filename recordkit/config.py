"""recordkit.toml to a frozen Config: read by office.py alone, every fault named at once."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from recordkit.domain.naming import DateStyle
from recordkit.domain.nearest import nearest
from recordkit.domain.periods import Period, PeriodKind, parse_period
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


def load_config(root: Path, type_periods: Mapping[str, PeriodKind] | None = None) -> Config:
    """Return the Config of the office at `root`; raises BadConfig naming every fault, NoOffice when there is none.

    `type_periods` (type key to month or quarter) lets the duties be checked against the types.
    """
    file = root / FILE
    try:
        raw = tomllib.loads(file.read_text("utf-8-sig"))
    except FileNotFoundError:
        raise NoOffice(folder=root) from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise BadConfig(file=file, faults=f"- {fault}") from None
    faults = list(config_faults(raw))
    if faults:
        raise BadConfig(file=file, faults="\n".join(f"- {fault}" for fault in faults))
    return _build(raw, type_periods or {})


def _build(raw: Mapping[str, Any], type_periods: Mapping[str, PeriodKind]) -> Config:
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
        duties={key: _duty(value, type_periods.get(key)) for key, value in raw.get("duties", {}).items()},
    )


def _duty(raw: Mapping[str, Any], kind: PeriodKind | None) -> DutyConfig:
    since = raw.get("since")
    period = _either_period(since) if since is not None else None
    if period is not None and kind is not None and period.kind != kind:
        period = None
    return DutyConfig(tuple(raw["departments"]), period)


def config_faults(raw: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with a recordkit.toml, in words that name the key and the nearest right one."""
    for section, keys in raw.items():
        if section not in SECTIONS:
            yield f"[{section}]: unknown section{_offer(section, SECTIONS)} / 没有这一节"
        elif section != "duties":
            yield from (
                f"[{section}] {key}: unknown key{_offer(key, SECTIONS[section])} / 没有这一项"
                for key in keys
                if key not in SECTIONS[section]
            )
    yield from _office_faults(raw.get("office", {}))
    yield from _inbox_faults(raw.get("inbox", {}))
    for key, duty in raw.get("duties", {}).items():
        yield from _duty_faults(key, duty)


def _office_faults(office: Mapping[str, Any]) -> Iterator[str]:
    if not isinstance(office.get("name"), str) or not office["name"].strip():
        yield "[office] name: the unit's name is missing / 缺少单位名称"
    try:
        ZoneInfo(str(office.get("timezone", "Asia/Shanghai")))
    except (ZoneInfoNotFoundError, ValueError):
        yield f"[office] timezone: no time zone {office['timezone']!r}, e.g. Asia/Shanghai / 没有这个时区"
    if office.get("language", "zh") not in ("zh", "en"):
        yield "[office] language: zh or en / 应为 zh 或 en"
    if office.get("date_style", "policy") not in list(DateStyle):
        yield f"[office] date_style: one of {', '.join(DateStyle)} / 应为其中之一"
    if not _texts(office.get("departments", [])):
        yield "[office] departments: a list of names / 应为科室名称的列表"


def _inbox_faults(inbox: Mapping[str, Any]) -> Iterator[str]:
    for key in ("settle", "interval", "incomplete_after"):
        value = inbox.get(key, 1)
        if isinstance(value, bool) or not isinstance(value, (int, float)) or value < 0:
            yield f"[inbox] {key}: a number of seconds / 应为秒数"


def _duty_faults(key: str, duty: object) -> Iterator[str]:
    if not isinstance(duty, Mapping) or not _texts(duty.get("departments")):
        yield f"[duties.{key}] departments: a list of names is missing / 缺少科室名称的列表"
        return
    yield from (
        f"[duties.{key}] {name}: unknown key{_offer(name, DUTY_KEYS)}"
        for name in duty
        if name not in DUTY_KEYS
    )
    if "since" in duty and _either_period(duty["since"]) is None:
        yield f"[duties.{key}] since: {duty['since']!r} is no period, e.g. 2026-10 or 2026Q3 / 不是月份或季度"


def _either_period(text: object) -> Period | None:
    kinds: tuple[PeriodKind, ...] = ("month", "quarter")
    for kind in kinds:
        try:
            return parse_period(kind, str(text))
        except ValueError:
            continue
    return None


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value)


def _offer(word: str, known: Iterable[str]) -> str:
    close = nearest(word, known)
    return f" (did you mean {close}?)" if close else ""
