"""Many documents in one commit: what comes of each is what would come of it alone, and the disk fails for all or for none."""

import os
import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordkit.archive.archive import Archive
from recordkit.archive.filing import Filed, Filing
from recordkit.archive.journal.journal import Journal
from recordkit.archive.store.source import SourceChanged, SourceUnreadable
from recordkit.archive.store.store import Readable, Staged, Store
from recordkit.domain.chain import Head, Line
from recordkit.domain.entry import Event
from recordkit.domain.tiers import UNKNOWN, Act, Permit, Person
from recordkit.errors import AlreadyFiled, NumberTaken, RecordkitError
from tests.archive.builders import (
    AT,
    CLERK,
    DIRECTOR,
    OTHER,
    SUPERVISOR,
    WORD,
    blamed,
    file,
    filing,
    in_memory,
    looked,
    may,
    on_disk,
    values,
    wanted,
)

Items = list[tuple[Permit, Filing]]


def items(*filings: Filing, by: Person = CLERK, act: Act = Act.FILE) -> Items:
    return [(may(by, act), one) for one in filings]


def told(result: Filed | RecordkitError) -> tuple[object, ...]:
    if isinstance(result, Filed):
        return result.status, result.entry.name, len(result.entry.versions)
    return (type(result).__name__, str(result))


def fails(archive: Archive, **calls: Callable[..., None]) -> None:
    """Let something happen before the calls of these names, of the archive's store or journal."""
    ledger = archive._ledger
    ledger.store = Meddled(ledger.store, calls)  # type: ignore[assignment] # the rest is the store's own
    ledger.journal = Meddled(ledger.journal, calls)  # type: ignore[assignment]


class Meddled:
    """A store or a journal whose disk fails, or before whose calls something else happens."""

    def __init__(self, real: Store | Journal, before: dict[str, Callable[..., None]]) -> None:
        self._real, self._before = real, before

    def __getattr__(self, name: str) -> object:
        return getattr(self._real, name)

    def stage(self, source: Readable | bytes) -> Staged:
        self._before.get("stage", _nothing)(source)
        return self._real.stage(source)  # type: ignore[union-attr]

    def publish(self, key: str, staged: Staged) -> bool:
        self._before.get("publish", _nothing)(key)
        return self._real.publish(key, staged)  # type: ignore[union-attr]

    def settle(self, keys: Sequence[str]) -> None:
        self._before.get("settle", _nothing)(keys)
        self._real.settle(keys)  # type: ignore[union-attr]

    def append(self, events: Sequence[Event], at: datetime, expected: Head) -> Line:
        self._before.get("append", _nothing)(events)
        return self._real.append(events, at, expected)  # type: ignore[union-attr]


def _nothing(_: object) -> None:
    return None


def full(_: object) -> None:
    raise OSError("no space left on device")


def test_many_documents_are_one_line_and_consecutive_numbers(archive: Archive) -> None:
    before = archive.head.seq
    results = archive.file_all(
        items(*(filing(b"%d" % n, record=values(str(n)), title=f"第{n}件") for n in range(60))), AT
    )
    assert [told(one) for one in results] == [("filed", f"{WORD}-2026-1109-{n:03d}", 1) for n in range(1, 61)]
    assert archive.head.seq == before + 1
    for one in results:
        assert isinstance(one, Filed)
        assert archive.entry(may(CLERK, Act.READ), one.entry.name) == one.entry
    assert looked(archive).ok


def test_nothing_to_file_is_no_line(archive: Archive) -> None:
    head = archive.head
    assert archive.file_all([], AT) == []
    assert archive.head == head


def test_what_is_refused_of_one_stops_no_other(archive: Archive, tmp_path: Path) -> None:
    archive.reserve(may(OTHER, Act.RESERVE), wanted("a"), AT)
    file(archive, b"x", 2)
    results = archive.file_all(
        items(
            filing(b"not mine", 1),
            filing(b"good"),
            filing(b"other content", 2),
            filing(tmp_path / "gone.docx"),
            filing(b"x", 2),
            filing(b"beyond", 9),
            filing(b"good too"),
        ),
        AT,
    )
    assert [type(one) for one in results] == [
        NumberTaken,
        Filed,
        AlreadyFiled,
        SourceUnreadable,
        Filed,
        NumberTaken,
        Filed,
    ]
    assert [told(one)[0] for one in results if isinstance(one, Filed)] == ["filed", "duplicate", "filed"]
    assert archive.free(WORD, filing().day).number == 5


def test_a_batch_that_is_refused_whole_is_no_line(archive: Archive) -> None:
    head = archive.head
    (refusal,) = archive.file_all(items(filing(b"x", 7)), AT)
    assert isinstance(refusal, NumberTaken)
    assert archive.head == head
    assert list(archive._ledger.store.keys("records/")) == []


def test_the_same_bytes_name_or_key_twice_is_as_one_after_the_other(archive: Archive) -> None:
    results = archive.file_all(
        [
            *items(filing(b"a", 1), filing(b"a", 1), filing(b"b", 1)),
            *items(filing(b"b", 1), by=SUPERVISOR, act=Act.REVISE),
            *items(filing(b"b", 1), filing(b"c", key="k"), filing(b"c", key="k"), filing(b"c")),
        ],
        AT,
    )
    assert [told(one)[:2] for one in results if isinstance(one, Filed)] == [
        ("filed", f"{WORD}-2026-1109-001"),
        ("duplicate", f"{WORD}-2026-1109-001"),
        ("version", f"{WORD}-2026-1109-001"),
        ("duplicate", f"{WORD}-2026-1109-001"),
        ("filed", f"{WORD}-2026-1109-002"),
        ("duplicate", f"{WORD}-2026-1109-002"),
        ("filed", f"{WORD}-2026-1109-003"),
    ]
    assert isinstance(results[2], AlreadyFiled)
    assert isinstance(results[0], Filed)
    assert len(results[0].entry.versions) == 1
    assert looked(archive).ok


_ONE = st.tuples(
    st.sampled_from([(CLERK, Act.FILE), (OTHER, Act.FILE), (UNKNOWN, Act.FILE), (SUPERVISOR, Act.REVISE)]),
    st.sampled_from([None, 1, 2, 3, 4]),
    st.sampled_from([None, "j", "k"]),
    st.sampled_from([b"a", b"b", b"c"]),
    st.booleans(),
)


@given(st.lists(_ONE, max_size=9), st.lists(st.sampled_from("jkl"), unique=True))
def test_a_batch_is_what_its_documents_are_one_after_the_other(
    drawn: list[tuple[tuple[Person, Act], int | None, str | None, bytes, bool]], reserved: list[str]
) -> None:
    together, alone = in_memory(), in_memory()
    for archive in (together, alone):
        archive.reserve(may(CLERK, Act.RESERVE), wanted(*reserved), AT)
    batch = [
        (may(*who), filing(content, number, key=key, record=values("李小明") if record else None))
        for who, number, key, content, record in drawn
    ]
    results = together.file_all(batch, AT)
    singly = [alone.file_all([one], AT)[0] for one in batch]
    assert [told(one) for one in results] == [told(one) for one in singly]
    for archive in (together, alone):
        assert looked(archive).ok
    reading = may(DIRECTOR, Act.READ)
    assert list(together.entries(reading)) == list(alone.entries(reading))
    assert together.numbers(reading) == alone.numbers(reading)


@pytest.mark.parametrize(
    ("call", "nth"),
    [
        *(("stage", n) for n in (1, 3, 4, 6)),
        *(("publish", n) for n in (1, 2, 6)),
        ("settle", 1),
        ("append", 1),
    ],
)
def test_a_disk_that_fails_fails_for_all_and_leaves_nothing(tmp_path: Path, call: str, nth: int) -> None:
    root, calls = tmp_path / "archive", [None] * (nth - 1)

    def failing(argument: object) -> None:
        if not calls:
            full(argument)
        calls.pop()

    batch = items(*(filing(b"%d" % n, record=values("李小明")) for n in range(3)))
    with on_disk(root) as archive:
        head = archive.head
        fails(archive, **{call: failing})
        with pytest.raises(OSError, match="no space"):
            archive.file_all(batch, AT)
        assert archive.head == head
        assert list(archive._ledger.store.keys("records/")) == []
    assert list((root / ".staging").iterdir()) == []
    with Archive.open(root) as archive:
        assert all(isinstance(one, Filed) for one in archive.file_all(batch, AT))
        report = looked(archive)
        assert report.ok
        assert blamed(report) == set()


def test_what_the_journal_may_hold_after_all_is_not_taken_back(tmp_path: Path) -> None:
    with on_disk(tmp_path / "archive") as archive:
        journal = archive._ledger.journal

        def interrupted(events: Sequence[Event]) -> None:
            journal.append(events, AT, journal.head())
            raise KeyboardInterrupt

        fails(archive, append=interrupted)
        with pytest.raises(KeyboardInterrupt):
            archive.file_all(items(filing(b"x", record=values("李小明"))), AT)
    with Archive.open(tmp_path / "archive") as archive:
        assert archive.entry(may(CLERK, Act.READ), f"{WORD}-2026-1109-001") is not None
        assert blamed(looked(archive)) == set()


def test_a_source_that_changes_is_its_own_result(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(b"x" * 100)

    def written_to(source: Readable | bytes) -> None:
        if not isinstance(source, bytes) and source.read(1) == b"x":
            path.write_bytes(b"y")

    fails(archive, stage=written_to)
    first, second = archive.file_all(items(filing(path), filing(b"good")), AT)
    assert isinstance(first, SourceChanged)
    assert isinstance(second, Filed)
    assert second.entry.number == 1


@pytest.mark.skipif(os.geteuid() == 0 or os.name == "nt", reason="root may read anything")
def test_a_source_that_this_account_may_not_read_says_so(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(b"x")
    path.chmod(0)
    (refusal,) = archive.file_all(items(filing(path)), AT)
    assert isinstance(refusal, SourceUnreadable)
    assert isinstance(refusal.fault, PermissionError)


def test_a_long_copy_keeps_nobody_waiting(tmp_path: Path) -> None:
    begun, done = threading.Event(), threading.Event()

    def slow(_: object) -> None:
        begun.set()
        assert done.wait(60)

    results = list[Filed | RecordkitError]()
    with on_disk(tmp_path / "archive") as slowly, Archive.open(tmp_path / "archive") as quick:
        fails(slowly, stage=slow)
        thread = threading.Thread(
            target=lambda: results.extend(slowly.file_all(items(filing(b"300 MB"), filing(b"small")), AT))
        )
        thread.start()
        assert begun.wait(60)
        assert file(quick, b"meanwhile").entry.number == 1
        done.set()
        thread.join(60)
        assert [told(one)[1] for one in results] == [f"{WORD}-2026-1109-{n:03d}" for n in (2, 3)]
        assert looked(quick).ok


def test_no_document_is_copied_before_its_permit_is_seen(archive: Archive) -> None:
    with pytest.raises(TypeError):
        archive.file_all([*items(filing(b"x")), (may(CLERK, Act.READ), filing(b"y"))], AT)
    assert list(archive._ledger.store.keys("records/")) == []
