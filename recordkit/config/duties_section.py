"""The [duties.TYPE] and [duties.TYPE.RULE] sections: which departments owe what, from when until when."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from recordkit.config.spans import span_of
from recordkit.config.words import offer, quoted, texts
from recordkit.domain.owed import Owner
from recordkit.domain.periods import PeriodKind

KEYS = frozenset({"departments", "since", "until", "roll", "enabled"})
OWNER_KEYS = frozenset({"name", "since", "until"})
ROLLS = {"none": False, "next_workday": True}
PERIODS: dict[PeriodKind, str] = {"week": "2026-W40", "month": "2026-10", "quarter": "2026Q3", "year": "2026"}
SOME_DAY = "2026-10, 2026Q3, 2026-10-15"

TypeDuties = Mapping[str, Mapping[str, PeriodKind | None]]
"""What each type makes owed, by its key and its word: rule to period ("" its deadline; None: not for each period)."""


@dataclass(frozen=True, slots=True)
class DutyConfig:
    """Who owes a rule of a type, from which day on to which last day; no owners: the whole office."""

    owners: tuple[Owner, ...] = ()
    since: date | None = None
    until: date | None = None
    roll: bool | None = None
    enabled: bool = True


def duties(raw: Mapping[str, Mapping[str, Any]]) -> dict[str, DutyConfig]:
    """Return what sections without faults say, by TYPE or TYPE.RULE."""
    return {
        key: _duty(said) for title, section in raw.items() for key, said in _sections(title, section).items()
    }


def _sections(title: str, section: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Return a type's own section, if it says anything of its own or nothing at all, and those of its rules."""
    rules = {key: said for key, said in section.items() if isinstance(said, Mapping) and key not in KEYS}
    own = {key: said for key, said in section.items() if key not in rules}
    mine = {title: own} if own or not rules else {}
    return mine | {f"{title}.{key}": said for key, said in rules.items()}


def _duty(raw: Mapping[str, Any]) -> DutyConfig:
    since, until = (span_of(raw.get(key)) for key in ("since", "until"))
    return DutyConfig(
        tuple(_owner(one) for one in raw.get("departments", ())),
        since and since.first,
        until and until.last,
        ROLLS[raw["roll"]] if "roll" in raw else None,
        raw.get("enabled", True),
    )


def _owner(raw: str | Mapping[str, Any]) -> Owner:
    if isinstance(raw, str):
        return Owner(raw)
    since, until = (span_of(raw.get(key)) for key in ("since", "until"))
    return Owner(raw["name"], since.first if since else date.min, until.last if until else date.max)


def duties_faults(
    title: str, section: object, departments: object, types: TypeDuties | None
) -> Iterator[str]:
    """Yield what is wrong with a type's sections; `departments` are those of [office], `types` what each makes owed."""
    if not isinstance(section, Mapping):
        yield f"[duties.{title}] departments: a section of settings, not {quoted(section)} / 应为一节设置"
        return
    known = departments if isinstance(departments, list) and texts(departments) else []
    sections = _sections(title, section)
    for key, said in sections.items():
        yield from _faults(key, said, known, wanted=key == title)
    if types is not None and title not in types:
        yield f"[duties.{title}]: no such type{offer(title, types)} / 没有这个记录类型"
    elif types is not None:
        for key, said in sections.items():
            yield from _type_faults(key, key.removeprefix(title).removeprefix("."), said, types[title])


def _faults(key: str, duty: Mapping[str, Any], known: list[str], *, wanted: bool) -> Iterator[str]:
    owing = duty.get("departments")
    if (wanted and duty.get("enabled") is not False) or owing is not None:
        yield from _owner_faults(key, owing, known)
    yield from (
        f"[duties.{key}] {name}: unknown key{offer(name, KEYS)} / 没有这一项"
        for name in duty
        if name not in KEYS
    )
    yield from _span_faults(f"[duties.{key}]", duty)
    if "roll" in duty and not (isinstance(duty["roll"], str) and duty["roll"] in ROLLS):
        yield f"[duties.{key}] roll: one of {', '.join(ROLLS)} / 应为其中之一"
    if not isinstance(duty.get("enabled", True), bool):
        yield f"[duties.{key}] enabled: true or false / 应为 true 或 false"


def _owner_faults(key: str, owing: object, known: list[str]) -> Iterator[str]:
    if not isinstance(owing, list) or not owing or not all(_is_owner(one) for one in owing):
        yield f"[duties.{key}] departments: a list of names is missing / 缺少科室名称的列表"
        return
    for one in owing:
        name = one if isinstance(one, str) else one["name"]
        if known and name not in known:
            near = offer(name, known)
            yield f"[duties.{key}] departments: {name} is not among [office] departments{near} / 不在科室名单中"
        if not isinstance(one, str):
            at = f"[duties.{key}] departments, {name}:"
            yield from (
                f"{at} {each}: unknown key{offer(each, OWNER_KEYS)} / 没有这一项"
                for each in one
                if each not in OWNER_KEYS
            )
            yield from _span_faults(at, one)


def _is_owner(one: object) -> bool:
    name = one.get("name") if isinstance(one, Mapping) else one
    return isinstance(name, str) and bool(name.strip()) and "/" not in name


def _span_faults(at: str, raw: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with `since` and `until`."""
    spans = {key: span_of(raw[key]) for key in ("since", "until") if key in raw}
    for key, span in spans.items():
        if span is None:
            yield f"{at} {key}: {quoted(raw[key])} is no period and no day, e.g. {SOME_DAY} / 不是期间或日期"
    since, until = spans.get("since"), spans.get("until")
    if since and until and until.last < since.first:
        yield f"{at} until: it lies before since / 终止早于起始"


def _type_faults(
    key: str, rule: str, duty: Mapping[str, Any], rules: Mapping[str, PeriodKind | None]
) -> Iterator[str]:
    """Yield why the type's rule cannot be owed, or not since then."""
    if rule not in rules and not rule:
        yield f"[duties.{key}]: the type has no deadline, so nobody owes it / 该类型没有报送期限(deadline)"
        return
    if rule not in rules:
        near = offer(rule, [each for each in rules if each])
        yield f"[duties.{key}]: the type has no duty {rule}{near} / 该类型没有这项任务"
        return
    every = rules[rule]
    if every is None and "roll" in duty:
        yield f"[duties.{key}] roll: only for what is owed for each period / 只用于定期报送"
    if every is not None:
        yield from _kind_faults(key, duty, every)


def _kind_faults(key: str, duty: Mapping[str, Any], every: PeriodKind) -> Iterator[str]:
    owing = duty.get("departments")
    tables = [one for one in owing if isinstance(one, Mapping)] if isinstance(owing, list) else []
    for raw in (duty, *tables):
        for name in ("since", "until"):
            span = span_of(raw.get(name))
            if span and span.kind not in (None, every):
                said = f"{span.said} is no {every}, e.g. {PERIODS[every]}"
                yield f"[duties.{key}] {name}: {said} / 与报送周期不符"
