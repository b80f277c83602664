"""Text files as clerks save them: UTF-8 with or without a mark, UTF-16 with one, else GB 18030; never guessed beyond.

Excel in China saves "CSV" as cp936 and "CSV UTF-8" with a mark; gb18030 holds all of cp936 but its lone euro byte.
"""

import codecs

from recordkit.guard.refusals import unreadable
from recordkit.wording import Text

_EURO = 0x80
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_REMEDY = Text("请另存为 UTF-8 编码后再试", "Save it in UTF-8 and retry")


def decode(content: bytes, file: str) -> str:
    """Return the text of `content`; raises NotReadable when it is in none of the encodings."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decoded(content, encoding, file)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(content, "gb18030", file)


def _decoded(content: bytes, encoding: str, file: str) -> str:
    try:
        return content.decode(encoding, errors="recordkit_euro" if encoding == "gb18030" else "strict")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        reason = Text(
            f"第 {line} 行的文字编码既不是 UTF-8 也不是 GB 18030",
            f"line {line} is neither UTF-8 nor GB 18030",
        )
        raise unreadable(file, reason, _REMEDY) from error


def _euro(error: UnicodeError) -> tuple[str, int]:
    if isinstance(error, UnicodeDecodeError) and error.object[error.start] == _EURO:
        return "€", error.start + 1
    raise error


codecs.register_error("recordkit_euro", _euro)
