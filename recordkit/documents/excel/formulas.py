"""References in formulas and ranges, moved to where their rows went; all else in a formula stays as it is."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from openpyxl.formula.tokenizer import Token, Tokenizer, TokenizerError

from recordkit.documents.excel.growth import Copies, Growth, Span

COLUMN = r"(\$?[A-Z]{1,3})?"
ROW = r"(\$?)([0-9]{1,7})"
REFERENCE = re.compile(f"{COLUMN}{ROW}(?::{COLUMN}{ROW})?")
GONE = "#REF!"
SpansOf = Callable[[int, int], Iterable[Span]]
GrowthOf = Callable[[str], tuple[Growth | None, Copies]]
Move = Callable[[re.Match[str], Growth, Copies], str]


def moved_formula(formula: str, home: str, growths: Mapping[str, Growth], copies: Copies = ()) -> str:
    """Return the formula (without its "=") with every reference moved; `home` is the sheet on which it stands.

    Ranges grow with the rows that they cover. In a repeated row (`copies`), a reference without $ means its own
    turn, one with $ the whole block.
    """
    return _moved(formula, lambda sheet: _growth(sheet, home, growths, copies), _moved_reference)


def grown_formula(formula: str, growths: Mapping[str, Growth]) -> str:
    """Return the source of a chart or the range of a name: as `moved_formula`, but a single cell grows too.

    Excel writes a range of one row as one cell there.
    """
    return _moved(formula, lambda sheet: (growths.get(sheet), ()), _grown_reference)


def moved_range(reference: str, growth: Growth) -> str:
    """Return a list of ranges (`A4:B4 D4`) over the rows that they cover now; empty when none is left."""
    return " ".join(moved for each in reference.split() for moved in _covering(each, growth))


def moved_copies(reference: str, growth: Growth) -> list[str]:
    """Return the range once for every turn of the block in which it lies (merged cells, links)."""
    return _written(reference, growth.turns)


def grown_range(reference: str, growth: Growth) -> str:
    """Return one range from the first to the last row that it covers now (tables, filters)."""
    found = REFERENCE.fullmatch(reference)
    return reference if found is None else _moved_reference(found, growth, ())


def _covering(reference: str, growth: Growth) -> list[str]:
    return _written(reference, growth.cover)


def _written(reference: str, spans: SpansOf) -> list[str]:
    found = REFERENCE.fullmatch(reference)
    if found is None:
        return [reference]
    left, right = found[1] or "", found[4] if found[6] else found[1] or ""
    first, last = int(found[3]), int(found[6] or found[3])
    return [
        f"{left}{start}" if start == stop and left == right else f"{left}{start}:{right}{stop}"
        for start, stop in spans(first, last)
    ]


def own_row(formula: str, row: int, stand_in: str) -> str | None:
    """Return the formula with `stand_in` for every row number when all its references mean its own row, else None."""
    pieces = []
    for text, reference in _tokens(formula):
        if reference is None:
            pieces.append(text)
            continue
        found = reference.found
        rows = {int(found[3]), int(found[6] or found[3])}
        if reference.before or found[2] or found[5] or rows != {row}:
            return None
        last = f":{found[4] or ''}{stand_in}" if found[6] else ""
        pieces.append(f"{found[1] or ''}{stand_in}{last}")
    return "".join(pieces)


@dataclass(frozen=True, slots=True)
class _Reference:
    """A reference in a formula: what stands before it (`Sheet!`), the sheet's name, and its columns and rows."""

    before: str
    sheet: str
    found: re.Match[str]


def _moved(formula: str, growth_of: GrowthOf, move: Move) -> str:
    return "".join(
        text if reference is None else _moved_token(text, reference, growth_of, move)
        for text, reference in _tokens(formula)
    )


@lru_cache(maxsize=4096)
def _tokens(formula: str) -> tuple[tuple[str, _Reference | None], ...]:
    """Return the formula in pieces; what cannot be read is one piece, left as it is."""
    try:
        tokens = Tokenizer(f"={formula}").items
    except (TokenizerError, IndexError):
        return ((formula, None),)
    return tuple((str(token.value), _reference(token)) for token in tokens)


def _reference(token: Token) -> _Reference | None:
    if token.type != Token.OPERAND or token.subtype != Token.RANGE:
        return None
    sheet, mark, reference = str(token.value).rpartition("!")
    found = REFERENCE.fullmatch(reference)
    return None if found is None else _Reference(f"{sheet}{mark}", _sheet_name(sheet), found)


def _moved_token(text: str, reference: _Reference, growth_of: GrowthOf, move: Move) -> str:
    growth, copies = growth_of(reference.sheet)
    if growth is None:
        return text
    return f"{reference.before}{move(reference.found, growth, copies)}"


def _growth(
    sheet: str, home: str, growths: Mapping[str, Growth], copies: Copies
) -> tuple[Growth | None, Copies]:
    """Return the growth of the sheet named in a reference ("" is `home`) and the turns that it may mean."""
    return growths.get(sheet or home), copies if sheet in {"", home} else ()


def _sheet_name(written: str) -> str:
    if written.startswith("'") and written.endswith("'"):
        return written[1:-1].replace("''", "'")
    return written


def _moved_reference(found: re.Match[str], growth: Growth, copies: Copies) -> str:
    first, last = int(found[3]), int(found[6] or found[3])
    if first > last:
        return found[0]
    start = growth.span(first, last, () if found[2] else copies)
    stop = growth.span(first, last, () if found[5] else copies)
    if start is None or stop is None:
        return GONE
    begin = f"{found[1] or ''}{found[2]}{start[0]}"
    return begin if not found[6] else f"{begin}:{found[4] or ''}{found[5]}{stop[1]}"


def _grown_reference(found: re.Match[str], growth: Growth, copies: Copies) -> str:
    span = growth.span(int(found[3]), int(found[3])) if not found[6] else None
    if span is None or span[0] == span[1]:
        return _moved_reference(found, growth, copies)
    cell = f"{found[1] or ''}{found[2]}"
    return f"{cell}{span[0]}:{cell}{span[1]}"
