"""The chain's heads as they are kept outside the archive: a small text, a line a head, fit for paper and for mail.

Law: what was written is read back exactly, also when a mail program quoted it; a head that cannot be read is refused, not
passed over.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from recordkit.domain.chain import Head
from recordkit.wording import Text

_ARCHIVE = re.compile(r"\barchive\s+([0-9a-f]{32})\b", re.ASCII)
_HEAD = re.compile(r"(\d{1,18})\s+([0-9a-f]{64})\s+(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)", re.ASCII)
_QUOTED = "> \t\ufeff\xa0"
_FORM = "%Y-%m-%dT%H:%M:%SZ"
_WORDS = """\
recordkit 档案链首 · head of the archive's chain
单位 unit     {unit}
档案 archive  {archive}

请保存在档案之外: 打印、寄出, 或放到另一台电脑。每次核对后加一行。
Keep this outside the archive: on paper, in a mail, on another machine. Each check adds a line.
核对 to check: recordkit verify --head <本文件 this file>
没有 recordkit 时见档案文件夹中的 README.md(重算哈希链)。
Without recordkit: README.md in the archive's folder (Recompute the chain).

行 line  链首 head (SHA-256)  时间 at (UTC)
"""


class NoWitness(ValueError):
    """The text holds no heads, or one that cannot be read; `reason` says it."""

    def __init__(self, reason: Text) -> None:
        self.reason = reason
        super().__init__(reason.en)


@dataclass(frozen=True, slots=True)
class Witnessed:
    """A head that was seen, and when its line was committed (to the second)."""

    head: Head
    at: datetime

    def __str__(self) -> str:
        return f"{self.head.seq}  {self.head.hash}  {self.at.astimezone(UTC).strftime(_FORM)}"


@dataclass(frozen=True, slots=True)
class Witness:
    """The heads of one archive, in the order in which they were kept."""

    archive: str
    seen: tuple[Witnessed, ...]


def write_witness(archive: str, unit: str, seen: Sequence[Witnessed]) -> str:
    """Return the text that keeps these heads."""
    shown = " ".join(unit.split())
    return _WORDS.format(archive=archive, unit=shown) + "".join(f"{one}\n" for one in seen)


def read_witness(text: str) -> Witness:
    """Return the heads that a text keeps; raises NoWitness."""
    archive = _ARCHIVE.search(text)
    lines = [line.strip(_QUOTED) for line in text.splitlines()]
    seen = tuple(_seen(line) for line in lines if line[:1].isdigit())
    if archive is None or not seen:
        raise NoWitness(Text("其中没有档案链首", "it holds no head of an archive"))
    return Witness(archive[1], seen)


def _seen(line: str) -> Witnessed:
    found = _HEAD.fullmatch(line)
    try:
        if found is not None:
            at = datetime.strptime(found[3], _FORM).replace(tzinfo=UTC)
            return Witnessed(Head(int(found[1]), found[2]), at)
    except ValueError:
        pass
    raise NoWitness(Text(f"这一行不是链首: {line[:80]}", f"this line is no head: {line[:80]}"))
