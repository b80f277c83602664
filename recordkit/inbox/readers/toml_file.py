"""TOML: `[[records]]` or one table; decimals keep their spelling."""

import tomllib
from decimal import Decimal

from recordkit.domain.recordtype import RecordType
from recordkit.guard.refusals import unreadable
from recordkit.inbox.readers.inputs import Input
from recordkit.inbox.readers.texts import decode
from recordkit.inbox.readers.trees import from_documents
from recordkit.wording import Text

_REMEDY = Text("请照示例文件的写法改正这一行", "Correct that line as the type's example has it")


def read(content: bytes, file: str, rtype: RecordType) -> Input:
    """Return the records of a TOML file; raises NotReadable with the line that is no TOML."""
    try:
        document = tomllib.loads(decode(content, file), parse_float=_number)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        reason = Text(f"不合 TOML({error})", f"it is no TOML ({error})")
        raise unreadable(file, reason, _REMEDY) from error
    return from_documents([document], file, rtype)


def _number(text: str) -> Decimal | str:
    return text if "e" in text.casefold() else Decimal(text)
