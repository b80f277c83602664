"""Small type.toml tables as TOML's reader gives them, and what the checks say of them in English."""

from typing import Any

from recordkit.templates.type_faults import type_faults

TITLE: dict[str, Any] = {"key": "title", "label": "名称", "kind": "text"}
SEEN: dict[str, Any] = {"key": "seen", "label": "时间", "kind": "datetime"}
DAY: dict[str, Any] = {"key": "day", "label": "日期", "kind": "date"}
AGE: dict[str, Any] = {"key": "age", "label": "年龄", "kind": "int"}
SEX: dict[str, Any] = {
    "key": "sex",
    "label": "性别",
    "kind": "enum",
    "choices": [["男", "Male"], ["女", "Female"]],
}
TEAM: dict[str, Any] = {
    "key": "team",
    "label": "团队",
    "kind": "table",
    "columns": [
        {"key": "name", "label": "姓名", "kind": "person"},
        {"key": "pay", "label": "费用", "kind": "money"},
        {"key": "no", "label": "序号", "kind": "int", "computed": {"rule": "sequence"}},
    ],
}
ITEMS: dict[str, Any] = {"key": "items", "label": "项目", "kind": "list"}
FIELDS = [TITLE, SEEN, DAY, AGE, SEX, TEAM, ITEMS]


def a_raw_type(**more: Any) -> dict[str, Any]:
    """Return the tables of a sound type in folder `visit`, some of them exchanged."""
    return {"key": "visit", "word": "家访", "label": "家访", "output": "docx", "fields": FIELDS, **more}


def with_field(**more: Any) -> dict[str, Any]:
    """Return a sound type with one more field `x`, a text unless it says otherwise."""
    return a_raw_type(fields=[*FIELDS, {"key": "x", "label": "x", "kind": "text", **more}])


def with_column(**more: Any) -> dict[str, Any]:
    """Return a sound type with one more table `jobs` whose column `x` is so."""
    column = {"key": "x", "label": "x", "kind": "text", **more}
    jobs = {"key": "jobs", "label": "事项", "kind": "table", "columns": [{**TITLE, "key": "text"}, column]}
    return a_raw_type(fields=[*FIELDS, jobs])


def said(raw: dict[str, Any]) -> list[str]:
    """Return the faults in English; each of them speaks Chinese as well."""
    faults = list(type_faults(raw, "visit"))
    assert all(any("\u4e00" <= char <= "\u9fff" for char in fault.zh) for fault in faults)
    return [fault.en for fault in faults]
