"""Raw input to values, kind by kind, and values to plain JSON and back.

Law: read(field, plain(read(field, raw))) == read(field, raw). A value is str, int, Decimal, bool, date, aware
datetime, time, a Period's text, a tuple of str (list), a tuple of dicts (table) or a dict (group); None is "not given".
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from decimal import Decimal, InvalidOperation

from recordkit.domain.dates import NoDate, read_clock, read_day, read_instant
from recordkit.domain.fields import MANY, NESTED, Field, Kind
from recordkit.domain.identity import id_fault
from recordkit.domain.nearest import nearest
from recordkit.domain.periods import PeriodKind, parse_period
from recordkit.domain.sentences import did_you_mean
from recordkit.wording import Text

Value = object

MOST, LEAST = Decimal("1e15"), Decimal("1e-9")
YES = frozenset({"是", "有", "y", "yes", "true", "1", "√", "✓", "☑", "对"})
NO = frozenset({"否", "无", "n", "no", "false", "0", "×", "☐", "不"})

_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_LANDLINE = re.compile(r"0\d{2,3}-?\d{7,8}(?:-\d{1,6})?", re.ASCII)
_SERVICE = re.compile(r"400-?\d{3}-?\d{4}", re.ASCII)
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+?\d{1,2}", re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,4}(?:,\d{3,4})+(?:\.\d*)?", re.ASCII)
_SEPARATORS = re.compile(r"[、;；\n]+")
_ID_REASONS = {
    "shape": Text("应为 18 位(或旧 15 位)", "it should have 18 digits (or the old 15)"),
    "birth_date": Text("其中的出生日期不存在", "the birth date in it does not exist"),
    "check_digit": Text("校验码不符", "its check digit does not match"),
}
_PERIOD_WORDS: dict[PeriodKind, tuple[Text, str]] = {
    "month": (Text("月份", "month"), "2026-10"),
    "quarter": (Text("季度", "quarter"), "2026Q3"),
}


class BadValue(ValueError):
    """A raw value that its kind does not take: the finding's code and facts."""

    def __init__(self, code: str, **facts: object) -> None:
        self.code = code
        self.facts = facts
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Setting:
    """What reading needs to know beside the raw value: the office's zone, and the day that relative terms count from."""

    zone: tzinfo
    base: date | None = None


def is_blank(raw: object) -> bool:
    """True if nothing was given: None, blank text, a list or group of nothing else."""
    if raw is None:
        return True
    if isinstance(raw, str):
        return not raw.strip()
    if isinstance(raw, Mapping):
        return all(is_blank(item) for item in raw.values())
    return isinstance(raw, (list, tuple)) and all(is_blank(item) for item in raw)


def illegal_characters(text: str) -> list[str]:
    """Return the names of the characters in `text` that XML forbids: controls, lone surrogates, U+FFFE/F."""
    return [f"U+{ord(c):04X}" for c in text if not _legal(ord(c))]


def read_value(field: Field, raw: object, setting: Setting) -> Value:
    """Return the value that `raw` gives for `field`; raises BadValue, for a table or group always."""
    if field.kind in NESTED:
        raise BadValue("table_expected")
    if isinstance(raw, (Mapping, list, tuple)) and field.kind not in MANY:
        raise BadValue("text_pattern", hint=field.label.zh)
    for text in raw if isinstance(raw, (list, tuple)) else [raw]:
        if isinstance(text, str) and (names := illegal_characters(text)):
            raise BadValue("illegal_character", names=names)
    return READERS[field.kind](field, raw, setting)


def plain(value: Value) -> object:
    """Return `value` as JSON knows it: days and instants ISO 8601, decimals as text."""
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def shown(raw: object) -> str:
    """Return a raw value as a finding quotes it: as typed, at most 80 characters."""
    text = raw.isoformat(sep=" ") if isinstance(raw, datetime) else str("" if raw is None else raw)
    return text if len(text) <= 80 else text[:79] + "…"


def _legal(code: int) -> bool:
    return code in (0x9, 0xA, 0xD) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000


def _text(field: Field, raw: object, _: Setting) -> str:
    if isinstance(raw, bool):
        return "是" if raw else "否"
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    text = raw.isoformat(sep=" ") if isinstance(raw, datetime) else str(raw)
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return text if field.kind is Kind.LONGTEXT else " ".join(text.splitlines())


def _sign(field: Field, raw: object, setting: Setting) -> str | bool:
    text = raw if isinstance(raw, bool) else _text(field, raw, setting)
    return True if text in YES else False if text in NO else text


def _day(field: Field, raw: object, setting: Setting) -> date:
    if isinstance(raw, datetime) and raw.tzinfo:
        raw = _instant(field, raw, setting)
    try:
        return read_day(raw, setting.base)
    except NoDate as fault:
        if fault.code == "relative_without_base" and field.base:
            raise BadValue(fault.code, base=field.base) from None
        raise BadValue("date_invalid") from None


def _instant(_: Field, raw: object, setting: Setting) -> datetime:
    try:
        return read_instant(raw, setting.zone)
    except NoDate as fault:
        raise BadValue(fault.code) from None


def _clock(_: Field, raw: object, __: Setting) -> time:
    try:
        return read_clock(raw)
    except NoDate as fault:
        raise BadValue(fault.code) from None


def _decimal(_: Field, raw: object, __: Setting) -> Decimal:
    if isinstance(raw, bool):
        raise BadValue("number_invalid")
    written = f"{raw:.15g}" if isinstance(raw, float) else str(raw)  # 15 digits, as Excel itself shows a sum
    text = unicodedata.normalize("NFKC", written).strip().removeprefix("¥").removesuffix("元").strip()
    try:
        number = Decimal(text.replace(",", "") if _GROUPED.fullmatch(text) else text)
    except InvalidOperation:
        raise BadValue("number_invalid") from None
    if not number.is_finite() or abs(number) >= MOST or 0 < abs(number) < LEAST:
        raise BadValue("number_invalid")
    return number


def _int(field: Field, raw: object, setting: Setting) -> int:
    number = _decimal(field, raw, setting)
    if number != number.to_integral_value():
        raise BadValue("number_not_whole")
    return int(number)


def _money(field: Field, raw: object, setting: Setting) -> Decimal:
    number = _decimal(field, raw, setting)
    if number != number.quantize(Decimal("0.01")):
        raise BadValue("money_places")
    return number.quantize(Decimal("0.01"))


def _percent(field: Field, raw: object, setting: Setting) -> Decimal:
    text = unicodedata.normalize("NFKC", str(raw)).strip()
    if text.endswith("%"):
        return _decimal(field, text[:-1], setting) / 100
    return _decimal(field, raw, setting)


def _choice(field: Field, raw: object) -> str:
    text = " ".join(str(raw).split())
    for choice in field.choices:
        if text in (choice.zh, choice.en) or text.casefold() == choice.en.casefold():
            return choice.zh
    known = [choice.zh for choice in field.choices]
    close = nearest(text, known)
    raise BadValue("enum_unknown", choices=field.choices, nearest=did_you_mean(close))


def _enum(field: Field, raw: object, _: Setting) -> str:
    return _choice(field, raw)


def _multi(field: Field, raw: object, _: Setting) -> tuple[str, ...]:
    items = raw if isinstance(raw, (list, tuple)) else re.split(r"[、;；,，\n]+", str(raw))
    return tuple(dict.fromkeys(_choice(field, item) for item in items if not is_blank(item)))


def _bool(_: Field, raw: object, __: Setting) -> bool:
    if isinstance(raw, bool):
        return raw
    text = unicodedata.normalize("NFKC", str(raw)).strip().casefold().removesuffix(".0")
    if text in YES:
        return True
    if text in NO:
        return False
    raise BadValue("bool_unknown")


def _phone(_: Field, raw: object, __: Setting) -> str:
    text = unicodedata.normalize("NFKC", str(raw)).strip().removesuffix(".0")
    if _SCIENTIFIC.fullmatch(text):
        raise BadValue("phone_damaged")
    text = re.sub(r"[\s\u2010-\u2015]+", lambda m: "" if m[0].isspace() else "-", text)
    text = text.removeprefix("+86").removeprefix("-")
    digits = text.replace("-", "")
    if _MOBILE.fullmatch(digits):
        return digits
    if _LANDLINE.fullmatch(text) or _SERVICE.fullmatch(text):
        return text
    raise BadValue("phone_invalid")


def _idno(_: Field, raw: object, __: Setting) -> str:
    text = unicodedata.normalize("NFKC", str(raw)).strip().upper()
    if isinstance(raw, float) or _SCIENTIFIC.fullmatch(text):
        raise BadValue("id_damaged")
    fault = id_fault(text)
    if fault is not None:
        raise BadValue("id_invalid", reason=_ID_REASONS[fault])
    return text


def _period(kind: PeriodKind) -> Callable[[Field, object, Setting], str]:
    def read(_: Field, raw: object, __: Setting) -> str:
        text = raw.strftime("%Y-%m") if isinstance(raw, date) else unicodedata.normalize("NFKC", str(raw))
        try:
            return str(parse_period(kind, text))
        except ValueError:
            what, hint = _PERIOD_WORDS[kind]
            raise BadValue("period_invalid", what=what, hint=hint) from None

    return read


def _list(_: Field, raw: object, __: Setting) -> tuple[str, ...]:
    items = raw if isinstance(raw, (list, tuple)) else _split(str(raw))
    if any(isinstance(item, (Mapping, list, tuple)) for item in items):
        raise BadValue("list_expected")
    return tuple(text for item in items if (text := str("" if item is None else item).strip()))


def _split(text: str) -> list[str]:
    """Return a text's items: its lines where it has several, else what 、 or ; part (a sentence keeps its 、)."""
    return text.splitlines() if "\n" in text.strip() else _SEPARATORS.split(text)


READERS: dict[Kind, Callable[[Field, object, Setting], Value]] = {
    Kind.TEXT: _text,
    Kind.LONGTEXT: _text,
    Kind.PERSON: _text,
    Kind.DEPARTMENT: _text,
    Kind.SIGN: _sign,
    Kind.DATE: _day,
    Kind.DATETIME: _instant,
    Kind.TIME: _clock,
    Kind.INT: _int,
    Kind.DECIMAL: _decimal,
    Kind.MONEY: _money,
    Kind.PERCENT: _percent,
    Kind.ENUM: _enum,
    Kind.MULTI: _multi,
    Kind.BOOL: _bool,
    Kind.PHONE: _phone,
    Kind.IDNO: _idno,
    Kind.MONTH: _period("month"),
    Kind.QUARTER: _period("quarter"),
    Kind.LIST: _list,
}
