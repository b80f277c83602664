import io
import zipfile
from datetime import date, datetime, time, timedelta

import pytest
from python_calamine import CalamineWorkbook

from recordkit.domain.record import draft
from recordkit.errors import NotReadable, TooLarge
from recordkit.inbox.readers.inputs import Input
from recordkit.inbox.readers.xlsx_file import form_marker, read, sheets
from tests.house.input_types import CASE, FACTS, VISIT
from tests.house.workbooks import opened, saved, workbook

HEAD = ["编号", "受理时间", "方式", "联系电话", "费用(元)", "是否紧急", "证件号码"]


def xlsx(*rows: list[object]) -> Input:
    return read(workbook({"台账": [["十月登记"], [], HEAD, *rows]}), "a.xlsx", CASE)


def one(column: str, value: object) -> object:
    """Return what a single cell of that column reads as."""
    row: list[object] = [1, "x", "来访", 2, None, None, None]
    row[HEAD.index(column)] = value
    found = xlsx(row)
    key = next(path for path, place in found.records[0].places.items() if place.column == column)
    return found.records[0].values.get(key)


@pytest.mark.parametrize(
    ("column", "typed", "value"),
    [
        ("联系电话", 13800138000, 13800138000),
        ("联系电话", 13800138000.0, 13800138000),
        ("联系电话", "13800138000", "13800138000"),
        ("编号", "007", "007"),
        ("编号", "候诊_x000B_两小时", "候诊\x0b两小时"),
        ("编号", "_x005F_x0041_", "_x0041_"),
        ("费用(元)", 12.5, 12.5),
        ("是否紧急", True, True),
        ("受理时间", datetime(2026, 10, 1, 9, 30), datetime(2026, 10, 1, 9, 30)),  # noqa: DTZ001 - as Excel has it
        ("受理时间", datetime(2026, 10, 1, 9, 29, 59, 999_000), datetime(2026, 10, 1, 9, 30)),  # noqa: DTZ001
        ("受理时间", datetime(2026, 10, 1), datetime(2026, 10, 1)),  # noqa: DTZ001 - midnight, with its hour shown
        ("受理时间", date(2026, 10, 1), date(2026, 10, 1)),
        ("受理时间", time(9, 30), time(9, 30)),
        ("受理时间", timedelta(hours=9, minutes=30), time(9, 30)),
        ("受理时间", timedelta(hours=30), "30:00:00"),
        ("受理时间", 46308.510417, 46308.510417),
    ],
)
def test_a_cell_reads_as_what_was_typed(column: str, typed: object, value: object) -> None:
    found = one(column, typed)
    assert found == value
    assert type(found) is type(value)


def test_a_case_that_came_in_at_midnight_is_no_case_without_a_time() -> None:
    found = xlsx([1, datetime(2026, 10, 1), "来访", 13800138000, None, None, None])  # noqa: DTZ001
    assert draft(CASE, found.records[0].values, FACTS).findings == ()


def test_calamine_reads_the_same_cells() -> None:
    rows: list[list[object]] = [
        [
            n,
            f"第 {n} 行",
            "甲 & <乙>",
            n / 7,
            None,
            bool(n % 2),
            date(2026, 1, 1) + timedelta(n),
            time(9, n % 60),
        ]
        for n in range(1, 200)
    ]
    content = workbook({"表": rows})
    grid = sheets(content, "a.xlsx")[0]
    other = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert [[None if cell == "" else cell for cell in row] for row in other] == [
        list(row) for row in grid.rows
    ]


def test_an_identity_number_typed_as_a_number_is_still_seen_to_be_lost() -> None:
    found = xlsx([1, "2026-10-01 09:00", "来访", 13800138000, None, None, 110101190001010014])
    assert [each.code for each in draft(CASE, found.records[0].values, FACTS).findings] == ["id_damaged"]


def test_an_error_cell_is_text_and_so_a_finding_not_an_empty_cell() -> None:
    book = opened(
        workbook({"台账": [HEAD, ["1", "2026-10-01 09:00", "来访", "13800138000", "x", None, None]]})
    )
    cell = book["台账"]["E2"]
    cell.value, cell.data_type = "#N/A", "e"
    found = read(saved(book), "a.xlsx", CASE)
    assert found.records[0].values["fee"] == "#N/A"
    assert [each.code for each in draft(CASE, found.records[0].values, FACTS).findings] == ["number_invalid"]


def test_rows_and_cells_are_named_as_excel_names_them() -> None:
    rows = [[None, None], [None, None, *HEAD], [], [None, None, "1", "x", "来访", "2"]]
    raw = read(workbook({"台账": rows}), "a.xlsx", CASE).records[0]
    assert (raw.row, raw.places["phone"].ref, raw.places["phone"].sheet) == (4, "F4", "台账")


def test_hidden_sheets_and_our_own_list_of_findings_are_left_out() -> None:
    book = opened(
        workbook({name: [HEAD, ["1", "x", "来访", "2"]] for name in ("一", "二", "问题清单", "Findings")})
    )
    book["二"].sheet_state = "hidden"
    assert [grid.sheet for grid in sheets(saved(book), "a.xlsx")] == ["一"]


def test_every_sheet_whose_headings_fit_is_read_and_records_count_on() -> None:
    row = ["1", "x", "来访", "2"]
    content = workbook({"九月": [HEAD, row], "说明": [["请按月填写"]], "十月": [HEAD, row, row], "空": []})
    found = read(content, "a.xlsx", CASE)
    assert [(raw.index, raw.row, raw.places["case_no"].sheet) for raw in found.records] == [
        (1, 2, "九月"),
        (2, 2, "十月"),
        (3, 3, "十月"),
    ]


def test_a_note_beside_the_table_is_a_warning_and_shifts_nothing() -> None:
    found = xlsx([1, "x", "来访", 2, None, None, None, None, "请复核"])
    assert [(each.code, each.severity, each.facts["key"]) for each in found.findings] == [
        ("column_unknown", "warning", "I")
    ]
    assert found.records[0].findings == ()


CARD: list[list[object]] = [
    ["走访报告", "请填写"],
    ["基本信息"],
    ["名称 *", "十月走访", "必填"],
    ["开始时间", datetime(2026, 10, 1, 9, 30)],  # noqa: DTZ001 - as Excel has it
    ["服务项目", "测血压"],
    [None, "换药"],
    ["患者"],
    ["姓名", "江某"],
    ["年龄", 81],
    ["后续登记"],
    ["发送时间", None],
]
TEAM: list[list[object]] = [
    ["团队"],
    ["序号", "姓名", "角色", "合计分"],
    [1, "何小满", "护士", 9],
    [2, None, None],
    [3, "顾听澜", "医师"],
]


def test_a_card_reads_as_one_record_with_its_group_and_its_table() -> None:
    found = read(workbook({"报告": CARD, "team": TEAM}), "a.xlsx", VISIT)
    assert found.findings == ()
    assert [dict(raw.values) for raw in found.records] == [
        {
            "title": "十月走访",
            "started_at": datetime(2026, 10, 1, 9, 30),  # noqa: DTZ001
            "items": ["测血压", "换药"],
            "patient": {"name": "江某", "age": 81},
            "team": [
                {"no": 1, "name": "何小满", "role": "护士"},
                {"no": 3, "name": "顾听澜", "role": "医师"},
            ],
        }
    ]


def test_every_value_of_a_card_has_its_cell() -> None:
    places = read(workbook({"报告": CARD, "team": TEAM}), "a.xlsx", VISIT).records[0].places
    refs = {
        path: (places[path].sheet, places[path].ref)
        for path in ("title", "patient.age", "team[2].role", "sent_at")
    }
    assert refs == {
        "title": ("报告", "B3"),
        "patient.age": ("报告", "B9"),
        "team[2].role": ("team", "C5"),
        "sent_at": ("报告", "B11"),
    }


def test_a_table_is_known_by_its_headings_when_its_sheet_was_renamed() -> None:
    found = read(workbook({"报告": CARD, "Sheet2": TEAM}), "a.xlsx", VISIT)
    assert len(found.records[0].values["team"]) == 2  # type: ignore[arg-type]


def test_a_line_that_the_card_does_not_know_is_a_warning() -> None:
    found = read(workbook({"报告": [*CARD, ["填表人", "周予安"]]}), "a.xlsx", VISIT)
    assert [(each.code, each.severity, each.row) for each in found.findings] == [
        ("column_unknown", "warning", 12)
    ]


def test_a_required_column_that_a_table_lacks_is_reported_once() -> None:
    rows = [["序号", "角色"], [1, "护士"], [2, "医师"]]
    found = read(workbook({"报告": CARD, "team": rows}), "a.xlsx", VISIT)
    assert [each.code for each in found.findings] == ["column_missing"]
    assert found.missing_columns == {"team.name"}


def test_two_cards_are_two_records() -> None:
    found = read(workbook({"一": CARD, "二": CARD}), "a.xlsx", VISIT)
    assert [(raw.index, raw.places["title"].sheet) for raw in found.records] == [(1, "一"), (2, "二")]


def test_a_form_nobody_filled_has_no_record() -> None:
    empty = [[row[0]] for row in CARD if row[0]]
    assert [each.code for each in read(workbook({"报告": empty}), "a.xlsx", VISIT).findings] == ["no_records"]


def test_a_groups_fields_are_columns_of_a_flat_table() -> None:
    rows = [
        ["名称", "开始时间", "患者.姓名", "patient.age"],
        ["甲", "x", "江某", 81],
        ["乙", "x", None, None],
    ]
    found = read(workbook({"表": rows}), "a.xlsx", VISIT)
    assert found.records[0].values["patient"] == {"name": "江某", "age": 81}
    assert "patient" not in found.records[1].values
    assert found.missing_columns == {"team"}


def test_an_ordinary_workbook_bears_no_mark() -> None:
    assert form_marker(workbook({"表": [["甲"]]}), "a.xlsx") is None


def test_a_sheet_of_two_far_cells_is_refused_unread() -> None:
    book = opened(workbook({"表": [["甲"]]}))
    book["表"]["XFD1048576"] = "鬼"
    with pytest.raises(TooLarge):
        read(saved(book), "a.xlsx", CASE)


def test_what_is_no_workbook_is_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a.txt", "x")
    for content in (b"PK not really", b"\xd0\xcf\x11\xe0 locked", target.getvalue()):
        with pytest.raises(NotReadable):
            read(content, "a.xlsx", CASE)
