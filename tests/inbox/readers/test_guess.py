from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl.packaging.custom import StringProperty

from recordkit.domain.fields import Rule
from recordkit.inbox.readers.guess import guess_type
from recordkit.wording import Text
from tests.house.input_types import CASE, VISIT
from tests.house.workbooks import opened, saved, workbook

VIEW = replace(
    CASE,
    key="case-register",
    word="案件台账",
    label=Text("案件台账", "Case register"),
    natural_key=(),
    fields=tuple(replace(field, computed=Rule("name")) for field in CASE.fields),
    view_of="case",
)
TYPES = (VIEW, VISIT, CASE)
CSV = "案件登记\n编号;受理时间;方式;联系电话\n"


@pytest.mark.parametrize(
    ("name", "text", "key"),
    [
        ("十月.csv", CSV, "case"),
        ("案件台账-十月.csv", CSV, "case-register"),
        ("走访报告-十月.csv", CSV, "case"),  # headings count for more than a name
        ("a.yaml", "- {title: 甲, patient: {}, team: []}", "visit"),
        ("a.json", '{"编号": 1, "方式": "来访"}', "case"),
        ("a.csv", "甲,乙\n1,2\n", None),
        ("a.csv", "", None),
        ("a.yaml", "[]", None),
    ],
)
def test_an_input_is_for_the_type_whose_headings_it_fits_best(
    tmp_path: Path, name: str, text: str, key: str | None
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    found = guess_type(tmp_path / name, TYPES)
    assert (found.key if found else None) == key


def test_a_card_is_known_by_its_labels(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook({"表": [["名称", "甲"], ["开始时间", "x"], ["患者"], ["姓名", "江某"]]}))
    assert guess_type(path, TYPES) is VISIT


def test_the_forms_own_mark_comes_before_its_headings(tmp_path: Path) -> None:
    book = opened(workbook({"表": [["名称", "开始时间"]]}))
    mark = StringProperty(name="recordkit.form", value="case-register")
    book.custom_doc_props.append(mark)  # type: ignore[attr-defined]  # the stubs lack it
    path = tmp_path / "a.xlsx"
    path.write_bytes(saved(book))
    assert guess_type(path, TYPES) is VIEW
    assert guess_type(path, [VISIT]) is VISIT  # a mark of a type that is not here says nothing


def test_without_types_nothing_is_guessed(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(CSV, encoding="utf-8")
    assert guess_type(tmp_path / "a.csv", ()) is None
