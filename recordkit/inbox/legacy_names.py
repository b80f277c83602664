"""What an old file's name and folders may mean: type, day, number, department, period, in whatever habit they were written.

Law: pure, and only ever offered: what does not stand there plainly is marked as a guess, for a person to confirm.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from recordkit.domain.naming import InvalidName, far_future, parse_stem, repair, split_extension
from recordkit.domain.periods import Period
from recordkit.inbox.legacy_days import Spelled, spelled_in, without_days, year_of, yearless_in
from recordkit.inbox.legacy_types import meant_type, squeezed
from recordkit.inbox.propose import readable, without_copy_marks

REPORTED = timedelta(days=45)
"""So long after a period's end its report was still being written."""


@dataclass(frozen=True, slots=True)
class Habits:
    """What names may speak of here: each type's word with its other names and its extensions, departments, today."""

    names: Mapping[str, tuple[str, ...]]
    extensions: Mapping[str, tuple[str, ...]]
    departments: Sequence[str]
    today: date


@dataclass(frozen=True, slots=True)
class Guess:
    """What a path seems to say; `doubts` names what does not stand there plainly (word, day)."""

    word: str | None = None
    day: date | None = None
    number: int | None = None
    department: str | None = None
    period: Period | None = None
    doubts: frozenset[str] = field(default_factory=frozenset)


def guess(parts: Sequence[str], modified: date, habits: Habits) -> Guess:
    """Return what a path says, its `parts` from the outermost folder to the file name; `modified` is the file's own day."""
    stem, extension = split_extension(readable(parts[-1]))
    stem = repair(stem)
    folders = [repair(readable(part)) for part in reversed(parts[:-1])]  # the nearest first
    department = _department([stem, *folders], habits.departments)
    if (canonical := _canonical(without_copy_marks(stem), habits)) is not None:
        return Guess(*canonical, department)
    word, word_sure = _word(without_copy_marks(stem), folders, extension, habits)
    spelled = _spelled(stem, folders, modified, habits.today)
    day, day_sure = _day(spelled, modified, habits.today)
    doubts = frozenset(
        {name for name, sure in (("word", word_sure or word is None), ("day", day_sure)) if not sure}
    )
    return Guess(word, day, spelled.number, department, spelled.period, doubts)


def _canonical(stem: str, habits: Habits) -> tuple[str, date, int | None] | None:
    try:
        found = parse_stem(stem)
    except InvalidName:
        return None
    if found.word not in habits.names or far_future(found.day, habits.today):
        return None
    return found.word, found.day, found.number


def _department(texts: Sequence[str], known: Sequence[str]) -> str | None:
    """Return the department that the name speaks of, else the nearest folder that does."""
    for text in texts:
        held = max((one for one in known if one in text), key=len, default=None)
        if held is not None:
            return held
    return None


def _word(stem: str, folders: Sequence[str], extension: str, habits: Habits) -> tuple[str | None, bool]:
    """Return the type's word, and whether the name itself bears it."""
    fitting = {
        word: names
        for word, names in habits.names.items()
        if extension in habits.extensions[word] or not _taken_by_any(extension, habits)
    }
    for place, text in enumerate((stem, *folders)):
        plain = squeezed(text, habits.departments)
        found = meant_type(without_days(plain), fitting)
        if found is not None:
            return found.word, found.plain and place == 0
    return None, False


def _taken_by_any(extension: str, habits: Habits) -> bool:
    return any(extension in taken for taken in habits.extensions.values())


def _spelled(stem: str, folders: Sequence[str], modified: date, today: date) -> Spelled:
    """Return the day that the name spells, with the year of a folder where it says none; else what a folder spells."""
    year = next((found for folder in folders if (found := year_of(folder)) is not None), None)
    own = spelled_in(stem, today, year)
    if own.day is not None or own.period is not None:
        return own
    for folder in folders:
        above = spelled_in(folder, today, year)
        if above.day is not None or above.period is not None:
            return Spelled(above.day, above.period, own.number, sure=False)
    return own if year is not None else yearless_in(stem, modified)


def _day(spelled: Spelled, modified: date, today: date) -> tuple[date, bool]:
    """Return the day, and whether it is plain: of a month alone the file's own day if near, else the month's last."""
    if spelled.day is not None:
        return spelled.day, spelled.sure
    own = min(modified, today)
    if spelled.period is None or spelled.period.begin <= own < spelled.period.end + REPORTED:
        return own, False
    return min(date.fromordinal(spelled.period.end.toordinal() - 1), today), False
