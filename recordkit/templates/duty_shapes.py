"""The keys of a type's [[duties]] and what each holds: a literal table, beside that of the type's other keys."""

from collections.abc import Mapping

from recordkit.config.duties_section import KEYS as SETTINGS
from recordkit.templates.shapes import TABLES, TEXT, WHOLE, WORDING, Shape, is_list, is_whole
from recordkit.wording import Text


def _is_months(value: object) -> bool:
    return isinstance(value, (list, tuple)) and bool(value) and all(is_whole(item) for item in value)


def _is_condition(value: object) -> bool:
    return isinstance(value, Mapping) and bool(value) and all(is_list(item) for item in value.values())


CONDITION = Shape(_is_condition, Text("应为 { 项目 = [值, …] }", "{ field = [value, …] } is wanted"))
MONTHS = Shape(
    _is_months, Text("应为月份的列表, 如 [3, 6, 9, 12]", "a list of months is wanted: [3, 6, 9, 12]")
)

DUTY_KEYS: dict[str, Shape] = {
    "key": TEXT,
    "label": WORDING,
    "every": TEXT,
    "on": WHOLE,
    "day": WHOLE,
    "days": WHOLE,
    "count": WHOLE,
    "months": MONTHS,
    "moved": TEXT,
    "from": TEXT,
    "within": TABLES,
    "due": TEXT,
    "done": TEXT,
    "renew": TEXT,
    "each": TEXT,
    "among": TEXT,
    "department": TEXT,
    "person": TEXT,
    "stage": TEXT,
    "project": TEXT,
    "where": CONDITION,
    "unless": CONDITION,
    "escalate_after": WHOLE,
}
WITHIN_KEYS: dict[str, Shape] = {
    "minutes": WHOLE,
    "hours": WHOLE,
    "days": WHOLE,
    "workdays": WHOLE,
    "from": TEXT,
    "when": CONDITION,
    "unless": CONDITION,
}
COMMON = frozenset({"key", "label", "where", "unless", "escalate_after"})
_FOLLOWING = frozenset({"done", "each", "among", "department", "person"})
FORMS: dict[str, frozenset[str]] = {
    "every": frozenset({"every", "on", "day", "days", "count", "months", "moved"}),
    "from": _FOLLOWING | {"from", "within", "renew"},
    "due": _FOLLOWING | {"due"},
    "stage": frozenset({"stage", "project"}),
}
"""What a duty is, by the key that says so, and the keys that go with it."""
RESERVED = SETTINGS
"""What [duties.TYPE] in recordkit.toml has for itself, and no duty can be called."""
