"""people.toml: the readable list of the office's people, rewritten from the journal's events and never read back.

The truth is the journal (LIFE.md): editing this file gives nobody a right.
"""

from collections.abc import Iterable
from pathlib import Path

from recordkit.disk import write_over
from recordkit.domain.tiers import Person

HEAD = """\
# 本单位人员名单。由 recordkit 根据档案日志重写; 手工修改不会生效。
# 增加人员: recordkit people add LOGIN --name 姓名 --tier staff|supervisor|director --department 科室
# The office's people, rewritten by recordkit from the journal; edits here have no effect.
"""


def write_roster(file: Path, people: Iterable[Person]) -> None:
    """Write the list to `file`, in one step: a reader sees the old list or the new one."""
    text = HEAD + "".join(_block(person) for person in people)
    write_over(file, text.encode(), mode=0o644)


def _block(person: Person) -> str:
    rows = [("login", person.login), ("name", person.name), ("tier", person.tier.key)]
    rows += [("department", person.department)] if person.department else []
    return "\n[[people]]\n" + "".join(f"{key} = {_quoted(value)}\n" for key, value in rows)


def _quoted(value: str) -> str:
    plain = "".join(c if c.isprintable() else "?" for c in value)
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'
