"""What a person wrote into one place of a form, raw: ticked boxes, text; lines for a pen that were left empty are nothing."""

import re
from datetime import UTC, date

from recordkit.domain.fields import NESTED, Field, Kind
from recordkit.domain.values import BadValue, Setting, is_blank, read_value

TICKED, EMPTY = "☑☒■✓√✔", "☐□"
OPTION = re.compile(f"([{TICKED}{EMPTY}])\\s*([^{TICKED}{EMPTY}]*)")
# A line for a pen: 　　年　　月　　日, ______; whoever filled the form left it so.
PEN = re.compile(r"[\s_＿年月日时分/／:：—-]*")
DETAIL = re.compile(r"[:：(（_＿]")
YES_NO = ("是", "否")
ANYWHERE = Setting(UTC, date(2000, 1, 1))  # whether a value can be read does not depend on the day or zone
CHOSEN = frozenset({Kind.ENUM, Kind.MULTI, Kind.BOOL, Kind.SIGN})


def written(spec: Field, text: str) -> object:
    """Return what stands in a field's place: its text, the ticked choices, or the empty text for nothing."""
    if spec.kind in CHOSEN and OPTION.search(text):
        return _ticked(spec, text)
    lines = [line.strip() for line in text.splitlines()]
    kept = [line for line in lines if not PEN.fullmatch(line) and not _for_a_pen(line)]
    return "\n".join(kept)


def fits(spec: Field, text: str) -> bool:
    """True if the field's kind takes what stands there, or nothing does."""
    given = written(spec, text)
    if is_blank(given) or spec.kind in NESTED:
        return True
    try:
        read_value(spec, given, ANYWHERE)
    except BadValue:
        return False
    return True


def _for_a_pen(line: str) -> bool:
    head, colon, rest = line.replace("：", ":").partition(":")
    return bool(colon) and len(head) <= 8 and bool(PEN.fullmatch(rest))


def _ticked(spec: Field, text: str) -> object:
    options = [
        (box in TICKED, DETAIL.split(words)[0].strip(" \u3000、，；;,.。\n"))
        for box, words in OPTION.findall(text)
    ]
    chosen = [(number, words) for number, (ticked, words) in enumerate(options) if ticked]
    if spec.kind is Kind.MULTI:
        return [words for _, words in chosen]
    if spec.kind is Kind.ENUM:
        return "、".join(words for _, words in chosen)
    if len(options) == 1:
        return "是" if chosen else "否" if spec.kind is Kind.BOOL else ""
    return "、".join(words if words in YES_NO else YES_NO[min(number, 1)] for number, words in chosen)
