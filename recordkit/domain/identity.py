"""Identity numbers (GB 11643-1999): 18 digits with their check digit, or the old 15 without one."""

import re
from datetime import date

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_SHAPE = re.compile(r"\d{17}[\dX]|\d{15}", re.ASCII)


def check_digit(first17: str) -> str:
    """Return the 18th character that belongs to the first 17 digits."""
    return _CHECK[sum(int(d) * w for d, w in zip(first17, _WEIGHTS, strict=True)) % 11]


def id_fault(number: str) -> str | None:
    """Return what is wrong with an identity number (shape, birth_date, check_digit), or None."""
    if not _SHAPE.fullmatch(number):
        return "shape"
    birth = number[6:14] if len(number) == 18 else "19" + number[6:12]
    try:
        date(int(birth[:4]), int(birth[4:6]), int(birth[6:]))
    except ValueError:
        return "birth_date"
    if len(number) == 18 and check_digit(number[:17]) != number[17]:
        return "check_digit"
    return None
