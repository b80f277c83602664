"""Findings as a list: by file, errors before warnings, each with its place."""

import pytest

from recordkit.cli.findings import finding_lines, say_findings
from recordkit.domain.findings import Finding
from recordkit.wording import Text

PHONE = Text("联系电话", "Telephone")
WARNING = Finding(
    "text_too_short", "warning", facts={"label": PHONE, "length": 1, "min": 4}, file="b.csv", record=1, row=2
)
ERROR = Finding(
    "required_missing",
    path="phone",
    facts={"label": PHONE},
    file="b.csv",
    record=12,
    row=15,
    column="联系电话",
)
OTHER = Finding("required_missing", path="rows[1].phone", facts={"label": PHONE}, file="a.yaml", record=1)


def test_findings_are_grouped_by_file_errors_first_with_their_places() -> None:
    assert list(finding_lines([WARNING, ERROR, OTHER], "zh")) == [
        "a.yaml",
        "  错误 · 第 1 条 · 项目 rows[1].phone: “联系电话”没有填写",
        "      → 请填写“联系电话”。",
        "b.csv",
        "  错误 · 第 12 条 · 第 15 行 · 列“联系电话”: “联系电话”没有填写",
        "      → 请填写“联系电话”。",
        "  提醒 · 第 1 条 · 第 2 行: “联系电话”太短: 1 个字, 至少 4 个",
        "      → 请写得更具体。",
    ]


def test_findings_in_english_hold_no_chinese_but_the_headings_as_written() -> None:
    assert (
        list(finding_lines([ERROR], "en"))[1]
        == "  error · record 12 · row 15 · column '联系电话': Telephone is missing"
    )


def test_the_count_comes_last_and_all_goes_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    say_findings([ERROR, WARNING], "zh")
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.splitlines()[-1] == "共 1 处错误, 1 处提醒"


def test_no_findings_say_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    say_findings([], "zh")
    assert capsys.readouterr().err == ""
