"""Entries as the catalogue keeps them: the events that made them, as JSON (its form is nobody else's).

Law: what is loaded is the fold of what was dumped, in that order, as it is of the journal's own lines.
"""

import json

from recordkit.domain.chain import parse_utc
from recordkit.domain.entry import Entry, follow

_DECODER = json.JSONDecoder()


def dump(at: str, event: str) -> str:
    """Return one event of an entry, given as canonical JSON, and its instant; an entry's are joined by commas."""
    return f'["{at}",{event}]'


def load(text: str) -> Entry:
    """Return the entry whose events `text` holds, the first of them its filing."""
    entry: Entry | None = None
    for at, event in _DECODER.decode(f"[{text}]"):
        entry = follow(entry, event, parse_utc(at))
    assert entry is not None
    return entry
