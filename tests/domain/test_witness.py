"""Heads kept outside: read back exactly, also from a mail; what cannot be read is refused, not passed over."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordkit.domain.chain import Head
from recordkit.domain.witness import NoWitness, Witness, Witnessed, read_witness, write_witness

ARCHIVE = "0123456789abcdef" * 2
SEEN = (
    Witnessed(Head(53, "a" * 64), datetime(2026, 11, 21, 14, 0, 5, tzinfo=UTC)),
    Witnessed(Head(60, "b1" * 32), datetime(2026, 12, 21, 14, 0, 5, tzinfo=UTC)),
)
TEXT = write_witness(ARCHIVE, "示例市第一人民医院", SEEN)
heads = st.builds(
    Witnessed,
    st.builds(Head, st.integers(1, 10**12), st.text("0123456789abcdef", min_size=64, max_size=64)),
    st.integers(0, 7_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)),
)


@given(st.lists(heads, min_size=1, max_size=5), st.text(max_size=20))
def test_what_is_written_is_read_back(seen: list[Witnessed], unit: str) -> None:
    text = write_witness(ARCHIVE, unit.replace("archive", ""), seen)
    assert read_witness(text) == Witness(ARCHIVE, tuple(seen))


@pytest.mark.parametrize(
    "sent",
    [
        TEXT.replace("\n", "\r\n"),
        "".join(f"> {line}\n" for line in TEXT.splitlines()),
        "您好, 本月的链首如下。\n\n" + TEXT + "\n-- \n院办\n",
        "\ufeff" + TEXT,
    ],
)
def test_a_mail_program_may_have_touched_it(sent: str) -> None:
    assert read_witness(sent) == Witness(ARCHIVE, SEEN)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no head"),
        (TEXT.replace(ARCHIVE, "0123"), "no head"),
        (TEXT.split("53  ")[0], "no head"),
        (TEXT.replace("a" * 64, "a" * 63), "is no head: 53"),
        (TEXT.replace("b1b1", "B1b1", 1), "is no head: 60"),
        (TEXT.replace("2026-12-21T", "2026-13-21T"), "is no head: 60"),
        (TEXT + "61\n", "is no head: 61"),
    ],
)
def test_what_cannot_be_read_is_refused(text: str, words: str) -> None:
    with pytest.raises(NoWitness, match=words):
        read_witness(text)


def test_it_is_a_text_for_people_in_both_languages() -> None:
    assert "示例市第一人民医院" in TEXT
    assert "Keep this outside" in TEXT
    assert "请保存在档案之外" in TEXT
    assert TEXT.splitlines()[-1] == f"60  {'b1' * 32}  2026-12-21T14:00:05Z"
    assert max(map(len, TEXT.splitlines())) < 100
