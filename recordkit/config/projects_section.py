"""The [[projects]] tables: each project, whose it is, and when its key meetings are planned (R16)."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from recordkit.config.spans import span_of
from recordkit.config.words import offer, quoted, texts
from recordkit.domain.projects import STAGES, Project

KEYS = frozenset({"name", "department", *STAGES})


def projects(raw: list[Mapping[str, Any]]) -> tuple[Project, ...]:
    """Return the projects that tables without faults say."""
    return tuple(Project(one["name"], one["department"], dict(_days(one))) for one in raw)


def _days(raw: Mapping[str, Any]) -> Iterator[tuple[str, date]]:
    for stage in STAGES:
        span = span_of(raw.get(stage))
        if span is not None:
            yield stage, span.first


def projects_faults(raw: object, departments: object) -> Iterator[str]:
    """Yield what is wrong with the projects; `departments` are those of [office]."""
    if not isinstance(raw, list) or not all(isinstance(one, Mapping) for one in raw):
        yield f"[[projects]]: tables of settings, not {quoted(raw)} / 应为若干节 [[projects]]"
        return
    known = departments if isinstance(departments, list) and texts(departments) else []
    names = [one.get("name") for one in raw]
    for place, one in enumerate(raw, 1):
        yield from _faults(f"[[projects]] {place}", one, known)
        if isinstance(one.get("name"), str) and one["name"] in names[: place - 1]:
            yield f"[[projects]] {place} name: {one['name']} stands twice / 项目重复"


def _faults(at: str, one: Mapping[str, Any], known: list[str]) -> Iterator[str]:
    for key in ("name", "department"):
        value = one.get(key)
        if not isinstance(value, str) or not value.strip() or "/" in value:
            yield f"{at} {key}: a name is missing / 缺少名称"
    department = one.get("department")
    if known and isinstance(department, str) and department.strip() and department not in known:
        near = offer(department, known)
        yield f"{at} department: {department} is not among [office] departments{near} / 不在科室名单中"
    yield from (f"{at} {key}: unknown key{offer(key, KEYS)} / 没有这一项" for key in one if key not in KEYS)
    days = dict(_days(one))
    for stage in STAGES:
        span = span_of(one.get(stage))
        if stage in one and (span is None or span.kind is not None):
            yield f"{at} {stage}: {quoted(one[stage])} is no day, e.g. 2026-11-20 / 不是日期"
    planned = [days[stage] for stage in STAGES if stage in days]
    if planned != sorted(planned):
        yield f"{at}: the stages are not in the order of their days / 各阶段日期先后不对"
