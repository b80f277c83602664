"""Names `type-date-number`, e.g. 家访报告-2023-0315-001 (R1): built and parsed here, and nowhere else.

Law: for every Name n and style s, parse(n.text(s)) == n. Uniqueness is on (type, real day, number); three
date styles are accepted and one, the office's, is written (C1).
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

FORBIDDEN = re.compile(r'[\\/:*?"<>|\-\s\x00-\x1f\x7f]')
MAX_BYTES = 255
ANY_DOCUMENT = ("docx", "xlsx", "pdf")
"""The extensions of a document that may be of any kind."""
MAX_NUMBER = 999_999_999
FAR_FUTURE = timedelta(days=366)

_SHAPE = re.compile(
    r"(?P<word>[^-]+)-"
    r"(?:(?P<py>\d{4})-(?P<pm>\d{2})(?P<pd>\d{2})|(?P<iy>\d{4})-(?P<im>\d{2})-(?P<id>\d{2})|(?P<cy>\d{4})(?P<cm>\d{2})(?P<cd>\d{2}))"
    r"(?:-(?P<number>\d{3,9}))?",
    re.ASCII,
)
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−－﹣", "-"))


class DateStyle(StrEnum):
    """How a day is written in a name (C1): policy 2023-0315, iso 2023-03-15, compact 20230315."""

    POLICY = "policy"
    ISO = "iso"
    COMPACT = "compact"

    def write(self, day: date) -> str:
        """Return `day` in this style."""
        iso = day.isoformat()  # strftime does not pad the year everywhere
        return {"policy": iso[:7] + iso[8:], "iso": iso, "compact": iso.replace("-", "")}[self]


class InvalidName(ValueError):
    """The text is no `type-date-number`: `code` says why, as a finding's code."""

    def __init__(self, code: str, text: str) -> None:
        self.code = code
        super().__init__(f"{code}: {text!r}")


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """The name of one record: the type's word, a day, and a number counted from 1 within type and day (R1)."""

    word: str
    day: date
    number: int

    def __post_init__(self) -> None:
        if not self.word or FORBIDDEN.search(self.word):
            raise InvalidName("name_word_invalid", self.word)
        if not 1 <= self.number <= MAX_NUMBER:
            raise InvalidName("name_number_invalid", str(self.number))

    def text(self, style: DateStyle = DateStyle.POLICY) -> str:
        """Return the canonical spelling: three digits at least, more when a day needs them."""
        return f"{self.word}-{style.write(self.day)}-{self.number:03d}"

    def __str__(self) -> str:
        return self.text()


@dataclass(frozen=True, slots=True)
class Stem:
    """What a file name says: a word and a day, and a number unless it was left out."""

    word: str
    day: date
    number: int | None

    def named(self, number: int) -> Name:
        """Return the full name that this stem has with `number`."""
        return Name(self.word, self.day, number)


def parse_stem(text: str) -> Stem:
    """Return what `text` (no extension) says, in any of the three date styles; raises InvalidName."""
    shape = _SHAPE.fullmatch(text)
    if shape is None:
        raise InvalidName("name_shape", text)
    if FORBIDDEN.search(shape["word"]):
        raise InvalidName("name_word_invalid", text)
    number = shape["number"]
    if number is not None and int(number) == 0:
        raise InvalidName("name_number_invalid", text)
    return Stem(shape["word"], _day(shape, text), None if number is None else int(number))


def parse(text: str) -> Name:
    """Return the Name that `text` spells in any of the three date styles; raises InvalidName."""
    stem = parse_stem(text)
    if stem.number is None:
        raise InvalidName("name_number_missing", text)
    return stem.named(stem.number)


def repair(text: str) -> str:
    """Return `text` with the safe repairs made: NFC, half-width digits, plain dashes, no spaces around.

    Nothing else is guessed: what still does not parse is refused with the nearest right name.
    """
    plain = "".join(unicodedata.normalize("NFKC", c) if _full_width(c) else c for c in text)
    plain = unicodedata.normalize("NFC", plain.translate(_DASHES)).strip()
    return re.sub(r"\s*-\s*", "-", plain)


def split_extension(filename: str) -> tuple[str, str]:
    """Return (stem, extension without its dot, in lower case) of a file name; the extension may be empty."""
    stem, dot, extension = filename.rpartition(".")
    if not dot or not stem:
        return filename, ""
    return stem, extension.strip().lower()


def fits(filename: str) -> bool:
    """Return True if `filename` is at most 255 bytes in UTF-8, as every common filesystem demands."""
    return len(filename.encode("utf-8", "surrogateescape")) <= MAX_BYTES


def far_future(day: date, today: date) -> bool:
    """Return True if `day` lies more than a year after `today`: no name is given that far ahead."""
    return day > today + FAR_FUTURE


def _full_width(char: str) -> bool:
    return "\uff01" <= char <= "\uff5e" or char == "\u3000"


def _day(shape: re.Match[str], text: str) -> date:
    year, month, day = next(
        (shape[f"{s}y"], shape[f"{s}m"], shape[f"{s}d"]) for s in "pic" if shape[f"{s}y"] is not None
    )
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise InvalidName("name_date_impossible", text) from None
