"""tests of recordkit.documents.excel.template on long sheets: the quick way writes what the long way writes."""

import io
import tracemalloc
from collections import UserDict
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from recordkit.documents.excel.strings import NONE, Added
from recordkit.documents.excel.template import compile_excel
from recordkit.errors import RenderFault
from tests.house.office_files import excel, first_sheet, invalid, opened, part, values

LIST = {
    "A1": "=SUM(A4:A4)",
    "A2": "号",
    "A3": "{%tr for r in rows %}",
    "A4": "{{ r.a }}",
    "B4": "{{ r['b'] }}",
    "C4": "定",
    "D4": "=A4*2",
    "A5": "{%tr endfor %}",
    "A6": "=SUM(A4:A4)",
}
TEMPLATE = compile_excel(excel(LIST), file="t.xlsx")
VALUES = (
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.decimals(allow_nan=False, allow_infinity=False, places=2)
    | st.dates()
    | st.datetimes(timezones=st.just(UTC))
    | st.times()
    | st.text("甲a1 <&>\"'\n\t_x0041=é𠮷\u00a0", max_size=12)
)


class Colour(StrEnum):
    RED = "红"

    def __str__(self) -> str:
        return "赤"


@given(st.lists(st.tuples(VALUES, VALUES), max_size=8))
def test_the_quick_way_writes_what_the_long_way_writes(rows: list[tuple[object, object]]) -> None:
    records = [{"a": first, "b": second} for first, second in rows]
    quick = TEMPLATE.render({"rows": records})
    assert TEMPLATE.render({"rows": [UserDict(record) for record in records]}) == quick
    assert TEMPLATE.render({"rows": iter([MappingProxyType(record) for record in records])}) == quick


MIXED = compile_excel(
    excel(
        {
            "A1": "{%tr for d in wards %}",
            "A2": "{{ d.name }}",
            "B2": "{{ loop.index }}",
            "C2": "=SUM(B5:B5)",
            "A3": "{%tr if d.people %}",
            "A4": "{%tr for p in d.people %}",
            "A5": "{{ p.name }}",
            "B5": "{{ p.age }}",
            "C5": "{{ d.name }}",
            "D5": "{{ p.age|money }}",
            "E5": "第{{ loop.index }}位",
            "F5": "{{ 'x' ~ p.age }}",
            "A6": "{%tr endfor %}",
            "A7": "{%tr else %}",
            "A8": "无人",
            "A9": "{%tr endif %}",
            "A10": "{%tr endfor %}",
            "A11": "=COUNTA(A5:A5)",
        }
    ),
    file="t.xlsx",
)


def slowed(value: object) -> object:
    """Return the value with its mappings of a kind that takes the long way."""
    if isinstance(value, dict):
        return UserDict({key: slowed(each) for key, each in value.items()})
    return [slowed(each) for each in value] if isinstance(value, list) else value


def test_rows_of_several_records_and_other_expressions_take_both_ways() -> None:
    wards: list[dict[str, object]] = [
        {"name": "骨科", "people": [{"name": "张", "age": 30}, {"name": "李", "age": 4.5}]},
        {"name": "内科", "people": []},
    ]
    rendered = MIXED.render({"wards": wards})
    assert MIXED.render({"wards": [slowed(ward) for ward in wards]}) == rendered
    assert values(rendered) == [
        ["骨科", 1, "=SUM(B2:B3)", None, None, None],
        ["张", 30, "骨科", "30.00", "第1位", "x30"],
        ["李", 4.5, "骨科", "4.50", "第2位", "x4.5"],
        ["内科", 2, "=SUM(#REF!)", None, None, None],
        ["无人", None, None, None, None, None],
        ["=COUNTA(A2:A3)", None, None, None, None, None],
    ]


def test_equal_values_of_different_types_keep_their_own() -> None:
    day = datetime(2026, 1, 1)  # noqa: DTZ001 - what openpyxl reads
    mixed = [
        1,
        True,
        1.0,
        Decimal(1),
        "1",
        Colour.RED,
        "红",
        date(2026, 1, 1),
        datetime(2026, 1, 1, tzinfo=UTC),
    ]
    found = values(TEMPLATE.render({"rows": [{"a": value, "b": None} for value in mixed]}))
    assert [row[0] for row in found[2:-1]] == [1, True, 1, 1, "1", "赤", "红", day, day]


def test_formulas_above_in_and_below_a_long_block_mean_all_its_rows() -> None:
    rendered = TEMPLATE.render({"rows": ({"a": number, "b": "x"} for number in range(1_000))})
    found = values(rendered)
    assert (found[0][0], found[-1][0]) == ("=SUM(A3:A1002)", "=SUM(A3:A1002)")
    assert [found[row][3] for row in (2, 500, 1001)] == ["=A3*2", "=A501*2", "=A1002*2"]
    assert first_sheet(opened(rendered)).dimensions == "A1:D1003"


def test_rows_that_wait_for_the_total_are_filled_in_behind(tmp_path: Path) -> None:
    def share(sheet: Worksheet) -> None:
        sheet["E4"] = "=A4/$A$6"
        sheet["F4"] = "=RANK(A4,$A$4:$A$4)"

    template = compile_excel(excel(LIST, share), file="t.xlsx")
    rendered = template.render({"rows": [{"a": number, "b": "y"} for number in range(400)]})
    found = values(rendered)
    assert found[2][4:] == ["=A3/$A$403", "=RANK(A3,$A$3:$A$402)"]
    assert found[401][4:] == ["=A402/$A$403", "=RANK(A402,$A$3:$A$402)"]
    assert invalid(rendered, tmp_path, ".xlsx") == []


def test_a_file_gets_the_same_bytes_and_a_refusal_leaves_none(tmp_path: Path) -> None:
    file = tmp_path / "out.xlsx"
    rows = [{"a": number, "b": f"甲{number}"} for number in range(300)]
    TEMPLATE.render_to({"rows": iter(rows)}, file)
    assert file.read_bytes() == TEMPLATE.render({"rows": rows})
    file.unlink()
    with pytest.raises(RenderFault, match=r"B4: \{\{ r\['b'\] \}\}: the value has a character"):
        TEMPLATE.render_to({"rows": [*rows, {"a": 1, "b": "\x01"}]}, file)
    assert not file.exists()


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({"a": 1}, "there is no value named 'b'"),
        ({"a": [1], "b": 1}, "a list or mapping"),
        ({"a": "长" * 32_768, "b": 1}, "too long for a cell"),
        ({"a": float("inf"), "b": 1}, "no finite number"),
    ],
)
def test_a_fault_in_the_middle_of_a_long_list_is_named_by_its_cell(
    record: dict[str, object], said: str
) -> None:
    rows: list[object] = [{"a": number, "b": 2} for number in range(200)]
    with pytest.raises(RenderFault, match=said):
        TEMPLATE.render({"rows": [*rows, record]})


def test_texts_that_never_repeat_stand_in_their_cells(tmp_path: Path) -> None:
    texts = [f"字{number}" for number in range(2_100)] + [" 空 <&>", "甲_x0041_", "字0"]
    rendered = TEMPLATE.render({"rows": [{"a": text, "b": "乙"} for text in texts]})
    sheet = part(rendered, "xl/worksheets/sheet1.xml")
    assert (sheet.count('t="inlineStr"'), part(rendered, "xl/sharedStrings.xml").count("<si>") > 2_000) == (
        52,
        True,
    )
    assert [row[:2] for row in values(rendered)[2:-1]] == [[text, "乙"] for text in texts]
    read = CalamineWorkbook.from_filelike(io.BytesIO(rendered)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in read[1:]] == texts  # a formula without a result is no cell to it
    assert invalid(rendered, tmp_path, ".xlsx") == []


def test_shared_texts_are_bounded_but_those_that_only_excel_would_unescape() -> None:
    added = Added(NONE, 5, most=2)
    assert [added.index(text) for text in ("甲", "乙", "丙", "甲", "_x005F_x0041_")] == [5, 6, None, 5, 7]
    assert added.content().count(b"<si>") == 3


def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    def rows(count: int) -> Iterator[dict[str, object]]:
        return ({"a": number, "b": f"第{number}号", "at": time(8)} for number in range(count))

    def peak(count: int) -> int:
        tracemalloc.start()
        TEMPLATE.render_to({"rows": rows(count)}, tmp_path / "out.xlsx")
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(100)
    few, many = peak(6_000), peak(24_000)
    assert many - few < 18_000 * 40  # a list of the rows alone would take more than 300 bytes each
