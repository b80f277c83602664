from datetime import datetime
from decimal import Decimal

import pytest

from recordkit.errors import NotReadable
from recordkit.inbox.readers.toml_file import read
from tests.house.input_types import VISIT


@pytest.mark.parametrize(
    ("text", "titles"),
    [("title = '甲'", ["甲"]), ("[[records]]\ntitle = '甲'\n[[records]]\ntitle = '乙'", ["甲", "乙"])],
)
def test_one_table_or_an_array_of_records(text: str, titles: list[str]) -> None:
    assert [raw.values["title"] for raw in read(text.encode(), "a.toml", VISIT).records] == titles


def test_decimals_keep_their_spelling_and_instants_are_instants() -> None:
    values = read(b"fee = 120.00\nat = 2026-11-20T15:00:00\nbig = 1e9", "a.toml", VISIT).records[0].values
    assert values == {"fee": Decimal("120.00"), "at": datetime(2026, 11, 20, 15), "big": "1e9"}  # noqa: DTZ001
    assert str(values["fee"]) == "120.00"


@pytest.mark.parametrize("text", ["a = 1\na = 2", "a = ", "[x", "a = " + "[" * 5000])
def test_what_is_no_toml_is_refused(text: str) -> None:
    with pytest.raises(NotReadable, match=r"a\.toml: it is no TOML"):
        read(text.encode(), "a.toml", VISIT)
