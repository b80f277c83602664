"""YAML by its events alone: no tags, no constructors, so that nothing in a file can run, and no spelling is lost.

Plain scalars are true/false, null, whole numbers without leading zeros, decimals; all else (dates, 12:30, 012, no,
1.38E+10) stays the text it is. Aliases are counted as often as they are used.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

import yaml

from recordkit.domain.recordtype import RecordType
from recordkit.guard.refusals import beyond, unreadable
from recordkit.inbox.readers.inputs import Input
from recordkit.inbox.readers.texts import decode
from recordkit.inbox.readers.trees import DEPTH, Repeated, from_documents
from recordkit.wording import Text

BYTES = 20 * 1024 * 1024
VALUES = 1_000_000
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where the platform's wheel has it

_WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}
_WHOLE = re.compile(r"-?(?:0|[1-9]\d{0,39})", re.ASCII)
_DECIMAL = re.compile(r"-?(?:0|[1-9]\d{0,39})\.\d{1,40}", re.ASCII)
_REMEDY = Text(
    "请照示例文件的写法改正这一行(注意缩进和冒号后的空格)", "Correct that line as the type's example has it"
)


def read(content: bytes, file: str, rtype: RecordType) -> Input:
    """Return the records of a YAML file; raises NotReadable (with the line) or TooLarge (size, values by aliases)."""
    if len(content) > BYTES:
        raise beyond(file, Text("文件大小(字节)", "its size in bytes"), (len(content), BYTES))
    text = decode(content, file)
    try:
        documents = _Builder(file).build(yaml.parse(text, Loader=LOADER))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _broken(file, mark.line + 1 if mark else 1, error.problem or "") from error
    except yaml.YAMLError as error:
        raise _broken(file, _line_of(error, text), "control character") from error
    return from_documents(documents, file, rtype)


def resolved(text: str) -> object:
    """Return what a plain scalar means: bool, None, int, Decimal (spelling kept), else the text itself."""
    if text.casefold() in _WORDS and text in {text.lower(), text.title(), text.upper()}:
        return _WORDS[text.casefold()]
    if _WHOLE.fullmatch(text):
        return int(text)
    return Decimal(text) if _DECIMAL.fullmatch(text) else text


@dataclass(slots=True)
class _Open:
    """A collection that is being filled: `key` is the mapping key that waits for its value."""

    values: dict[str, object] | list[object]
    anchor: str | None
    before: int
    key: str | None = None
    repeats: list[tuple[str, int | None]] = field(default_factory=list)

    def closed(self) -> object:
        if isinstance(self.values, dict) and self.repeats:
            return Repeated(self.values, self.repeats)
        return self.values


class _Builder:
    """Builds documents from events, without recursion: depth and number of values are counted as they come."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._stack: list[_Open] = []
        self._anchors: dict[str, tuple[object, int]] = {}
        self._documents: list[object] = []
        self._count = 0

    def build(self, events: Iterable[yaml.Event]) -> list[object]:
        for event in events:
            line = event.start_mark.line + 1 if event.start_mark else 1
            if isinstance(event, yaml.DocumentStartEvent):
                self._anchors.clear()
            elif isinstance(event, yaml.ScalarEvent):
                self._scalar(event, line)
            elif isinstance(event, yaml.AliasEvent):
                self._alias(event, line)
            elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                self._begin(event, line)
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                self._end(line)
        return self._documents

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        plain = bool(event.implicit[0]) and event.tag is None and not self._wants_key()
        value = resolved(event.value) if plain else event.value
        if event.anchor:
            self._anchors[event.anchor] = (value, 1)
        self._add(value, 1, line)

    def _alias(self, event: yaml.AliasEvent, line: int) -> None:
        if event.anchor not in self._anchors:
            raise _broken(self._file, line, f"*{event.anchor} is not defined before")
        value, count = self._anchors[event.anchor]
        self._add(value, count, line)

    def _begin(self, event: yaml.CollectionStartEvent, line: int) -> None:
        if len(self._stack) >= DEPTH:
            raise _broken(self._file, line, f"nested more than {DEPTH} deep")
        if self._wants_key():
            raise _broken(self._file, line, "a key must be text")
        empty: dict[str, object] | list[object] = {} if isinstance(event, yaml.MappingStartEvent) else []
        self._stack.append(_Open(empty, event.anchor, self._count))

    def _end(self, line: int) -> None:
        done = self._stack.pop()
        value = done.closed()
        if done.anchor:
            self._anchors[done.anchor] = (value, self._count - done.before + 1)
        self._add(value, 1, line)

    def _wants_key(self) -> bool:
        return bool(self._stack) and isinstance(self._stack[-1].values, dict) and self._stack[-1].key is None

    def _add(self, value: object, count: int, line: int) -> None:
        self._count += count
        if self._count > VALUES:
            raise beyond(self._file, Text("值的个数", "its number of values"), (self._count, VALUES))
        if not self._stack:
            self._documents.append(value)
            return
        top = self._stack[-1]
        if isinstance(top.values, list):
            top.values.append(value)
        elif top.key is None:
            top.key = str(value)
            if top.key in top.values:
                top.repeats.append((top.key, line))
        else:
            top.values.setdefault(top.key, value)
            top.key = None


def _broken(file: str, line: int, problem: str) -> Exception:
    reason = Text(f"第 {line} 行不合 YAML({problem})", f"line {line} is no YAML ({problem})")
    return unreadable(file, reason, _REMEDY)


def _line_of(error: yaml.YAMLError, text: str) -> int:
    position = getattr(error, "position", None)
    return text.count("\n", 0, position) + 1 if isinstance(position, int) else 1
