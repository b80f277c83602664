"""tests of recordkit.documents.excel.spool: what goes in comes out, its gaps filled."""

import zlib

from hypothesis import given
from hypothesis import strategies as st

from recordkit.documents.excel.spool import GAP, GAP_END, IN_MEMORY, Spool
from recordkit.documents.packing import LAST

TEXTS = st.lists(st.tuples(st.text("甲<&a\n", max_size=9), st.booleans()), max_size=12)


def poured(spool: Spool) -> bytes:
    pieces = [*spool.pieces(lambda text: text.replace(f"{GAP}7{GAP_END}", "[七]")), LAST]
    content = zlib.decompress(b"".join(piece.data for piece in pieces), -15)
    assert sum(piece.size for piece in pieces) == len(content)
    return content


@given(TEXTS)
def test_texts_come_out_in_their_order_with_their_gaps_filled(texts: list[tuple[str, bool]]) -> None:
    with Spool() as spool:
        for text, waits in texts:
            spool.add(f"{text}{GAP}7{GAP_END}" if waits else text)
        assert poured(spool).decode() == "".join(f"{text}[七]" if waits else text for text, waits in texts)


def test_more_than_fits_in_memory_goes_through_a_file() -> None:
    with Spool() as spool:
        for number in range(3):
            spool.add(f"{number}" * (IN_MEMORY // 2) + f"{GAP}7{GAP_END}")
            spool.add("x" * 10)
        content = poured(spool)
    assert content.startswith(b"0000")
    assert content.count("[七]xxxxxxxxxx".encode()) == 3
    assert spool.size == 3 * (IN_MEMORY // 2 + 3 + 10)
