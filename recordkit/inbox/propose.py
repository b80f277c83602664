"""The nearest right name: what somebody probably meant, offered beside a refusal and never taken (INTAKE, Names)."""

import os
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from recordkit.domain.naming import DateStyle, Stem, far_future
from recordkit.domain.nearest import nearest

EXAMPLE_WORD = "家访报告"

_COPY = re.compile(
    r"""
      \s*[-_]?\s*(?:副本|复件|拷贝|的副本|copy|copia|kopie)(?:\s*[(\[]?\s*\d+\s*[)\]]?)?$   # X - 副本 (2), X的副本, X copy 2
    | \s*[(\[](?:\d{1,3}|[^()\[\]]*(?:副本|冲突|conflict|copy)[^()\[\]]*)[)\]]$            # X (1), X (王芳's conflicted copy …)
    | [._-](?:sync-)?conflict(?:ed)?[-._\w]*$                                             # Syncthing, ownCloud
    | ^(?:副本|复件|copy\s+of|复制)\s*(?:[(\[]?\d+[)\]]?)?\s*[-_]?\s*                        # 副本 X, Copy of X
    | \.(?:docx?|xlsx?|pdf|wps|et)$                                                       # X.docx.docx
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PARTS = re.compile(
    r"""(?P<word>\D*?)[\s_.·:,-]*
        (?P<year>\d{4})\s?[年./_\s-]?\s?(?P<month>\d{1,2})\s?[月./_\s-]?\s?(?P<day>\d{1,2})\s?[日号]?
        (?:[\s_.#第No号-]*(?P<number>\d{1,9}))?""",
    re.VERBOSE | re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Known:
    """What names may say here: words with their extensions, the date style, today.

    `numbered` says that a number may not be left out.
    """

    types: Mapping[str, tuple[str, ...]]
    style: DateStyle
    today: date
    numbered: bool

    def spelled(self, stem: Stem) -> str:
        """Return a stem in the office's style, with a number of at least three digits if it has one."""
        dated = f"{stem.word}-{self.style.write(stem.day)}"
        return dated if stem.number is None else f"{dated}-{stem.number:03d}"

    def nearest_word(self, word: str) -> str | None:
        """Return the type's word that is meant by `word`: itself, the one it holds, or the one most like it."""
        held = max((one for one in self.types if one in word), key=len, default=None)
        return held or nearest(word, self.types)


def propose(stem: str, extension: str, known: Known) -> str:
    """Return a whole right file name for what `stem` tried to say, or an example where it says too little."""
    text = without_copy_marks(_visible(stem))
    parts = _PARTS.match(text)
    word = known.nearest_word(parts["word"] if parts else text) or next(iter(known.types), EXAMPLE_WORD)
    day = _day(parts, known.today) if parts else None
    number = int(parts["number"]) if parts and day and parts["number"] else None
    if known.numbered or number == 0 or day is None:
        number = number or 1
    allowed = known.types.get(word, ("docx",))
    return f"{known.spelled(Stem(word, day or known.today, number))}.{extension if extension in allowed else allowed[0]}"


def without_copy_marks(stem: str) -> str:
    """Return `stem` without what Explorer, Finder, WPS and sync tools add to a copy's name."""
    while (shorter := _COPY.sub("", stem, count=1).strip()) not in (stem, ""):
        stem = shorter
    return stem


def readable(name: str) -> str:
    """Return a name as a person can read it: raw bytes as GBK if they decode, else shown as hexadecimal figures."""
    if not any("\ud800" <= char <= "\udfff" for char in name):
        return name
    raw = name.encode("utf-8", "surrogateescape") if _from_bytes(name) else os.fsencode(_visible(name))
    try:
        return raw.decode("gb18030")
    except UnicodeDecodeError:
        return raw.decode("utf-8", "backslashreplace")


def _from_bytes(name: str) -> bool:
    return all(not "\ud800" <= char <= "\udfff" or "\udc80" <= char <= "\udcff" for char in name)


def _visible(text: str) -> str:
    """Return the text without invisible and surrogate characters, and half-width where it has both."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(char for char in plain if unicodedata.category(char) not in ("Cf", "Cc", "Cs", "Co"))


def _day(parts: re.Match[str], today: date) -> date | None:
    """Return the day that is most likely meant: as it stands, day and month changed over, the month's last, this year's."""
    year, month, day = (int(parts[key]) for key in ("year", "month", "day"))
    if 12 < month <= 31 and 1 <= day <= 12:
        month, day = day, month
    if not (1 <= month <= 12 and 1 <= day <= 31 and year > 0):
        return None
    meant = next(found for back in range(4) if (found := _real(year, month, day - back)) is not None)
    if not far_future(meant, today):
        return meant
    recent = (_real(year, month, day) for year in range(today.year, today.year - 9, -1))
    return next((found for found in recent if found is not None and found <= today), None)


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
