"""Nested data (YAML, JSON, TOML) as records: a list, one mapping, or a mapping with `records`; several documents."""

from collections.abc import Iterator, Mapping, Sequence

from recordkit.domain.findings import Finding
from recordkit.domain.recordtype import RecordType
from recordkit.domain.values import shown
from recordkit.guard.refusals import unreadable
from recordkit.inbox.readers.inputs import Input, Raw
from recordkit.wording import Text

DEPTH = 60
WRAPPERS = ("records", "记录")
TYPE_KEYS = frozenset({"type", "类型"})


class Repeated(dict[str, object]):
    """A mapping in which a key stands twice; the first value is kept, and `repeats` says (key, line or None)."""

    def __init__(self, values: Mapping[str, object], repeats: Sequence[tuple[str, int | None]]) -> None:
        super().__init__(values)
        self.repeats = tuple(repeats)


def from_documents(documents: Sequence[object], file: str, rtype: RecordType) -> Input:
    """Return the records of parsed documents; raises NotReadable when they nest too deeply."""
    findings: list[Finding] = []
    items = [item for document in documents for item in _items(document, rtype, findings, file)]
    records = tuple(raw_record(item, i, None, file) for i, item in enumerate(items, 1))
    if not records:
        findings.append(Finding("no_records", file=file))
    return Input(file, records, tuple(findings))


def raw_record(item: object, index: int, row: int | None, file: str) -> Raw:
    """Return one parsed item as a raw record; what is no mapping is a finding on it."""
    if not isinstance(item, Mapping):
        text = shown("[…]" if isinstance(item, (list, tuple)) else item)
        fault = Finding("not_a_record", value=text, file=file, record=index, row=row)
        return Raw(index, row, {}, {}, (fault,))
    faults = tuple(
        Finding("key_repeated", facts={"key": key}, file=file, record=index, row=line or row, column=key)
        for key, line in _repeats(item, file)
    )
    return Raw(index, row, item, {}, faults)


def _items(document: object, rtype: RecordType, findings: list[Finding], file: str) -> list[object]:
    if _is_empty(document):
        return []
    if isinstance(document, (list, tuple)):
        return list(document)
    if not isinstance(document, Mapping):
        return [document]
    wrapper = next((key for key in WRAPPERS if key in document and rtype.recognise(key) is None), None)
    if wrapper is None:
        return [document]
    for key, value in document.items():
        if key != wrapper and key not in TYPE_KEYS and not _is_empty(value):
            facts = {"key": key, "nearest": Text("", "")}
            findings.append(Finding("key_unknown", "warning", path=key, facts=facts, file=file, column=key))
    inner = document[wrapper]
    return list(inner) if isinstance(inner, (list, tuple)) else [] if inner is None else [inner]


def _repeats(item: object, file: str) -> Iterator[tuple[str, int | None]]:
    """Yield the repeated keys anywhere in the record, and refuse what nests too deeply; no recursion."""
    waiting = [(item, 1)]
    while waiting:
        value, depth = waiting.pop()
        if depth > DEPTH:
            reason = Text(f"嵌套超过 {DEPTH} 层", f"it nests more than {DEPTH} deep")
            raise unreadable(
                file, reason, Text("请照示例文件的写法填写", "Write it as the type's example does")
            )
        if isinstance(value, Repeated):
            yield from value.repeats
        if isinstance(value, Mapping):
            waiting += [(inner, depth + 1) for inner in value.values()]
        elif isinstance(value, (list, tuple)):
            waiting += [(inner, depth + 1) for inner in value]


def _is_empty(value: object) -> bool:
    """True if there is nothing at all; what is inside is not looked at, for it may nest without end."""
    return value is None or (isinstance(value, (str, list, tuple, Mapping)) and not value)
