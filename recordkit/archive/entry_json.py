"""Entries as the catalogue keeps them: JSON, exact both ways (the catalogue is a cache: its form is nobody else's)."""

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from recordkit.domain.chain import parse_utc, utc
from recordkit.domain.entry import Entry, Note, Version

_INSTANTS = frozenset({"at", "received"})


def dump(entry: Entry) -> str:
    """Return the entry as JSON."""
    return json.dumps(_facts(entry), ensure_ascii=False, separators=(",", ":"))


def load(text: str) -> Entry:
    """Return the entry that `dump` wrote."""
    facts: dict[str, Any] = json.loads(text)
    facts["day"] = date.fromisoformat(facts["day"])
    facts["versions"] = tuple(Version(**_timed(one)) for one in facts["versions"])
    facts["notes"] = tuple(Note(**{**_timed(one), "keys": tuple(one["keys"])}) for one in facts["notes"])
    return Entry(**facts)


def _facts(value: Entry | Version | Note) -> dict[str, object]:
    return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return utc(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_facts(item) if isinstance(item, Version | Note) else item for item in value]
    return value


def _timed(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {key: parse_utc(value) if key in _INSTANTS else value for key, value in facts.items()}
