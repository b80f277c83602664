"""What a verification has found out so far: handed from check to check, and turned into a report at the end.

Law: memory grows with what is wrong, never with what is sound; of one code's faults so many are named, the rest counted.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from recordkit.archive.catalogue.catalogue import Catalogue
from recordkit.archive.ledger import Ledger
from recordkit.archive.verify.verdicts import Item, Result
from recordkit.domain.chain import Head
from recordkit.domain.entry import Event
from recordkit.wording import Text

MOST = {Result.FAILED: 100_000, Result.MANUAL: 10_000, Result.UNCHECKED: 200, Result.PASSED: 1}
"""How many items of one code and result are named."""

_CHAIN = "1-1"
_BY_ITS_LINES = frozenset({"1-8", "1-13", "2-5", "2-6"})
_BY_THE_JOURNAL = frozenset({"1-7", "1-10", "1-11", "2-7", "2-8", "3-1"})


@dataclass(slots=True)
class Tally:
    """What was counted: entries, those `taken` into the sample; files `told` of and found `there`; what was hashed (`checked`).

    `values` are the records and notes among the files there, `opened` the documents that were looked into; `kinds` counts
    entries by extension, `unjudged` documents of formats that nobody here knows.
    """

    entries: int = 0
    taken: int = 0
    told: int = 0
    told_bytes: int = 0
    there: int = 0
    there_bytes: int = 0
    checked: int = 0
    size: int = 0
    values: int = 0
    opened: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    unjudged: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Survey:
    """What is being found out: the fold of all readable lines, the items, the counts."""

    ledger: Ledger
    fold: Catalogue
    items: list[Item] = field(default_factory=list)
    files: set[str] = field(default_factory=set)
    founded: Event | None = None
    head: Head = field(default_factory=Head)
    head_at: datetime | None = None
    lines: int = 0
    events: int = 0
    tally: Tally = field(default_factory=Tally)
    faults: int = 0
    broken: bool = False
    _doubtful: set[str] = field(default_factory=set)
    _counts: Counter[tuple[str, Result]] = field(default_factory=Counter)

    def content(self, key: str) -> bytes | None:
        """Return the bytes at `key`, or None where they cannot be read."""
        try:
            with self.ledger.store.open(key) as file:
                return file.read()
        except (OSError, ValueError):
            return None

    def fail(self, code: str, message: Text, *, name: str | None = None, path: str | None = None) -> None:
        """Record something damaged, missing or stray; a fault of the chain makes the journal `broken`.

        What only differs from a line that is itself damaged, or lost, is no fault of its own: a person looks at it.
        """
        self.faults += 1
        self.broken = self.broken or code == _CHAIN
        innocent = self.broken and (
            code in _BY_ITS_LINES
            or (code in _BY_THE_JOURNAL and (name in self._doubtful or (name is None and code == "1-11")))
        )
        if innocent:
            message = Text(f"{message.zh}(日志有损坏)", f"{message.en} (the journal is damaged)")
        self.add(Item(code, Result.MANUAL if innocent else Result.FAILED, message, name, path))

    def doubt(self, names: Iterable[object]) -> None:
        """Take note of the names that a damaged line speaks of."""
        self._doubtful.update(name for name in names if isinstance(name, str))

    def remark(self, code: str, message: Text, *, name: str | None = None, path: str | None = None) -> None:
        """Record something that a person should look at."""
        self.add(Item(code, Result.MANUAL, message, name, path))

    def skip(self, code: str, message: Text) -> None:
        """Record what could not be looked at: it is never called passed."""
        self.add(Item(code, Result.UNCHECKED, message))

    def add(self, item: Item) -> None:
        """Keep an item, or only count it where there are too many of its kind."""
        self._counts[item.code, item.result] += 1
        if self._counts[item.code, item.result] <= MOST[item.result]:
            self.items.append(item)

    def spoke(self, code: str) -> bool:
        """Return True if anything was said of that code."""
        return any(self._counts[code, result] for result in Result)

    def closed(self) -> list[Item]:
        """Return the items, with one more for each code of which not all could be named."""
        rest = [
            Item(code, result, Text(f"另有 {more} 处同类", f"{more} more of the same"))
            for (code, result), count in self._counts.items()
            if (more := count - MOST[result]) > 0
        ]
        return self.items + rest
