"""Where an interrupted check of the files stood: kept outside the archive, good only for the same archive, head and question.

Law: a bookmark that does not fit is as good as none; one that cannot be written stops nothing.
"""

import contextlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from recordkit.archive.asked import Asked
from recordkit.archive.verify.survey import Survey, Tally
from recordkit.archive.verify.verdicts import Item, Result
from recordkit.disk import make_folders, write_over
from recordkit.wording import Text

STRIDE = 5_000  # entries between two bookmarks
_MODE = 0o640


@dataclass(slots=True)
class Bookmark:
    """The place of one check: `done` entries are behind it, `first` is where its items begin among the survey's."""

    survey: Survey
    asked: Asked
    first: int
    done: int = 0

    @classmethod
    def begin(cls, survey: Survey, asked: Asked) -> "Bookmark":
        """Return the place to begin at: the one that was left, where it is asked for and fits, else the start."""
        mark = cls(survey, asked, len(survey.items))
        if asked.resume and asked.bookmark is not None:
            with contextlib.suppress(OSError, ValueError, LookupError, TypeError):
                mark._go_on(json.loads(asked.bookmark.read_bytes()))
        return mark

    def pass_by(self, done: int) -> None:
        """Note that `done` entries are behind; every so often this is written down."""
        self.done = done
        if done % STRIDE == 0:
            self.keep()

    def keep(self) -> None:
        """Write the place down."""
        if self.asked.bookmark is None or not self.done:
            return
        facts = {
            **self._bound(),
            "done": self.done,
            "tally": {field.name: getattr(self.survey.tally, field.name) for field in fields(Tally)},
            "items": [_plain(item) for item in self.survey.items[self.first :]],
        }
        with contextlib.suppress(OSError):
            make_folders(self.asked.bookmark.parent)
            write_over(self.asked.bookmark, json.dumps(facts, ensure_ascii=False).encode(), mode=_MODE)

    def forget(self) -> None:
        """Take the bookmark away: the check came to its end."""
        if self.asked.bookmark is not None:
            with contextlib.suppress(OSError):
                self.asked.bookmark.unlink(missing_ok=True)

    def _bound(self) -> dict[str, object]:
        head = self.survey.head
        return {
            "archive": self.survey.ledger.about.id,
            "head": [head.seq, head.hash],
            "share": self.asked.share,
            "seed": self.asked.seed,
            "inspected": self.asked.inspect is not None,
        }

    def _go_on(self, facts: Mapping[str, Any]) -> None:
        if any(facts[key] != value for key, value in self._bound().items()) or self.survey.broken:
            return
        done, tally = int(facts["done"]), _tally(facts["tally"])
        items = [_item(one) for one in facts["items"]]
        for item in items:
            if item.result is Result.FAILED:
                self.survey.fail(item.code, item.message, name=item.name, path=item.path)
            else:
                self.survey.add(item)
        self.survey.tally, self.done = tally, done


def _tally(facts: Mapping[str, Any]) -> Tally:
    counts = {field.name: facts[field.name] for field in fields(Tally)}
    made = {key: Counter(value) if isinstance(value, dict) else int(value) for key, value in counts.items()}
    return Tally(**made)  # type: ignore[arg-type] # the two kinds of count stand by name


def _plain(item: Item) -> list[str | None]:
    return [item.code, item.result.value, item.message.zh, item.message.en, item.name, item.path]


def _item(facts: list[Any]) -> Item:
    code, result, zh, en, name, path = facts
    return Item(code, Result(result), Text(zh, en), name, path)
