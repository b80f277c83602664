"""Found an office in an empty or new folder; whoever runs it is the first director (LIFE.md)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from recordkit.actions.people import enrol
from recordkit.archive.archive import Archive
from recordkit.config.load import FILE
from recordkit.domain.naming import DateStyle
from recordkit.domain.tiers import Person, Tier
from recordkit.errors import OfficeExists
from recordkit.inbox.layout import create
from recordkit.office import Office
from recordkit.people.logins import process_login
from recordkit.people.roster import write_roster
from recordkit.wording import Lang


@dataclass(frozen=True, slots=True)
class Founding:
    """What a new office is to be: its name, who founds it, its departments, and who owes which report since when."""

    name: str
    director: str | None = None
    language: Lang = "zh"
    departments: Sequence[str] = ()
    duties: Mapping[str, Sequence[str]] = field(default_factory=dict)
    since: Mapping[str, str] = field(default_factory=dict)
    people: Sequence[Person] = ()
    style: DateStyle = DateStyle.POLICY
    zone: str = "Asia/Shanghai"


def init(root: Path, founding: Founding, at: datetime) -> Office:
    """Make recordkit.toml, people.toml, templates/, inbox/, archive/ and secrets/ in `root`, and open the office.

    Raises OfficeExists when the folder holds anything.
    """
    if root.exists() and any(root.iterdir()):
        raise OfficeExists(folder=root)
    root.mkdir(parents=True, exist_ok=True)
    (root / "templates").mkdir()
    (root / "secrets").mkdir(mode=0o700)
    login = process_login()
    founder = Person(login, founding.director or login, Tier.DIRECTOR)
    archive = Archive.create(
        root / "archive", zone=founding.zone, style=founding.style, founder=founder, at=at
    )
    (root / "inbox").mkdir()
    create(root / "inbox", archive.id)
    (root / FILE).write_text(config_text(founding), "utf-8")
    write_roster(root / "people.toml", archive.people())
    office = Office.open(root)
    for person in founding.people:
        enrol(office, person, at)
    return office


def config_text(founding: Founding) -> str:
    """Return a recordkit.toml that says what each setting means, in both languages."""
    parts = [
        "# recordkit 的设置 · the office's settings. 改后重启 watch 生效 · restart `recordkit watch` after a change.",
        "[office]",
        f"name = {_quoted(founding.name)}",
        f'language = "{founding.language}"            # zh | en',
        "# 时区和日期样式在建立时定下 · fixed when the office is founded: policy 2023-0315, iso 2023-03-15, compact 20230315",
        f'timezone = "{founding.zone}"',
        f'date_style = "{founding.style.value}"',
        f"departments = {_list(founding.departments)}",
        "",
        "[inbox]",
        'folder = "inbox"',
        "settle = 5                   # 文件静止多少秒后收取 · seconds a file must lie still",
        "interval = 2                 # 每隔多少秒扫描一次 · seconds between scans",
        "incomplete_after = 600       # 不完整的文件等多少秒后退回 · seconds until an incomplete file goes back",
        "repair_names = true          # 自动更正安全的文件名问题 · repair names where that is safe",
        "",
        "# 哪些科室须报送, 自哪一期起 · which departments owe what, since which period (R29, R30)",
    ]
    return "\n".join([*parts, *_duties(founding)]) + "\n"


def _duties(founding: Founding) -> list[str]:
    if not founding.duties:
        return [
            "# [duties.monthly-report]",
            '# departments = ["急诊科", "骨科"]',
            '# since = "2026-10"',
            "# [duties.quarterly-report]",
            '# departments = ["急诊科", "骨科"]',
            '# since = "2026Q3"',
        ]
    lines = []
    for key, departments in founding.duties.items():
        lines += [f"[duties.{key}]", f"departments = {_list(departments)}"]
        lines += [f'since = "{founding.since[key]}"'] if key in founding.since else []
        lines.append("")
    return lines


def _list(names: Sequence[str]) -> str:
    return "[" + ", ".join(_quoted(name) for name in names) + "]"


def _quoted(text: str) -> str:
    plain = "".join(c if c.isprintable() else " " for c in text)
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'
