"""tests of recordkit.documents.excel.growth: where rows go, asked row by row and range by range."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordkit.documents.excel.growth import LAST_ROW, Block, Growth


def grown(turns: int, *, body: int = 1) -> Growth:
    """Rows 1-2, a block with tag rows 3 and 4 + body, then two rows: what `turns` turns make of them."""
    last = 3 + body
    growth = Growth((Block(3, 4, last),), frozenset(range(3, last + 2)))
    growth.place(1, 2)
    for _ in range(turns):
        growth.enter(3)
        growth.place(4, last)
        growth.leave()
    growth.place(last + 2, last + 3)
    growth.finish(last + 4)
    return growth


@pytest.mark.parametrize(
    ("first", "last", "now"),
    [
        (1, 1, (1, 1)),
        (2, 4, (2, 5)),
        (4, 4, (3, 5)),
        (3, 5, (3, 5)),
        (3, 3, None),
        (5, 6, (6, 6)),
        (6, 7, (6, 7)),
        (9, 20, (9, 20)),
        (4, LAST_ROW, (3, LAST_ROW)),
    ],
)
def test_a_range_covers_what_became_of_its_rows(first: int, last: int, now: tuple[int, int] | None) -> None:
    assert grown(3).span(first, last) == now


def test_a_turn_knows_its_own_rows() -> None:
    growth = grown(3, body=2)
    copies = growth.copies_at(5)
    assert growth.span(4, 4, copies) == (5, 5)
    assert growth.span(4, 5, copies) == (5, 6)
    assert growth.span(1, 1, copies) == (1, 1)


def test_rules_follow_the_turns_and_neighbours_are_joined() -> None:
    growth = grown(3, body=2)
    assert list(growth.turns(4, 5)) == [(3, 4), (5, 6), (7, 8)]
    assert growth.cover(4, 5) == [(3, 8)]
    assert growth.cover(5, 5) == [(4, 4), (6, 6), (8, 8)]
    assert growth.cover(1, 7) == [(1, 9)]


def test_rows_that_are_gone_leave_nothing_behind() -> None:
    growth = grown(0)
    assert growth.span(4, 4) is None
    assert list(growth.turns(4, 4)) == []
    assert growth.span(2, 6) == (2, 3)


def test_a_sheet_never_grows_beyond_its_last_row() -> None:
    growth = Growth((), frozenset())
    growth.place(1, LAST_ROW)
    with pytest.raises(ValueError, match="more than"):
        growth.place(1, 1)


@given(st.integers(1, 9), st.integers(1, 4), st.integers(1, 20), st.integers(0, 10))
def test_ranges_grow_by_what_was_added_in_them(turns: int, body: int, first: int, length: int) -> None:
    growth = grown(turns, body=body)
    outer = growth.span(1, first + length)
    inner = growth.span(first, first + length)
    assert outer is not None
    assert outer[0] == 1
    assert inner is None or outer[0] <= inner[0] <= inner[1] == outer[1]


@given(st.integers(1, 9), st.integers(1, 4))
def test_every_placed_row_has_one_place(turns: int, body: int) -> None:
    growth = grown(turns, body=body)
    inside = [row for first, last in growth.turns(4, 3 + body) for row in range(first, last + 1)]
    assert inside == list(range(3, 3 + turns * body))
    assert growth.height == 2 + turns * body + 2
    for row in inside:
        [spans] = growth.copies_at(row)
        assert spans[4 + (row - 3) % body] == (row, row)


def test_a_hundred_thousand_like_turns_take_the_room_of_one() -> None:
    growth = grown(100_000)
    assert growth.cover(4, 4) == [(3, 100_002)]
    assert growth.copies_at(77_777) == [{4: (77_777, 77_777)}]
    assert len(growth.runs(3)) == 1


def test_unlike_turns_are_told_apart() -> None:
    growth = Growth((Block(1, 2, 5), Block(3, 4, 4)), frozenset(range(1, 7)))
    for inner in (2, 0, 1, 1):
        growth.enter(1)
        growth.place(2, 2)
        for _ in range(inner):
            growth.enter(3)
            growth.place(4, 4)
            growth.leave()
        growth.leave()
    growth.finish(7)
    assert list(growth.turns(2, 5)) == [(1, 3), (4, 4), (5, 6), (7, 8)]
    assert list(growth.turns(4, 4)) == [(2, 2), (3, 3), (6, 6), (8, 8)]
    assert growth.copies_at(3) == [{2: (1, 1), 3: None, 4: (2, 3), 5: None}, {4: (3, 3)}]
    assert growth.copies_at(4) == [{2: (4, 4), 3: None, 4: None, 5: None}]
    assert growth.span(4, 4, growth.copies_at(4)) is None
    assert growth.span(2, 4, growth.copies_at(4)) == (4, 4)
