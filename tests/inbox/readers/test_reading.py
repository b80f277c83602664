from pathlib import Path

import pytest

from recordkit.errors import NotReadable
from recordkit.inbox.readers.reading import READERS, read_input
from tests.house.input_types import CASE, VISIT
from tests.house.workbooks import workbook

CSV = "编号,受理时间,方式,联系电话\n1,x,来访,2\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.yaml", "编号: '1'"),
        ("A.YML", "编号: '1'"),
        ("a.json", '{"编号": "1"}'),
        ("a.jsonl", '{"编号": "1"}\n'),
        ("a.toml", '"编号" = "1"'),
        ("a.csv", CSV),
        ("a.txt", CSV.replace(",", "\t")),
    ],
)
def test_every_text_format_is_read_by_its_extension(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    found = read_input(tmp_path / name, CASE)
    assert found.file == name
    assert [dict(raw.values).popitem()[1] for raw in found.records] in (["1"], ["2"])


@pytest.mark.parametrize(
    ("content", "count"),
    [
        ('[{"title": "甲"}]'.encode(), 1),
        ("title: 甲".encode(), 1),
        (workbook({"表": [["名称", "开始时间"], ["甲", "x"]]}), 1),
    ],
)
def test_standard_input_is_read_by_what_it_holds(content: bytes, count: int) -> None:
    assert len(read_input(Path("-"), VISIT, content=content).records) == count


def test_an_empty_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b" \n")
    assert [each.code for each in read_input(tmp_path / "a.csv", CASE).findings] == ["file_empty"]


@pytest.mark.parametrize("name", ["a.xls", "a.docx", "a.et"])
def test_another_extension_is_refused_with_those_that_are_taken(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(NotReadable, match=r"\.xlsx"):
        read_input(tmp_path / name, CASE)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotReadable, match="cannot be opened"):
        read_input(tmp_path / "none.csv", CASE)


def test_the_table_of_readers_holds_every_format_of_the_contract() -> None:
    assert set(READERS) >= {".yaml", ".yml", ".json", ".jsonl", ".toml", ".csv", ".xlsx"}
