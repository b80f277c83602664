"""Small record types, and one short way to draft with them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from recordkit.domain.fields import Field, Kind, Rule
from recordkit.domain.record import Draft, Facts, draft
from recordkit.domain.recordtype import RecordType
from recordkit.domain.values import Setting, Value, read_value
from recordkit.wording import Text

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 21, 10, 0, tzinfo=SHANGHAI)
FACTS = Facts(NOW, SHANGHAI, ("医务处", "沟通科"))
CHANNELS = (Text("来访", "In person"), Text("来电", "Telephone"), Text("其他", "Other"))


def a_field(key: str, kind: str = "text", **more: Any) -> Field:
    """Return a field whose labels are the key itself, in capitals for English."""
    return Field(key, more.pop("label", Text(f"{key}项", key.upper())), Kind(kind), **more)


def a_rule(name: str, *, severity: Any = "error", **params: object) -> Rule:
    """Return a check or a computed column with its parameters."""
    return Rule(name, params, severity)


def a_type(*fields: Field, **more: Any) -> RecordType:
    """Return a type with these fields."""
    facts: dict[str, Any] = {"key": "visit", "code": "V", "word": "家访报告", "output": "docx"}
    return RecordType(**{**facts, "label": Text("家访报告", "Home visit"), "fields": fields, **more})


def read(kind: str, raw: object, **more: Any) -> Value:
    """Return what a field of that kind reads in `raw`, in Shanghai."""
    return read_value(a_field("x", kind, **more), raw, Setting(SHANGHAI))


def drafted(fields: tuple[Field, ...], raw: Mapping[str, object], facts: Facts = FACTS) -> Draft:
    """Return the draft of `raw` for a type of these fields."""
    return draft(a_type(*fields), raw, facts)


def found(result: Draft) -> list[tuple[str | None, str]]:
    """Return (path, code) of each finding; every one can say its sentence in both languages."""
    for finding in result.findings:
        assert finding.message("zh")
        assert finding.message("en")
        finding.suggestion("zh")
        finding.suggestion("en")
    return [(finding.path, finding.code) for finding in result.findings]


def values(result: Draft) -> Mapping[str, object]:
    """Return the values of a draft that came through."""
    assert result.record is not None, found(result)
    return result.record.values


def at(text: str) -> datetime:
    """Return an instant in Shanghai: at("2026-11-09 15:00")."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)
