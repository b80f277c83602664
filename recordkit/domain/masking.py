"""Masking: what a list, a register or a report may show of a person (R83, R51; STANDARDS: common practice, a little stricter).

Law: no masked text holds the text it was made from (but surname and 3+4 digits); what is masked already stays as it is.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from recordkit.domain.fields import Field, Kind
from recordkit.domain.recordtype import RecordType

COMPOUND_SURNAMES = frozenset(
    (
        "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 司徒 司空 夏侯 轩辕 "
        "端木 南宫 独孤 申屠 公冶 太叔 闻人 澹台 赫连 拓跋 百里 呼延 东郭 西门"
    ).split()
)
ANONYMOUS = frozenset({"匿名", "佚名"})

_MASKED_PHONE = re.compile(r"(?:\d{3}|[^-]{1,4}-)?\*{4}[^*]{0,4}")
_WIDE = str.maketrans("０１２３４５６７８９Ｘｘ", "0123456789Xx")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d(?:[- ]?\d{4}){2}(?!\d)")
_ID = re.compile(r"(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])|(?<!\d)\d{15}(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)(0(?:10|2\d|[3-9]\d{2})-?)(\d{7,8})(?!\d)")
# a place's own name holds no 路 or 镇 after its first character (a street is no district), and 小区 is no 区
_PLACE = r"[^省市区县][^省市区县镇乡村路街号\d\s]{0,8}?"
_DISTRICT = re.compile(
    rf"(?:{_PLACE}(?:省|自治区|特别行政区))?"
    rf"(?:{_PLACE}(?:[镇乡]?市|自治州|州(?![市路街])|盟|地区))?"
    rf"(?:{_PLACE}(?<![小社园校院厂矿])(?:[镇乡]?市|区|县|旗(?![路街])))?"
)


def mask_name(name: str) -> str:
    """Return surname and stars: 张三 -> 张*, 欧阳修远 -> 欧阳**, one character -> *."""
    if name in ANONYMOUS or not name:
        return name
    if len(name) == 1:
        return "*"
    keep = 2 if len(name) > 2 and name[:2] in COMPOUND_SURNAMES else 1
    return name[:keep] + "*" * (len(name) - keep)


def mask_phone(phone: str) -> str:
    """Return 138****8000 for a mobile; area code and the last 4 digits (2 of a 7-digit number) for a landline.

    What is masked already stays as it is; what stands before a dash is shown only if it is short enough for an area code.
    """
    if _MASKED_PHONE.fullmatch(phone):
        return phone
    digits = phone.replace("-", "")
    if re.fullmatch(r"1\d{10}", digits):
        return f"{digits[:3]}****{digits[-4:]}"
    area, dash, local = phone.partition("-")
    if dash and local and len(area) <= 4:
        keep = 2 if len(local) <= 7 else 4
        return f"{area}-****{local[-keep:]}"
    return "****" + digits[-4:] if len(digits) > 4 else "****"


def mask_id(number: str) -> str:
    """Return the first 6 and the last 4 of an identity number: 110101********0014."""
    if len(number) <= 10:
        return "*" * len(number)
    return number[:6] + "*" * (len(number) - 10) + number[-4:].upper()


def mask_address(address: str) -> str:
    """Return the address down to its district or county, the rest hidden."""
    district = _DISTRICT.match(address.strip())
    return (district[0] if district else "") + "***"


def mask_record_no(number: str) -> str:
    """Return the last 3 characters of an outpatient or inpatient number."""
    return "*" * max(len(number) - 3, 0) + number[-3:] if len(number) > 3 else "*" * len(number)


def mask_all(_: str) -> str:
    """Return stars alone."""
    return "***"


MASKS: dict[str, Callable[[str], str]] = {
    "name": mask_name,
    "phone": mask_phone,
    "id": mask_id,
    "address": mask_address,
    "record_no": mask_record_no,
    "all": mask_all,
}
FREE = "free"
_LETTER = r"[^\s，。；、,;()（）]"
MASKING_COLUMNS = frozenset({"masked", "excerpt"})


def mask_free_text(text: str, known: Mapping[str, str]) -> str:
    """Return `text` with every known name, telephone and number of the case masked, then a sweep by pattern."""
    for secret in sorted(known, key=len, reverse=True):
        text = text.replace(secret, known[secret])
    text = _MOBILE.sub(lambda m: mask_phone(m[0].replace(" ", "")), text.translate(_WIDE))
    text = _ID.sub(lambda m: mask_id(m[0]), text)
    return _LANDLINE.sub(lambda m: f"{m[1]}****{m[2][-2 if len(m[2]) == 7 else -4 :]}", text)


def mask_values(rtype: RecordType, values: Mapping[str, object]) -> dict[str, object]:
    """Return the record's values as a register, report or masked copy shows them."""
    known = dict(secrets(rtype.fields, values))
    return {
        field.key: mask_value(field, values[field.key], known)
        for field in rtype.fields
        if field.key in values
    } | {key: value for key, value in values.items() if key not in rtype.known_keys}


def mask_register(view: RecordType, source: RecordType, values: Mapping[str, object]) -> dict[str, object]:
    """Return a full register's values as its masked edition shows them: each column as the case's own field masks it."""
    rows = values.get("rows")
    masked = (_mask_row(view, source, row) for row in (rows if isinstance(rows, (list, tuple)) else ()))
    return {**values, "rows": tuple(masked)}


def _mask_row(view: RecordType, source: RecordType, row: Mapping[str, object]) -> dict[str, object]:
    origins = {
        spec.key: source.field(str(spec.computed.params["of"]))
        for spec in view.fields
        if spec.computed is not None and spec.computed.rule in MASKING_COLUMNS
    }
    known = dict(secrets(origins.values(), {field.key: row.get(key) for key, field in origins.items()}))
    return {
        key: mask_value(origins[key], value, known, sweep=True) if key in origins else value
        for key, value in row.items()
    }


def secrets(fields: Iterable[Field], values: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Yield (secret, masked) for every masked value of the record, so that free text can be swept of them."""
    for field in fields:
        value = values.get(field.key)
        for group in value if isinstance(value, (list, tuple)) else [value]:
            if isinstance(group, Mapping):
                yield from secrets(field.columns, group)
            elif isinstance(group, str) and len(group) > 1 and field.mask in MASKS and group not in ANONYMOUS:
                yield group, MASKS[field.mask](group)


def mask_alike(text: str, masked: Iterable[str]) -> str:
    """Return `text` with all masked that one of the `masked` values may stand for: 江** hides 江怀远, and 江 with any two.

    For words that were written later, when only the masked record may be seen: too much is hidden rather than too little.
    """
    for hidden in sorted({each for each in masked if "*" in each and each.strip("*")}, key=len, reverse=True):
        shape = "".join(_LETTER if char == "*" else re.escape(char) for char in hidden)
        text = re.sub(shape, lambda _, shown=hidden: shown, text)  # type: ignore[misc] # mypy infers no default's type
    return text


def masked_texts(fields: Iterable[Field], values: Mapping[str, object]) -> Iterator[str]:
    """Yield what the masked fields of a masked record show: 江**, 138****8000."""
    for field in fields:
        value = values.get(field.key)
        for group in value if isinstance(value, (list, tuple)) else [value]:
            if isinstance(group, Mapping):
                yield from masked_texts(field.columns, group)
            elif isinstance(group, str) and field.mask in MASKS:
                yield group


def mask_value(field: Field, value: object, known: Mapping[str, str], *, sweep: bool = False) -> object:
    """Return one value as its field masks it: free and long text (any text, if `sweep`) is swept of what is `known`."""
    if isinstance(value, Mapping):
        return {key: mask_value(_column(field, key), item, known, sweep=sweep) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return tuple(mask_value(field, item, known, sweep=sweep) for item in value)
    if field.mask in MASKS and value is not None:
        return MASKS[field.mask](str(value))
    swept = sweep or field.mask == FREE or field.kind is Kind.LONGTEXT
    return mask_free_text(value, known) if swept and isinstance(value, str) else value


def _column(field: Field, key: str) -> Field:
    return next((column for column in field.columns if column.key == key), field)
