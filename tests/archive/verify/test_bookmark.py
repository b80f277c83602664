"""An interrupted check goes on where it stopped and comes to the same report; a bookmark that does not fit is none."""

import json
from pathlib import Path

import pytest

from recordkit.archive.archive import Archive
from recordkit.archive.asked import Asked
from recordkit.archive.verify.verdicts import Report
from recordkit.domain.tiers import Act
from tests.archive.builders import CLERK, file, may

FILES = 12


@pytest.fixture
def mark(tmp_path: Path) -> Path:
    return tmp_path / "state" / "verify.json"


@pytest.fixture
def damaged(archive: Archive) -> Archive:
    for number in range(FILES):
        file(archive, f"{number:03}".encode(), record={"n": number})
    store = archive._ledger.store
    first = next(iter(store.keys("records/")))
    store.set_aside(first)
    return archive


class Interrupted(Exception):
    pass


def checked(
    archive: Archive, mark: Path, *, until: int = 99, resume: bool = True, share: float | None = None
) -> Report:
    def progress(done: int, _: int) -> None:
        if done == until:
            raise Interrupted

    return archive.verify(may(CLERK, Act.VERIFY), Asked(share=share, bookmark=mark, resume=resume), progress)


def interrupted(archive: Archive, mark: Path, **how: object) -> dict[str, object]:
    with pytest.raises(Interrupted):
        checked(archive, mark, until=5, **how)  # type: ignore[arg-type]
    facts: dict[str, object] = json.loads(mark.read_bytes())
    return facts


@pytest.mark.parametrize("share", [None, 0.5])
def test_what_goes_on_comes_to_the_same_report(damaged: Archive, mark: Path, share: float | None) -> None:
    whole = checked(damaged, mark, share=share)
    assert not whole.ok
    assert not mark.exists()
    assert interrupted(damaged, mark, share=share)["done"] == 5
    assert checked(damaged, mark, share=share) == whole
    assert not mark.exists()


def test_it_looks_at_no_file_twice(damaged: Archive, mark: Path) -> None:
    interrupted(damaged, mark)
    told: list[int] = []
    asked = Asked(bookmark=mark, resume=True)
    damaged.verify(may(CLERK, Act.VERIFY), asked, lambda done, _: told.append(done))
    assert told == list(range(6, FILES + 1))


def test_without_being_asked_it_begins_anew(damaged: Archive, mark: Path) -> None:
    interrupted(damaged, mark)
    told: list[int] = []
    damaged.verify(may(CLERK, Act.VERIFY), Asked(bookmark=mark), lambda done, _: told.append(done))
    assert told[0] == 1


@pytest.mark.parametrize(
    "stale",
    [
        {"archive": "0" * 32},
        {"head": [1, "0" * 64]},
        {"share": 0.3},
        {"seed": 5},
        {"inspected": True},
        {"tally": {}},
        {"items": 3},
    ],
)
def test_a_bookmark_of_something_else_is_discarded(
    damaged: Archive, mark: Path, stale: dict[str, object]
) -> None:
    whole = checked(damaged, mark)
    facts = interrupted(damaged, mark)
    mark.write_text(json.dumps({**facts, **stale}))
    assert checked(damaged, mark) == whole


def test_a_bookmark_from_before_a_filing_is_discarded(damaged: Archive, mark: Path) -> None:
    interrupted(damaged, mark)
    file(damaged, b"new")
    report = checked(damaged, mark)
    assert report.checked == 2 * FILES + 1


@pytest.mark.parametrize("nonsense", [b"", b"[]", b"{", b"\xff"])
def test_no_nonsense_in_the_bookmark_stops_the_check(damaged: Archive, mark: Path, nonsense: bytes) -> None:
    mark.parent.mkdir()
    mark.write_bytes(nonsense)
    assert checked(damaged, mark).checked == 2 * FILES


def test_a_bookmark_that_cannot_be_written_stops_nothing(damaged: Archive, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Interrupted):
        checked(damaged, tmp_path / "file" / "verify.json", until=5)
