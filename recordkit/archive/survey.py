"""What a verification has found out so far: handed from check to check, and turned into a report at the end."""

from dataclasses import dataclass, field

from recordkit.archive.catalogue import Catalogue
from recordkit.archive.ledger import Ledger
from recordkit.archive.verdicts import Item, Result
from recordkit.domain.chain import Head
from recordkit.domain.entry import Event
from recordkit.wording import Text


@dataclass(slots=True)
class Survey:
    """What is being found out: the fold of all readable lines, the items, the counts."""

    ledger: Ledger
    fold: Catalogue
    items: list[Item] = field(default_factory=list)
    files: set[str] = field(default_factory=set)
    founded: Event | None = None
    head: Head = field(default_factory=Head)
    lines: int = 0
    checked: int = 0
    size: int = 0

    @property
    def broken(self) -> bool:
        """True if the chain does not hold: nothing can be told from comparing with it."""
        return any(item.code == "1-1" for item in self.items)

    @property
    def damaged(self) -> bool:
        """True if files are not what was filed: what is searched of them may differ from what once was."""
        return any(item.code in ("1-10", "1-11", "2-7", "3-1") for item in self.items)

    def content(self, key: str) -> bytes | None:
        """Return the bytes at `key`, or None where they cannot be read."""
        try:
            with self.ledger.store.open(key) as file:
                return file.read()
        except (OSError, ValueError):
            return None

    def fail(self, code: str, message: Text, *, name: str | None = None, path: str | None = None) -> None:
        """Record something damaged, missing or stray."""
        self.items.append(Item(code, Result.FAILED, message, name, path))

    def remark(self, code: str, message: Text, *, path: str | None = None) -> None:
        """Record something that a person should look at."""
        self.items.append(Item(code, Result.MANUAL, message, None, path))

    def skip(self, code: str, message: Text) -> None:
        """Record what could not be looked at: it is never called passed."""
        self.items.append(Item(code, Result.UNCHECKED, message))
