"""The keys of a type.toml and what each holds: a literal table, and nothing else knows it.

Law: what has not its key's shape is named and left out, so that every later check meets only sound values.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from recordkit.templates.fault_words import fault, offer
from recordkit.wording import Text


@dataclass(frozen=True, slots=True)
class Shape:
    """What a key may hold, and how a fault says so."""

    fits: Callable[[object], bool]
    wanted: Text


def is_text(value: object) -> bool:
    """True if the value is a text that says something."""
    return isinstance(value, str) and bool(value.strip())


def is_whole(value: object) -> bool:
    """True if the value is a whole number (True and False are none)."""
    return isinstance(value, int) and not isinstance(value, bool)


def is_wording(value: object) -> bool:
    """True if the value is a wording for both languages: a text, a pair, or {zh, en}."""
    if isinstance(value, Mapping):
        return value.keys() == {"zh", "en"} and all(is_text(item) for item in value.values())
    return is_text(value) or (is_list(value) and len(_items(value)) == 2 and all(map(is_text, _items(value))))


def is_list(value: object) -> bool:
    """True if the value is a list."""
    return isinstance(value, (list, tuple))


def is_texts(value: object) -> bool:
    """True if the value is a list of texts."""
    return is_list(value) and all(is_text(item) for item in _items(value))


def _items(value: object) -> Sequence[object]:
    return value if isinstance(value, (list, tuple)) else ()


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_table(value: object) -> bool:
    return isinstance(value, Mapping)


def _is_tables(value: object) -> bool:
    return is_list(value) and all(isinstance(item, Mapping) for item in _items(value))


def _is_wordings(value: object) -> bool:
    return is_list(value) and all(is_wording(item) for item in _items(value))


def _is_kept(value: object) -> bool:
    """True for 10, "10" and 永久."""
    return str(value) == "永久" or (
        (is_whole(value) or isinstance(value, str)) and str(value).isascii() and str(value).isdigit()
    )


def _is_width(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 255


TEXT = Shape(is_text, Text("应为文字", "a text is wanted"))
TEXTS = Shape(is_texts, Text("应为文字的列表", "a list of texts is wanted"))
FLAG = Shape(_is_flag, Text("应为 true 或 false", "true or false is wanted"))
WORDING = Shape(
    is_wording, Text('应为文字或 { zh = "…", en = "…" }', 'a text or { zh = "…", en = "…" } is wanted')
)
WORDINGS = Shape(
    _is_wordings, Text('应为 [["中文", "English"], …]', 'a list is wanted: [["中文", "English"], …]')
)
TABLE = Shape(_is_table, Text("应为 { 键 = 值 }", "a table { key = value } is wanted"))
TABLES = Shape(_is_tables, Text("应为若干段 [[…]]", "a list of tables is wanted: [[…]]"))
WHOLE = Shape(is_whole, Text("应为整数", "a whole number is wanted"))
ANY = Shape(lambda _: True, Text("", ""))

TYPE_KEYS: dict[str, Shape] = {
    "key": TEXT,
    "code": TEXT,
    "word": TEXT,
    "label": WORDING,
    "summary": WORDING,
    "output": TEXT,
    "template": TEXT,
    "rules": TEXTS,
    "day": TEXT,
    "natural_key": TEXTS,
    "title": TEXTS,
    "department": TEXT,
    "period": TEXT,
    "sensitive": FLAG,
    "masked": FLAG,
    "full_tier": TEXT,
    "retention": Shape(
        _is_kept, Text('应为年数, 如 "10", 或 "永久"', 'years are wanted, such as "10", or "永久"')
    ),
    "deadline": TABLE,
    "duties": TABLES,
    "filed_only": FLAG,
    "view_of": TEXT,
    "sections": TABLES,
    "fields": TABLES,
}
FIELD_KEYS: dict[str, Shape] = {
    "key": TEXT,
    "label": WORDING,
    "kind": TEXT,
    "required": FLAG,
    "moment": FLAG,
    "choices": WORDINGS,
    "columns": TABLES,
    "checks": TABLES,
    "computed": TABLE,
    "mask": TEXT,
    "base": TEXT,
    "aliases": TEXTS,
    "default": ANY,
    "note": WORDING,
    "width": Shape(_is_width, Text("应为 1 到 255 的整数", "a whole number from 1 to 255 is wanted")),
}
SECTION_KEYS: dict[str, Shape] = {"heading": TEXT, "aliases": TEXTS}
DEADLINE_KEYS: dict[str, Shape] = {"every": TEXT, "day": WHOLE, "days": WHOLE}


def sound(raw: Mapping[str, Any], shapes: Mapping[str, Shape]) -> dict[str, Any]:
    """Return what in a table has its key's shape."""
    return {key: value for key, value in raw.items() if key in shapes and shapes[key].fits(value)}


def shape_faults(
    raw: Mapping[str, Any], shapes: Mapping[str, Shape], at: str, *, required: Sequence[str] = ()
) -> Iterator[Text]:
    """Yield what in a table is unknown, missing, or not of its key's shape."""
    for key, value in raw.items():
        if key not in shapes:
            yield fault(at, "没有 {key} 这一项{near}", "no key {key}{near}", key=key, near=offer(key, shapes))
        elif not shapes[key].fits(value):
            yield fault(
                at,
                "{key} = {value}: {wanted}",
                "{key} = {value}: {wanted}",
                key=Text(key, key),
                value=value,
                wanted=shapes[key].wanted,
            )
    for key in required:
        if key not in raw:
            yield fault(at, "缺少 {key}", "the key {key} is missing", key=key)
