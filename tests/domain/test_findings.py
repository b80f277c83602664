"""Findings: where, and what is wrong, in both languages."""

import pytest

from recordkit.domain.findings import Finding, errors
from recordkit.wording import Text

LABEL = Text("接收时间", "Received at")
FAULT = Finding(
    "date_future", path="received_at", value="2062-11-09", facts={"label": LABEL}, column="接收时间"
)


def test_a_finding_says_what_and_what_to_do_in_both_languages() -> None:
    assert FAULT.message("zh") == "“接收时间”是将来的时间: 2062-11-09"
    assert FAULT.message("en") == "Received at lies in the future: 2062-11-09"
    assert FAULT.suggestion("zh") == "请核对年份和日期。"


def test_a_finding_without_its_sentence_cannot_be_made() -> None:
    with pytest.raises(KeyError, match="date_past"):
        Finding("date_past")


def test_placing_a_finding_keeps_what_it_says() -> None:
    placed = FAULT.placed(file="a.csv", record=3, row=5)
    assert (placed.file, placed.record, placed.row, placed.column) == ("a.csv", 3, 5, "接收时间")
    assert placed.message("zh") == FAULT.message("zh")
    assert FAULT.file is None


def test_the_json_contract() -> None:
    assert FAULT.placed(file="a.csv", record=3, row=5).plain("en") == {
        "severity": "error",
        "code": "date_future",
        "message": "Received at lies in the future: 2062-11-09",
        "suggestion": "Check the year and the day.",
        "file": "a.csv",
        "record": 3,
        "row": 5,
        "column": "接收时间",
        "field": "received_at",
        "value": "2062-11-09",
    }
    assert Finding("name_repaired", "warning", facts={"canonical": "x"}).plain("zh")["suggestion"] is None


def test_a_fact_goes_before_the_value_as_typed() -> None:
    twice = Finding("repeated", value="张三 李四", facts={"label": LABEL, "value": "张三"})
    assert twice.message("zh") == "“接收时间”中“张三”重复"


def test_warnings_keep_nothing_from_being_made() -> None:
    warning = Finding("department_missing", "warning", facts={"word": "月度总结报告"})
    assert errors([warning, FAULT]) == [FAULT]
    assert errors([warning]) == []


def test_braces_that_somebody_typed_are_only_text() -> None:
    typed = Finding(
        "number_invalid", value="{x} {0} {label}", facts={"label": LABEL, "value": "{x} {0} {label}"}
    )
    assert typed.message("en") == "Received at should be a number, found: {x} {0} {label}"
