"""recordkit.toml to a frozen Config: read by office.py alone, every fault named at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from recordkit.config import (
    calendar_section,
    inbox_section,
    notices_section,
    office_section,
    projects_section,
)
from recordkit.config.calendar_section import calendar_faults
from recordkit.config.duties_section import DutyConfig, TypeDuties, duties, duties_faults
from recordkit.config.inbox_section import folder_faults, inbox_faults, inboxes
from recordkit.config.notices_section import NoticesConfig, notices, notices_faults
from recordkit.config.office_section import office_faults
from recordkit.config.projects_section import projects, projects_faults
from recordkit.config.words import offer, quoted, section
from recordkit.domain.naming import DateStyle
from recordkit.domain.projects import Project
from recordkit.domain.toml_text import read_toml
from recordkit.errors import BadConfig, NoOffice
from recordkit.wording import Lang

FILE = "recordkit.toml"
SECTIONS: dict[str, frozenset[str]] = {
    "office": office_section.KEYS,
    "inbox": inbox_section.KEYS,
    "archive": frozenset({"folder"}),
    "calendar": calendar_section.KEYS,
    "duties": frozenset(),
    "projects": projects_section.KEYS,
    "notices": notices_section.KEYS,
}


@dataclass(frozen=True, slots=True)
class Config:
    """What an administrator decided, with the defaults in place; times are in seconds."""

    name: str
    zone: ZoneInfo
    language: Lang = "zh"
    date_style: DateStyle = DateStyle.POLICY
    departments: tuple[str, ...] = ()
    overseers: tuple[str, ...] = ()
    inbox: str = "inbox"
    inboxes: tuple[str, ...] = ("inbox",)
    settle: float = 5.0
    interval: float = 2.0
    network_interval: float = 10.0
    incomplete_after: float = 600.0
    repair_names: bool = True
    archive: str = "archive"
    calendar: str = "calendar"
    roll: bool = False
    duties: Mapping[str, DutyConfig] = field(default_factory=dict)
    projects: tuple[Project, ...] = ()
    notices: NoticesConfig | None = None


def find_office(start: Path) -> Path:
    """Return the nearest folder from `start` upward that holds recordkit.toml; raises NoOffice."""
    for folder in (start, *start.parents):
        if (folder / FILE).is_file():
            return folder
    raise NoOffice(folder=start)


def load_config(root: Path, types: TypeDuties | None = None) -> Config:
    """Return the Config of the office at `root`; raises BadConfig naming every fault, NoOffice when there is none.

    Without `types` the duties are not checked against the types.
    """
    file = root / FILE
    try:
        raw = read_toml(file.read_text("utf-8-sig"))
    except FileNotFoundError:
        raise NoOffice(folder=root) from None
    except (OSError, ValueError) as fault:
        raise BadConfig(file=file, faults=f"- {fault}") from None
    faults = list(config_faults(raw, types))
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
        overseers=tuple(office.get("overseers", ())),
        inbox=inboxes(inbox.get("folder", "inbox"))[0],
        inboxes=inboxes(inbox.get("folder", "inbox")),
        settle=float(inbox.get("settle", 5.0)),
        interval=float(inbox.get("interval", 2.0)),
        network_interval=float(inbox.get("network_interval", 10.0)),
        incomplete_after=float(inbox.get("incomplete_after", 600.0)),
        repair_names=inbox.get("repair_names", True),
        archive=raw.get("archive", {}).get("folder", "archive"),
        calendar=raw.get("calendar", {}).get("folder", "calendar"),
        roll=raw.get("calendar", {}).get("roll", "none") == "next_workday",
        duties=duties(raw.get("duties", {})),
        projects=projects(raw.get("projects", [])),
        notices=notices(raw["notices"]) if "notices" in raw else None,
    )


def config_faults(raw: Mapping[str, Any], types: TypeDuties | None = None) -> Iterator[str]:
    """Yield what is wrong with a recordkit.toml, in words that name the key and the nearest right one."""
    for title, keys in raw.items():
        if title not in SECTIONS:
            yield f"[{title}]: unknown section{offer(title, SECTIONS)} / 没有这一节"
        elif title == "projects":
            continue
        elif not isinstance(keys, Mapping):
            yield f"[{title}]: a section of settings, not {quoted(keys)} / 应为一节设置"
        elif title != "duties":
            yield from (
                f"[{title}] {key}: unknown key{offer(key, SECTIONS[title])} / 没有这一项"
                for key in keys
                if key not in SECTIONS[title]
            )
    office, inbox, archive = (section(raw, name) for name in ("office", "inbox", "archive"))
    yield from office_faults(office) if isinstance(raw.get("office", {}), Mapping) else ()
    yield from inbox_faults(inbox)
    yield from folder_faults(inbox.get("folder", "inbox"), archive.get("folder", "archive"))
    yield from calendar_faults(section(raw, "calendar"))
    for key, owed in section(raw, "duties").items():
        yield from duties_faults(key, owed, office.get("departments"), types)
    yield from projects_faults(raw.get("projects", []), office.get("departments"))
    yield from notices_faults(raw.get("notices"), office.get("departments"), office.get("name"))
