"""A record's plain values as lines: a label and what it holds, tables and groups indented below."""

from collections.abc import Iterator, Mapping, Sequence

from recordkit.domain.fields import Field, Kind
from recordkit.domain.moments import noted
from recordkit.wording import Lang


def value_lines(
    fields: Sequence[Field], values: Mapping[str, object], lang: Lang, indent: str = "  "
) -> Iterator[str]:
    """Yield the values in the fields' order, under their labels; what is empty is left out."""
    known = {field.key: field for field in fields}
    ordered = [key for key in known if key in values] + [key for key in values if key not in known]
    for key in ordered:
        value = values[key]
        if value is not None and value not in ("", []):
            later = noted(fields, key)
            field = known.get(key) or (later and later[1])
            label = later[0].say(lang) if later else field.label.say(lang) if field else key
            shown = _clock(str(value)) if field and field.kind is Kind.DATETIME else value
            yield from _lines(label, shown, field.columns if field else (), (lang, indent))


def _lines(label: str, value: object, columns: Sequence[Field], style: tuple[Lang, str]) -> Iterator[str]:
    lang, indent = style
    if isinstance(value, Mapping):
        yield f"{indent}{label}:"
        yield from value_lines(columns, value, lang, indent + "  ")
    elif isinstance(value, list) and any(isinstance(item, Mapping) for item in value):
        for number, item in enumerate(value, start=1):
            yield from _lines(f"{label} {number}", item, columns, style)
    elif isinstance(value, list):
        yield f"{indent}{label}: {('、' if lang == 'zh' else ', ').join(map(str, value))}"
    else:
        yield f"{indent}{label}: {_said(value, lang)}".replace("\n", f"\n{indent}  ")


def _said(value: object, lang: Lang) -> str:
    if isinstance(value, bool):
        return {("zh", True): "是", ("zh", False): "否", ("en", True): "yes", ("en", False): "no"}[
            lang, value
        ]
    return str(value)


def _clock(iso: str) -> str:
    """Return 2026-11-02 08:40 for 2026-11-02T08:40:00+08:00, as the record's own clock says it."""
    return f"{iso[:10]} {iso[11:16]}"
