"""A sample takes exactly its share, at least one, and the same ones for the same seed."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordkit.archive.archive import Archive
from recordkit.archive.asked import Asked
from recordkit.archive.verify.sample import Sample
from recordkit.archive.verify.verdicts import Report, Result
from recordkit.domain.tiers import Act
from tests.archive.builders import CLERK, file, may


def taken(total: int, share: float | None, seed: int = 1) -> list[int]:
    sample = Sample(total, share, seed)
    return [place for place in range(total) if sample.takes()]


@given(st.integers(1, 400), st.floats(0.001, 1), st.integers(0, 2**40))
def test_it_takes_exactly_its_share_and_the_same_for_the_same_seed(
    total: int, share: float, seed: int
) -> None:
    chosen = taken(total, share, seed)
    assert len(chosen) == max(1, math.ceil(total * share - 1e-9))
    assert chosen == taken(total, share, seed)


def test_another_seed_takes_others_and_each_has_its_chance() -> None:
    assert taken(100, 0.05, 1) != taken(100, 0.05, 2)
    assert {place for seed in range(400) for place in taken(20, 0.05, seed)} == set(range(20))


@pytest.mark.parametrize(
    ("total", "share", "count"), [(0, 0.05, 0), (1, 0.05, 1), (100, 0.05, 5), (7, None, 7), (3, 1.0, 3)]
)
def test_at_least_one_at_most_all(total: int, share: float | None, count: int) -> None:
    assert len(taken(total, share)) == count


@pytest.mark.parametrize("share", [0.0, -0.1, 1.1])
def test_a_share_is_a_share(share: float) -> None:
    with pytest.raises(ValueError, match="share"):
        Asked(share=share)


def sampled(archive: Archive, share: float, seed: int) -> Report:
    return archive.verify(may(CLERK, Act.VERIFY), Asked(share=share, seed=seed))


def test_a_sample_says_so_and_bounds_only_what_is_hashed(archive: Archive) -> None:
    """The journal is whole, every file is looked for and measured; 1-10 and 3-1 say of how many they speak."""
    for number in range(20):
        file(archive, f"{number:03}".encode(), record={"n": number})
    report = sampled(archive, 0.1, 7)
    assert report.ok
    assert report.checked == 4
    assert (report.extent.files, report.extent.size > 60) == (40, True)
    assert report.extent.share is not None
    assert (report.extent.share.taken, report.extent.share.total, report.extent.share.seed) == (2, 20, 7)
    limited = {
        item.code for item in report.items if "抽样 2/20" in item.message.zh and "seed 7" in item.message.en
    }
    assert limited == {"1-10", "3-1"}


def test_a_sample_finds_what_is_missing_or_of_another_size_anywhere_and_a_change_where_it_looks(
    archive: Archive,
) -> None:
    for number in range(10):
        file(archive, f"{number:03}".encode())
    store = archive._ledger.store
    [key, other, *rest] = list(store.keys("records/"))
    store.set_aside(key)
    store.set_aside(other)
    store.put(other, b"longer")
    for seed in range(3):
        bad = {item.path for item in sampled(archive, 0.1, seed).items if item.result is Result.FAILED}
        assert bad == {key, other, None}
    for one in rest:
        store.set_aside(one)
        store.put(one, b"xxx")
    assert any(item.path in rest for item in sampled(archive, 0.5, 1).items if item.result is Result.FAILED)
