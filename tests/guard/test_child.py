"""tests of recordkit.guard.child and worker: whatever a file does to its parser ends in a refusal (ENGINE.md law 6)."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from recordkit.errors import NotReadable
from recordkit.guard.child import run, stop
from tests.house.office_files import excel

JOBS = "tests.house.child_jobs"


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    yield
    stop()


def done(
    name: str, content: bytes | Path = b"abc", seconds: float = 20, answer_bytes: int = 50_000
) -> object:
    return run(f"{JOBS}:{name}", content, file="a.pdf", seconds=seconds)


def test_plain_data_comes_back_as_it_was() -> None:
    assert done("count", "甲乙".encode()) == (6, datetime(2026, 11, 21), ["甲乙"])  # noqa: DTZ001


def test_a_path_is_handed_over_as_text(tmp_path: Path) -> None:
    file = tmp_path / "甲.txt"
    file.write_text("第一行\n第二行", encoding="utf-8")
    assert done("first_line", file) == "第一行"


def test_one_process_reads_file_after_file_and_a_dead_one_is_replaced() -> None:
    first = done("pid")
    assert done("pid") == first
    with pytest.raises(NotReadable):
        done("abort")
    assert done("pid") != first


def test_what_a_parser_prints_does_no_harm() -> None:
    assert [done("talk"), done("talk")] == [3, 3]


@pytest.mark.parametrize(
    ("name", "seconds", "said"),
    [
        ("refuse", 20, "it is spoilt"),
        ("hang", 0.5, "not read within 0.5 s"),
        ("spin", 0.5, "not read within 0.5 s"),
        ("allocate", 20, "more memory than is allowed"),
        ("abort", 20, "crashed"),
        ("crash", 20, "crashed"),
        ("leave", 20, "crashed"),
        ("flood", 20, "what was read from it is too much"),
        ("foreign", 20, "crashed"),
        ("zoned", 20, "crashed"),
    ],
)
def test_every_way_to_come_to_grief_is_a_refusal_and_the_next_file_is_read(
    name: str, seconds: float, said: str
) -> None:
    with pytest.raises(NotReadable, match=said) as caught:
        done(name, seconds=seconds)
    assert "a.pdf" in caught.value.sentence("zh")
    assert done("talk") == 3


def test_our_own_fault_is_no_refusal_and_keeps_its_traceback() -> None:
    with pytest.raises(RuntimeError, match="ZeroDivisionError: our own fault"):
        done("fail")


def test_a_ghost_cell_that_aborts_a_dense_reader_brings_down_the_child_alone() -> None:
    ghost = excel({"A1": 1, "XFD1048576": 1})
    with pytest.raises(NotReadable, match="crashed"):
        done("calamine", ghost)
    assert done("calamine", excel({"A1": 1, "A3": 1})) == 3


def test_a_worker_stays_though_the_process_that_started_it_is_large() -> None:
    """The peak that the system counts for a child is at first its parent's: what counts is what it holds now."""
    ballast = bytearray(400 << 20)
    stop()
    first = done("pid")
    assert done("pid") == first
    assert len(ballast) == 400 << 20
