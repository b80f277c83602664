"""Two machines on one journal, with nothing but its expected head to keep them apart: the loser decides anew."""

from collections.abc import Callable, Sequence
from datetime import datetime

import pytest

from recordkit.archive.about import About
from recordkit.archive.archive import Archive
from recordkit.archive.filing import Filed
from recordkit.archive.journal.journal import Journal
from recordkit.archive.ledger import Ledger
from recordkit.archive.store.lock import NoLock
from recordkit.domain.chain import Head, Line
from recordkit.domain.entry import Event
from recordkit.domain.naming import DateStyle, Name
from recordkit.domain.tiers import Act
from recordkit.errors import ArchiveBusy
from tests.archive.builders import (
    AT,
    CLERK,
    DAY,
    OTHER,
    WORD,
    blamed,
    file,
    filing,
    in_memory,
    looked,
    may,
    wanted,
)


class Overtaken:
    """A journal to which another machine appends just before this one does, `times` times."""

    def __init__(self, journal: Journal, other: Callable[[int], object], times: int = 1) -> None:
        self._journal, self._other, self._times = journal, other, times

    def __getattr__(self, name: str) -> object:
        return getattr(self._journal, name)

    def append(self, events: Sequence[Event], at: datetime, expected: Head) -> Line:
        if self._times:
            self._times -= 1
            self._other(self._times)
        return self._journal.append(events, at, expected)


def two_machines() -> tuple[Archive, Archive]:
    """Return two archives over one store and one journal, without a lock."""
    one = in_memory()
    shared = one._ledger
    about = About(one.id, one.zone, DateStyle(one.style))
    return one, Archive(Ledger(about, shared.store, shared.journal, NoLock()))


def overtake(archive: Archive, other: Callable[[int], object], times: int = 1) -> None:
    ledger = archive._ledger
    ledger.journal = Overtaken(ledger.journal, other, times)  # type: ignore[assignment] # the rest is the journal's own


@pytest.mark.parametrize("times", [1, 3])
def test_the_loser_of_a_number_takes_the_next(times: int) -> None:
    one, two = two_machines()
    overtake(one, lambda n: two.reserve(may(OTHER, Act.RESERVE), wanted(f"theirs {n}"), AT), times)
    (name,) = one.reserve(may(CLERK, Act.RESERVE), wanted("ours"), AT)
    assert name == Name(WORD, DAY, times + 1)
    assert [number.name.number for number in one.numbers(may(CLERK, Act.READ))] == list(range(1, times + 2))


def test_a_number_for_the_same_key_is_given_once() -> None:
    one, two = two_machines()
    overtake(one, lambda _: two.reserve(may(OTHER, Act.RESERVE), wanted("the same"), AT))
    assert one.reserve(may(CLERK, Act.RESERVE), wanted("the same"), AT) == [Name(WORD, DAY, 1)]
    assert len(two.numbers(may(CLERK, Act.READ))) == 1


def test_what_was_published_for_a_lost_commit_is_published_again() -> None:
    one, two = two_machines()
    overtake(one, lambda _: file(two, b"theirs", word="会议纪要", type="minutes"))
    results = one.file_all([(may(CLERK, Act.FILE), filing(b"%d" % n)) for n in range(3)], AT)
    assert [one.entry.number for one in results if isinstance(one, Filed)] == [1, 2, 3]
    for archive in (one, two):
        report = looked(archive)
        assert report.ok
        assert blamed(report) == set()


def test_what_another_machine_filed_in_between_is_not_set_aside() -> None:
    one, two = two_machines()
    store, publish = one._ledger.store, one._ledger.store.publish
    filed = list[Filed]()

    def overtaken(key: str, staged: object) -> bool:
        if not filed:
            filed.append(file(two, b"theirs"))
        return publish(key, staged)  # type: ignore[arg-type]

    class Store:
        """The same store, at whose publishing the other machine is quicker."""

        def __getattr__(self, name: str) -> object:
            return overtaken if name == "publish" else getattr(store, name)

    one._ledger.store = Store()  # type: ignore[assignment]
    ours = file(one, b"ours")
    assert (filed[0].entry.number, ours.entry.number) == (1, 2)
    assert blamed(looked(two)) == set()


def test_whoever_always_loses_is_told_so_in_the_end() -> None:
    one, two = two_machines()
    overtake(one, lambda n: two.reserve(may(OTHER, Act.RESERVE), wanted(f"theirs {n}"), AT), times=1000)
    with pytest.raises(ArchiveBusy):
        file(one, b"ours")
    assert list(one._ledger.store.keys("records/")) == []
