"""References in formulas and ranges, moved to where their rows went; all else in a formula stays as it is."""

import re
from collections.abc import Callable, Mapping, Sequence

from openpyxl.formula.tokenizer import Token, Tokenizer, TokenizerError

from recordkit.documents.growth import Growth, Span

COLUMN = r"(\$?[A-Z]{1,3})?"
ROW = r"(\$?)([0-9]{1,7})"
REFERENCE = re.compile(f"{COLUMN}{ROW}(?::{COLUMN}{ROW})?")
GONE = "#REF!"
SpansOf = Callable[[int, int], list[Span]]
GrowthOf = Callable[[str], tuple[Growth | None, Sequence[int]]]
Move = Callable[[re.Match[str], Growth, Sequence[int]], str]


def moved_formula(formula: str, home: str, growths: Mapping[str, Growth], copies: Sequence[int] = ()) -> str:
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


def _moved(formula: str, growth_of: GrowthOf, move: Move) -> str:
    try:
        tokens = Tokenizer(f"={formula}").items
    except (TokenizerError, IndexError):
        return formula
    return "".join(_moved_token(token, growth_of, move) for token in tokens)


def _moved_token(token: Token, growth_of: GrowthOf, move: Move) -> str:
    text = str(token.value)
    if token.type != Token.OPERAND or token.subtype != Token.RANGE:
        return text
    sheet, mark, reference = text.rpartition("!")
    found = REFERENCE.fullmatch(reference)
    growth, copies = growth_of(_sheet_name(sheet) if mark else "")
    if found is None or growth is None:
        return text
    return f"{sheet}{mark}{move(found, growth, copies)}"


def _growth(
    sheet: str, home: str, growths: Mapping[str, Growth], copies: Sequence[int]
) -> tuple[Growth | None, Sequence[int]]:
    """Return the growth of the sheet named in a reference ("" is `home`) and the turns that it may mean."""
    return growths.get(sheet or home), copies if sheet in {"", home} else ()


def _sheet_name(written: str) -> str:
    if written.startswith("'") and written.endswith("'"):
        return written[1:-1].replace("''", "'")
    return written


def _moved_reference(found: re.Match[str], growth: Growth, copies: Sequence[int]) -> str:
    first, last = int(found[3]), int(found[6] or found[3])
    if first > last:
        return found[0]
    start = growth.span(first, last, () if found[2] else copies)
    stop = growth.span(first, last, () if found[5] else copies)
    if start is None or stop is None:
        return GONE
    begin = f"{found[1] or ''}{found[2]}{start[0]}"
    return begin if not found[6] else f"{begin}:{found[4] or ''}{found[5]}{stop[1]}"


def _grown_reference(found: re.Match[str], growth: Growth, copies: Sequence[int]) -> str:
    span = growth.span(int(found[3]), int(found[3])) if not found[6] else None
    if span is None or span[0] == span[1]:
        return _moved_reference(found, growth, copies)
    cell = f"{found[1] or ''}{found[2]}"
    return f"{cell}{span[0]}:{cell}{span[1]}"
