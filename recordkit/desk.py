"""The front desk: what a name can be judged by - settings, words, numbers - without opening the whole office.

Law: it answers exactly as the office would, or there is no desk and the office is opened.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from recordkit.archive.catalogue.window import NumberWindow
from recordkit.config.load import Config, load_config
from recordkit.domain.naming import Name
from recordkit.people.logins import process_login
from recordkit.templates.words import read_words
from recordkit.wording import Text


class Numbers(Protocol):
    """Who holds which number: the archive, or a window on its catalogue."""

    def free(self, word: str, day: date) -> Name:
        """Return the next free name."""

    def number_fault(self, name: Name, login: str) -> Text | None:
        """Return why `login` could not file under this number, or None."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What it takes to judge a name: `words` gives each type's extensions, `login` is who asks."""

    config: Config
    words: Mapping[str, tuple[str, ...]]
    numbers: Numbers
    login: str

    @classmethod
    def open(cls, root: Path) -> "Desk | None":
        """Return the desk of the office at `root`, or None where only the whole office can tell; raises NoOffice, BadConfig."""
        config, login = load_config(root), process_login()
        words, numbers = read_words(root / "templates"), NumberWindow.open(root / config.archive)
        if words is None or numbers is None:
            return None
        if not numbers.listed(login):
            numbers.close()
            return None
        return cls(config, words, numbers, login)
