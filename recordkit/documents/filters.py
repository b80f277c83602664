"""The filters that templates may use on values: pure, and nothing (None) becomes the empty text."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from recordkit.documents.charts.chart import chart
from recordkit.documents.faults import Unfit
from recordkit.wording import Text

DIGITS = "零一二三四五六七八九"
TICKED, UNTICKED = "☑", "☐"


def cn_date(value: date | None) -> str:
    """Return 2026年11月9日, without leading zeros (GB/T 9704-2012, 7.3.5); a datetime by its own zone's day."""
    if value is None:
        return ""
    day = _day(value)
    return f"{day.year}年{day.month}月{day.day}日"


def cn_datetime(value: datetime | None) -> str:
    """Return 2026年11月9日 15:00, by the wall clock of the value's own zone."""
    return "" if value is None else f"{cn_date(value)} {clock(value)}"


def clock(value: datetime | time | None) -> str:
    """Return 15:00, by the wall clock of the value's own zone."""
    if value is None:
        return ""
    if not isinstance(value, (datetime, time)):
        raise Unfit(Text(f"{value!r} 不是时间", f"{value!r} is no time of day"))
    return f"{value.hour:02}:{value.minute:02}"


def iso_date(value: date | None) -> str:
    """Return 2026-11-09 (GB/T 7408.1); a datetime by its own zone's day."""
    return "" if value is None else _day(value).isoformat()


def money(value: Decimal | float | str | None) -> str:
    """Return 1,234.50: two places, halves away from zero."""
    return "" if value is None else f"{_rounded(_decimal(value), '0.01'):,.2f}"


def percent(value: Decimal | float | str | None, places: int = 1) -> str:
    """Return 96.4% for 0.964: `places` decimals, halves away from zero."""
    if value is None:
        return ""
    exponent = Decimal(1).scaleb(-places)
    return f"{_rounded(_decimal(value) * 100, str(exponent)):f}%"


def joined(values: Iterable[object] | None, sep: str = "、", of: str | None = None) -> str:
    """Return the values in one line; with `of`, what each (a mapping) has under that key."""
    if values is None:
        return ""
    if isinstance(values, (str, bytes, Mapping)) or not isinstance(values, Iterable):
        raise Unfit(Text("joined 需要一个列表", "joined wants a list"))
    items = values if of is None else [_part(item, of) for item in values]
    return sep.join("" if item is None else str(item) for item in items)


def yes_no(value: object) -> str:
    """Return 是 for true, 否 for false."""
    return "" if value is None else ("是" if value else "否")


def tick(value: object) -> str:
    """Return ☑ for true and ☐ for false or nothing: a form's box is never left out."""
    return TICKED if value else UNTICKED


def choices(value: object, options: Iterable[object]) -> str:
    """Return every option behind its box, the chosen ones ticked: ☑来访 ☐来电; `value` may be a list of them."""
    chosen = set(value) if isinstance(value, (list, tuple, set, frozenset)) else {value}
    return " ".join(f"{tick(option in chosen)}{option}" for option in options)


def blank_if_none(value: object) -> object:
    """Return the value, or the empty text for nothing."""
    return "" if value is None else value


def cn_number(value: int | None) -> str:
    """Return 一 for 1, 二十三 for 23, up to 九十九; zero is 零."""
    if value is None:
        return ""
    if not isinstance(value, int) or not 0 <= value <= 99:
        raise Unfit(Text(f"{value!r} 不是 0–99 的整数", f"{value!r} is no whole number from 0 to 99"))
    tens, ones = divmod(value, 10)
    if not tens:
        return DIGITS[ones]
    return ("" if tens == 1 else DIGITS[tens]) + "十" + (DIGITS[ones] if ones else "")


def period_cn(value: str | None) -> str:
    """Return 2026年10月 for 2026-10, 2026年第三季度 for 2026Q3, 2026年 for 2026."""
    if value is None:
        return ""
    text = str(value)
    if len(text) == 4 and text.isdecimal():
        return f"{text}年"
    year, rest = text[:4], text[4:]
    if year.isdecimal() and rest in {"Q1", "Q2", "Q3", "Q4"}:
        return f"{year}年第{cn_number(int(rest[1]))}季度"
    if year.isdecimal() and len(rest) == 3 and rest[0] == "-" and rest[1:] in MONTHS:
        return f"{year}年{int(rest[1:])}月"
    raise Unfit(Text(f"{text!r} 不是期间", f"{text!r} is no period"))


MONTHS = frozenset(f"{month:02}" for month in range(1, 13))

FILTERS: dict[str, Callable[..., object]] = {
    "cn_date": cn_date,
    "cn_datetime": cn_datetime,
    "clock": clock,
    "iso_date": iso_date,
    "money": money,
    "percent": percent,
    "joined": joined,
    "yes_no": yes_no,
    "tick": tick,
    "choices": choices,
    "blank_if_none": blank_if_none,
    "cn_number": cn_number,
    "period_cn": period_cn,
    "chart": chart,
}


def _day(value: object) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    raise Unfit(Text(f"{value!r} 不是日期", f"{value!r} is no date"))


def _decimal(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, (int, float, str, Decimal)):
        raise Unfit(Text(f"{value!r} 不是数字", f"{value!r} is no number"))
    try:
        number = Decimal(str(value))
    except InvalidOperation as error:
        raise Unfit(Text(f"{value!r} 不是数字", f"{value!r} is no number")) from error
    if not number.is_finite():
        raise Unfit(Text(f"{value!r} 不是有限的数字", f"{value!r} is no finite number"))
    return number


def _rounded(number: Decimal, exponent: str) -> Decimal:
    try:
        return number.quantize(Decimal(exponent), ROUND_HALF_UP)
    except InvalidOperation as error:
        raise Unfit(Text(f"{number} 位数过多", f"{number} has too many digits")) from error


def _part(item: object, of: str) -> object:
    if isinstance(item, Mapping):
        if of not in item:
            raise Unfit(Text(f"列表项没有“{of}”", f"an item of the list has no {of!r}"))
        return item[of]
    raise Unfit(Text(f"列表项没有“{of}”", f"an item of the list has no {of!r}"))
