import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordkit.errors import NotReadable
from recordkit.inbox.readers.texts import decode

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufeff"), min_size=1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_names_that_gbk_cannot_hold_come_through_in_every_encoding(encoding: str) -> None:
    assert decode("姓名,䶮𠮷\r\n".encode(encoding), "a.csv") == "姓名,䶮𠮷\r\n"


@given(TEXT)
def test_what_was_saved_as_utf_8_with_a_mark_is_read_as_it_was(text: str) -> None:
    assert decode(text.encode("utf-8-sig"), "a.csv") == text


def test_the_euro_byte_of_cp936_is_a_euro() -> None:
    assert decode("费用".encode("gb18030") + b"\x80" + b"5", "a.csv") == "费用€5"


def test_bytes_in_no_encoding_are_refused_with_their_line() -> None:
    with pytest.raises(NotReadable, match="line 2 is neither UTF-8 nor GB 18030"):
        decode(b"a\n\xff\xff", "a.csv")
