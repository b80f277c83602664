"""JSON and JSON Lines: decimals keep their spelling, repeated keys are found, a bad line does not stop the others."""

import json
from decimal import Decimal

from recordkit.domain.findings import Finding
from recordkit.domain.recordtype import RecordType
from recordkit.domain.values import shown
from recordkit.guard.refusals import unreadable
from recordkit.inbox.readers.inputs import Input, Raw
from recordkit.inbox.readers.texts import decode
from recordkit.inbox.readers.trees import Repeated, from_documents, raw_record
from recordkit.wording import Text

_REMEDY = Text("请照示例文件的写法改正这一行", "Correct that line as the type's example has it")


def read(content: bytes, file: str, rtype: RecordType) -> Input:
    """Return the records of a JSON file; raises NotReadable with the line that is no JSON."""
    try:
        document = _parsed(decode(content, file))
    except json.JSONDecodeError as error:
        reason = Text(
            f"第 {error.lineno} 行第 {error.colno} 个字符处不合 JSON({error.msg})",
            f"line {error.lineno}, character {error.colno} is no JSON ({error.msg})",
        )
        raise unreadable(file, reason, _REMEDY) from error
    except (RecursionError, ValueError) as error:
        reason = Text("嵌套太深, 或数字太长", "it nests too deeply, or a number is too long")
        raise unreadable(file, reason, _REMEDY) from error
    return from_documents([document], file, rtype)


def read_lines(content: bytes, file: str, rtype: RecordType) -> Input:  # noqa: ARG001 - every reader has this shape
    """Return the records of a JSON Lines file, one a line; a line that is no JSON is a finding on its record."""
    records: list[Raw] = []
    for number, line in enumerate(decode(content, file).split("\n"), 1):
        if line.strip():
            records.append(_line(line, len(records) + 1, number, file))
    empty = () if records else (Finding("no_records", file=file),)
    return Input(file, tuple(records), empty)


def _line(line: str, index: int, number: int, file: str) -> Raw:
    try:
        return raw_record(_parsed(line), index, number, file)
    except (RecursionError, ValueError):
        fault = Finding(
            "line_unreadable",
            value=shown(line.strip()),
            facts={"row": number},
            file=file,
            record=index,
            row=number,
        )
        return Raw(index, number, {}, {}, (fault,))


def _parsed(text: str) -> object:
    return json.loads(text, parse_float=_number, parse_constant=_refused, object_pairs_hook=_mapping)


def _number(text: str) -> Decimal | str:
    """Return the number as spelled; 1.38E+10 stays text, for the finding that a number was damaged."""
    return text if "e" in text.casefold() else Decimal(text)


def _refused(text: str) -> object:
    raise ValueError(f"{text} is no JSON")


def _mapping(pairs: list[tuple[str, object]]) -> dict[str, object]:
    values: dict[str, object] = {}
    for key, value in pairs:
        values.setdefault(key, value)
    if len(values) == len(pairs):
        return values
    keys = [key for key, _ in pairs]
    return Repeated(values, [(key, None) for key in values if keys.count(key) > 1])
