"""What each event says, against what its verb must say (DA/T 70, 1-2 … 1-6, 2-3, 2-4).

Law: what recordkit never writes fails. What somebody's data may hold, too long, out of time or with odd characters, was
filed as it came and cannot be taken back: a person looks at it (人工).
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Final

from recordkit.archive.verify.survey import Survey
from recordkit.domain.chain import Line, parse_utc
from recordkit.domain.entry import Event, Verb
from recordkit.domain.naming import DateStyle
from recordkit.domain.tiers import TIERS, Act
from recordkit.wording import Text

LONGEST: Final = 1_000  # characters of one fact
ODD: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
"""Control characters, and those that turn the reading direction round."""

_HEX = re.compile(r"[0-9a-f]+", re.ASCII)
_AHEAD = timedelta(days=366)
_EARLIEST = date(1949, 10, 1)
_LAG = timedelta(days=1)  # two computers' clocks

Kind = Callable[[object], str | None]
"""Returns why a fact is not of that kind, as a key of _SAID, or None."""


def _text(value: object) -> str | None:
    if not isinstance(value, str):
        return "type"
    if not value.strip():
        return "empty"
    if len(value) > LONGEST:
        return "long"
    return "odd" if ODD.search(value) else None


def _hex(length: int) -> Kind:
    def judge(value: object) -> str | None:
        if not isinstance(value, str) or (value and not _HEX.fullmatch(value)):
            return "type"
        return None if len(value) == length else "length" if value else "empty"

    return judge


def _parsed(parse: Callable[[str], object]) -> Kind:
    def judge(value: object) -> str | None:
        try:
            parse(value if isinstance(value, str) else "")
        except ValueError:
            return "type"
        return None

    return judge


def _from(least: int) -> Kind:
    def judge(value: object) -> str | None:
        if not isinstance(value, int) or isinstance(value, bool):
            return "type"
        return None if value >= least else "range"

    return judge


def _one_of(*choices: str) -> Kind:
    return lambda value: None if value in choices else "range"


def _flag(value: object) -> str | None:
    return None if isinstance(value, bool) else "type"


def _words(value: object) -> str | None:
    whole = isinstance(value, list) and all(isinstance(one, str) for one in value)
    return None if whole else "type"


def _facts(value: object) -> str | None:
    return None if isinstance(value, Mapping) else "type"


_SHA, _COUNT, _SIZE = _hex(64), _from(1), _from(0)
_FILE: Final[dict[str, Kind]] = {"path": _text, "sha256": _SHA, "size": _SIZE}
_NEEDED: Final[dict[str, dict[str, Kind]]] = {
    Verb.FOUNDED: {
        "id": _hex(32),
        "zone": _text,
        "style": _one_of(*(style.value for style in DateStyle)),
        "format": _COUNT,
        "readme_sha256": _SHA,
    },
    Verb.ENROLLED: {"login": _text, "person": _text, "tier": _one_of(*TIERS)},
    Verb.RESERVED: {"name": _text, "type": _text},
    Verb.OPENED: {"name": _text, "reason": _text},
    Verb.VOIDED: {"name": _text, "reason": _text},
    Verb.FILED: {
        "name": _text,
        "type": _text,
        "day": _parsed(date.fromisoformat),
        "number": _COUNT,
        "version": _COUNT,
        "received": _parsed(parse_utc),
        **_FILE,
    },
    Verb.NOTED: {"name": _text, "note": _COUNT, "keys": _words, **_FILE},
    Verb.ASSIGNED: {"name": _text, "period": _text},
    Verb.WITHDRAWN: {"name": _text, "reason": _text},
    Verb.WAIVED: {"duty": _text, "reason": _text},
    Verb.NOTIFIED: {"duty": _text, "stage": _text, "channel": _text, "to": _text},
    Verb.READ: {"name": _text},
    Verb.REFUSED: {"act": _one_of(*(act.value for act in Act))},
}
_ALLOWED: Final[dict[str, dict[str, Kind]]] = {
    Verb.ENROLLED: {"department": _text},
    Verb.RESERVED: {"key": _SHA},
    Verb.OPENED: {"type": _text, "key": _SHA},
    Verb.FILED: {
        **dict.fromkeys(("department", "period", "title", "person", "source_name", "reason"), _text),
        "record_path": _text,
        "record_sha256": _SHA,
        "record_size": _SIZE,
        "key": _SHA,
        "claims": _facts,
        "facts": _facts,
        "doubtful": _flag,
    },
    Verb.NOTED: {"facts": _facts},
    Verb.NOTIFIED: {"message_id": lambda value: None if value == "" else _text(value)},
    Verb.READ: {"version": _COUNT, "sha256": _SHA, "full": _flag, "purpose": _text},
    Verb.REFUSED: {"name": _text},
}
_KNOWN: Final = {verb: {"by": _text, **needed, **_ALLOWED.get(verb, {})} for verb, needed in _NEEDED.items()}
_MUST: Final = {verb: ("by", *needed) for verb, needed in _NEEDED.items()}

_SAID: Final = {
    "missing": ("2-3", Text("缺少 {key}", "{key} is missing")),
    "empty": ("2-4", Text("{key} 为空", "{key} is empty")),
    "length": ("1-2", Text("{key} 长度不对", "{key} is of another length")),
    "long": ("1-2", Text("{key} 超过 1000 个字符", "{key} is longer than 1000 characters")),
    "type": ("1-3", Text("{key} 的类型或格式不对", "{key} is of another type or form")),
    "range": ("1-4", Text("{key} 不在值域内", "{key} is not in its set of values")),
    "odd": ("1-6", Text("{key} 含控制字符", "{key} holds control characters")),
    "verb": ("1-4", Text("本版程序不认识动作 {key}", "this version does not know the verb {key}")),
    "key": ("1-3", Text("本版程序不认识的项 {key}", "this version does not know {key}")),
    "early": ("1-5", Text("{key} 早于 1949-10-01", "{key} is before 1949-10-01")),
    "late": ("1-5", Text("{key} 晚于归档一年以上", "{key} is more than a year after the filing")),
    "ahead": ("1-5", Text("收到时间晚于归档时间", "it was received after it was filed")),
    "nothing": ("1-5", Text("内容为 0 字节", "the content has 0 bytes")),
}
_A_PERSON_LOOKS: Final = frozenset({"long", "odd", "verb", "key", "early", "late", "ahead", "nothing"})


def check_events(survey: Survey, line: Line, place: str) -> bool:
    """Judge every event of a line, and return True if all can be understood; what is wrong is named by the line's place."""
    before = survey.faults
    for event in line.events:
        survey.events += 1
        verb = str(event.get("verb", ""))
        known = _KNOWN.get(verb)
        if known is None:
            _say(survey, "verb", verb, event, place)
            continue
        for key in _MUST[verb]:
            if key not in event:
                _say(survey, "missing", key, event, place)
        for key, value in event.items():
            kind = known.get(key)
            reason = kind(value) if kind else None if key == "verb" else "key"
            if reason and (reason != "empty" or key in _MUST[verb]):
                _say(survey, reason, key, event, place)
        if verb == Verb.FILED:
            _plausible(survey, event, line.at, place)
    return survey.faults == before


def _plausible(survey: Survey, event: Event, at: datetime, place: str) -> None:
    """Look at the instants and sizes of a filing (1-5); what is no instant was told already."""
    try:
        day = date.fromisoformat(str(event.get("day")))
        received = parse_utc(str(event.get("received")))
    except ValueError:
        return
    if day < _EARLIEST:
        _say(survey, "early", "day", event, place)
    if day > (at + _AHEAD).date():
        _say(survey, "late", "day", event, place)
    if received > at + _LAG:
        _say(survey, "ahead", "received", event, place)
    if event.get("size") == 0:
        _say(survey, "nothing", "size", event, place)


def _say(survey: Survey, reason: str, key: str, event: Event, place: str) -> None:
    code, text = _SAID[reason]
    shown = ODD.sub("?", key)[:80]
    message = Text(text.zh.replace("{key}", shown), text.en.replace("{key}", shown))
    name = event.get("name")
    speak = survey.remark if reason in _A_PERSON_LOOKS else survey.fail
    speak(code, message, name=name if isinstance(name, str) else None, path=place)
