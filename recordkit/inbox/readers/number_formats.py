"""What a number format shows: a plain number, a day, an instant, a time of day or a length of time.

Sources: ECMA-376 part 1, 18.8.30 (built-in formats, those of Chinese Excel among them) and 18.8.31 (format codes).
"""

import re
from enum import Enum


class Shows(Enum):
    """What a reader takes a cell's number for, by its format."""

    NUMBER = "number"
    DAY = "day"
    INSTANT = "instant"
    TIME = "time"
    LENGTH = "length"


BUILT_IN: dict[int, Shows] = {
    **dict.fromkeys((14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58), Shows.DAY),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56), Shows.TIME),
    22: Shows.INSTANT,
    46: Shows.LENGTH,
}
_SAID = re.compile(r'"[^"]*"?|\\.|_.|\*.')  # words, and the widths and fillings that stand for no value
_LENGTH = re.compile(r"\[(?:h+|m+|s+)\]")
_BRACKET = re.compile(r"\[[^\]]*\]")  # colours, conditions, languages
_HALVES = re.compile(r"am/pm|a/p|上午/下午")


def shows(number: int, code: str | None) -> Shows:
    """Return what the format of that number shows; `code` is the workbook's own format of that number."""
    return BUILT_IN.get(number, Shows.NUMBER) if code is None else shows_code(code)


def shows_code(code: str) -> Shows:
    """Return what a format code shows; its first section counts."""
    plain = _SAID.sub("", code.casefold()).partition(";")[0]
    if _LENGTH.search(plain):
        return Shows.LENGTH
    letters = set(_HALVES.sub("h", _BRACKET.sub("", plain)).replace("general", ""))
    timed = bool(letters & set("hs"))
    if letters & set("yd") or ("m" in letters and not timed):
        return Shows.INSTANT if timed else Shows.DAY
    return Shows.TIME if timed else Shows.NUMBER
