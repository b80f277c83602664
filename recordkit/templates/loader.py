"""type.toml to RecordType: the closed vocabulary is checked here, every fault at once, before anything uses the type."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from recordkit.domain.checks import ACROSS_RECORDS, RULES
from recordkit.domain.columns import COLUMNS
from recordkit.domain.fields import NESTED, Field, Kind, Rule
from recordkit.domain.masking import FREE, MASKS
from recordkit.domain.nearest import nearest
from recordkit.domain.recordtype import OUTPUTS, Deadline, RecordType, Section
from recordkit.errors import BadType
from recordkit.wording import Text

TYPE_KEYS = frozenset(
    "key code word label summary output template rules day natural_key title department period sensitive masked full_tier "
    "retention deadline view_of sections fields".split()
)
FIELD_KEYS = frozenset(
    "key label kind required moment choices columns checks computed mask base aliases default note width".split()
)
TIER_NAMES = ("staff", "supervisor", "director")


def load_type(folder: Path) -> RecordType:
    """Return the RecordType of a folder that holds type.toml; raises BadType naming every fault."""
    file = folder / "type.toml"
    try:
        raw = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise BadType(file=file, faults=f"- {fault}") from None
    faults = list(type_faults(raw, folder.name))
    if faults:
        raise BadType(file=file, faults="\n".join(f"- {fault}" for fault in faults))
    try:
        return build(raw)
    except (ValueError, KeyError, TypeError) as fault:
        raise BadType(file=file, faults=f"- {fault}") from None


def build(raw: Mapping[str, Any]) -> RecordType:
    """Return the RecordType that a checked type.toml describes."""
    return RecordType(
        key=raw["key"],
        code=raw.get("code", raw["key"].upper()),
        word=raw["word"],
        label=text(raw["label"]),
        output=raw["output"],
        fields=tuple(build_field(field) for field in raw["fields"]),
        day_field=raw.get("day"),
        natural_key=tuple(raw.get("natural_key", ())),
        title=tuple(raw.get("title", ())),
        department_field=raw.get("department"),
        period_field=raw.get("period"),
        sensitive=raw.get("sensitive", False),
        masked=raw.get("masked", False),
        full_tier=raw.get("full_tier", "supervisor"),
        retention=str(raw.get("retention", "")),
        deadline=Deadline(**raw["deadline"]) if "deadline" in raw else None,
        sections=tuple(
            Section(part["heading"], tuple(part.get("aliases", ()))) for part in raw.get("sections", ())
        ),
        view_of=raw.get("view_of"),
        rules=tuple(raw.get("rules", ())),
        summary=text(raw.get("summary", "")),
        template=raw.get("template", f"document.{raw['output']}"),
    )


def build_field(raw: Mapping[str, Any]) -> Field:
    """Return the Field that one checked table of type.toml describes."""
    return Field(
        key=raw["key"],
        label=text(raw["label"]),
        kind=Kind(raw["kind"]),
        required=raw.get("required", False),
        moment=raw.get("moment", False),
        choices=tuple(text(choice) for choice in raw.get("choices", ())),
        columns=tuple(build_field(column) for column in raw.get("columns", ())),
        checks=tuple(build_rule(rule) for rule in raw.get("checks", ())),
        computed=build_rule(raw["computed"]) if "computed" in raw else None,
        mask=raw.get("mask"),
        base=raw.get("base"),
        aliases=tuple(raw.get("aliases", ())),
        default=raw.get("default"),
        note=text(raw["note"]) if "note" in raw else None,
        width=raw.get("width"),
    )


def build_rule(raw: Mapping[str, Any]) -> Rule:
    """Return the Rule that an inline table such as {rule = "length", min = 2} describes."""
    params = {key: value for key, value in raw.items() if key not in ("rule", "severity")}
    if isinstance(params.get("why"), Mapping):
        params["why"] = text(params["why"])
    return Rule(raw["rule"], params, raw.get("severity", "error"))


def text(raw: object) -> Text:
    """Return a Text from {zh, en}, from a pair, or from one wording for both languages."""
    if isinstance(raw, Mapping):
        return Text(raw["zh"], raw["en"])
    if isinstance(raw, (list, tuple)):
        return Text(raw[0], raw[1])
    return Text(str(raw), str(raw))


def type_faults(raw: Mapping[str, Any], folder: str) -> Iterator[str]:
    """Yield what is wrong with a type.toml, in words that name the key and the nearest right one."""
    yield from _key_faults(raw, TYPE_KEYS, "", required=("key", "word", "label", "output", "fields"))
    if raw.get("key") != folder:
        yield f"key = {raw.get('key')!r} differs from the folder's name {folder!r}"
    if "-" in str(raw.get("word", "")):
        yield f"word = {raw['word']!r} must not hold '-'"
    if raw.get("output") not in OUTPUTS:
        yield f"output = {raw.get('output')!r}: one of {', '.join(OUTPUTS)}"
    if raw.get("full_tier", "supervisor") not in TIER_NAMES:
        yield f"full_tier = {raw['full_tier']!r}: one of {', '.join(TIER_NAMES)}"
    yield from _fields_faults(raw.get("fields", ()), "")
    yield from _reference_faults(raw)


def _reference_faults(raw: Mapping[str, Any]) -> Iterator[str]:
    known = [field.get("key", "") for field in raw.get("fields", ()) if isinstance(field, Mapping)]
    single = [(name, raw[name]) for name in ("day", "department", "period") if name in raw]
    many = [(name, key) for name in ("natural_key", "title") for key in raw.get(name, ())]
    for name, key in single + many:
        if key not in known:
            yield f"{name}: no field {key!r}{_offer(str(key), known)}"
    for repeated in sorted({key for key in known if known.count(key) > 1}):
        yield f"field {repeated!r} stands twice"


def _fields_faults(fields: Sequence[Mapping[str, Any]], place: str) -> Iterator[str]:
    for field in fields:
        at = f"{place}{field.get('key', '?')}"
        yield from _key_faults(field, FIELD_KEYS, f"{at}: ", required=("key", "label", "kind"))
        yield from _kind_faults(field, at)
        for rule in field.get("checks", ()):
            if rule.get("rule") not in RULES.keys() | ACROSS_RECORDS:
                yield f"{at}: no check {rule.get('rule')!r}{_offer(str(rule.get('rule')), RULES)}"
        computed = field.get("computed")
        if computed is not None and computed.get("rule") not in COLUMNS:
            yield f"{at}: no computed rule {computed.get('rule')!r}{_offer(str(computed.get('rule')), COLUMNS)}"
        yield from _fields_faults(field.get("columns", ()), f"{at}.")


def _kind_faults(field: Mapping[str, Any], at: str) -> Iterator[str]:
    kind = field.get("kind")
    kinds = [str(known) for known in Kind]
    if kind not in kinds:
        yield f"{at}: no kind {kind!r}{_offer(str(kind), kinds)}"
    if (kind in NESTED) != ("columns" in field):
        yield f"{at}: columns belong to a table or a group, and every table or group has them"
    if (kind in (Kind.ENUM, Kind.MULTI)) != ("choices" in field) and "computed" not in field:
        yield f"{at}: choices belong to enum or multi, and every one of them has some"
    if field.get("required") and (field.get("moment") or field.get("computed")):
        yield f"{at}: a moment or a computed field is never required"
    if "mask" in field and field["mask"] not in MASKS.keys() | {FREE}:
        yield f"{at}: no mask {field['mask']!r}{_offer(str(field['mask']), MASKS)}"


def _key_faults(
    raw: Mapping[str, Any], known: frozenset[str], at: str, *, required: Sequence[str]
) -> Iterator[str]:
    for key in raw:
        if key not in known:
            yield f"{at}no key {key!r}{_offer(key, known)}"
    for key in required:
        if key not in raw:
            yield f"{at}the key {key!r} is missing"


def _offer(word: str, known: Iterable[str]) -> str:
    close = nearest(word, known)
    return f" (did you mean {close!r}?)" if close else ""
