"""What is wrong with a type.toml: the closed vocabulary, every fault at once, before anything uses the type."""

from collections.abc import Iterator, Mapping
from typing import Any

from recordkit.domain.followups import DAY, OF_THE_ENTRY
from recordkit.domain.naming import FORBIDDEN, fits, repair
from recordkit.domain.parameters import DAYS, EVERY_KIND, PERIODS, SINGLE
from recordkit.domain.periods import KINDS, PeriodKind
from recordkit.domain.recordtype import OUTPUTS
from recordkit.templates.duty_faults import duties_faults, is_deadline
from recordkit.templates.fault_words import fault, offer
from recordkit.templates.field_faults import Fields, field_faults, read_fields
from recordkit.templates.shapes import (
    DEADLINE_KEYS,
    SECTION_KEYS,
    TYPE_KEYS,
    is_text,
    shape_faults,
    sound,
)
from recordkit.wording import Text

TIER_NAMES = ("staff", "supervisor", "director")
REQUIRED = ("key", "word", "label", "fields")
MADE = ("output", "template", "natural_key", "view_of", "masked")
"""Keys that say how a document is made; `output` must be there, unless the type is only filed."""
LONGEST_REST = "-2026-11-20-999999999.docx"
"""What follows the word in the longest file name."""
REFERENCES = {
    "day": DAYS,
    "department": SINGLE,
    "period": PERIODS,
    "natural_key": EVERY_KIND,
    "title": EVERY_KIND,
}


def type_faults(raw: Mapping[str, Any], folder: str) -> Iterator[Text]:
    """Yield what is wrong with the tables of a type.toml that lies in `folder`, in words that name the place."""
    yield from shape_faults(raw, TYPE_KEYS, "", required=REQUIRED)
    fit = sound(raw, TYPE_KEYS)
    yield from _made_faults(raw, fit)
    yield from _head_faults(fit, folder)
    yield from _word_faults(fit)
    yield from _deadline_faults(fit)
    for section in fit.get("sections", ()):
        yield from shape_faults(section, SECTION_KEYS, "sections", required=("heading",))
    fields = read_fields(fit.get("fields", ()), _every(fit), view="view_of" in raw, duties=_counted(fit))
    yield from field_faults(fields)
    yield from _reference_faults(fit, fields)
    yield from _register_faults(fit, fields)
    yield from duties_faults(fit.get("duties", ()), fields)


def _made_faults(raw: Mapping[str, Any], fit: Mapping[str, Any]) -> Iterator[Text]:
    """Yield how a type is made although it is only filed, or what it needs to be made."""
    if not fit.get("filed_only", False):
        yield from (
            () if "output" in raw else [fault("", "缺少 {key}", "the key {key} is missing", key="output")]
        )
        return
    for key in MADE:
        if key in raw:
            yield fault("", "{key} 不能与 filed_only 同用", "{key} does not go with filed_only", key=key)


def _head_faults(fit: Mapping[str, Any], folder: str) -> Iterator[Text]:
    if "key" in fit and fit["key"] != folder:
        yield fault(
            "",
            "key = {key} 与文件夹名 {folder} 不同",
            "key = {key} differs from the folder's name {folder}",
            key=fit["key"],
            folder=folder,
        )
    for name, known in (("output", OUTPUTS), ("full_tier", TIER_NAMES)):
        if name in fit and fit[name] not in known:
            yield fault(
                "",
                "{name} = {value}: 应为 {known} 之一",
                "{name} = {value}: one of {known}",
                name=Text(name, name),
                value=fit[name],
                known=known,
            )
    template = fit.get("template")
    if template and fit.get("output") in OUTPUTS and not _plain_file(template, fit["output"]):
        yield fault(
            "",
            "template = {template}: 应为本文件夹中的 .{output} 文件",
            "template = {template}: a .{output} file of this folder is wanted",
            template=template,
            output=(fit["output"],),
        )


def _plain_file(name: str, output: str) -> bool:
    return name.endswith(f".{output}") and not name.startswith(".") and not set(name) & set("/\\:\0")


def _word_faults(fit: Mapping[str, Any]) -> Iterator[Text]:
    """Yield why no file name could begin with the word (R1)."""
    word = fit.get("word")
    if word is None:
        return
    if FORBIDDEN.search(word):
        yield fault(
            "",
            r'word = {word}: 不能有空格、- 和 \ / : * ? " < > |',
            r'word = {word} must not hold a space, - or \ / : * ? " < > |',
            word=word,
        )
    elif repair(word) != word:
        yield fault(
            "",
            "word = {word}: 文件名中会写成 {plain}, 请照此写",
            "word = {word}: file names will have {plain}; write that",
            word=word,
            plain=repair(word),
        )
    elif not fits(word + LONGEST_REST):
        yield fault("", "word = {word}: 太长", "word = {word}: it is too long", word=word)


def _deadline_faults(fit: Mapping[str, Any]) -> Iterator[Text]:
    raw = fit.get("deadline")
    if raw is None:
        return
    faults = list(shape_faults(raw, DEADLINE_KEYS, "deadline", required=("every",)))
    yield from faults
    if "every" in sound(raw, DEADLINE_KEYS) and raw["every"] not in KINDS:
        yield fault(
            "deadline",
            "every = {every}: 应为 {known} 之一",
            "every = {every}: one of {known}",
            every=raw["every"],
            known=KINDS,
        )
    elif not faults and not is_deadline(raw):
        yield fault(
            "deadline",
            "须写 day(1 到 28)或 days(0 到 366)之一",
            "either day (1 to 28) or days (0 to 366) is wanted",
        )


def _every(fit: Mapping[str, Any]) -> PeriodKind | None:
    every = fit.get("deadline", {}).get("every")
    return next((kind for kind in KINDS if kind == every), None)


def _counted(fit: Mapping[str, Any]) -> frozenset[str]:
    """Return the keys of the duties that count from a field of the record: a computed column can show when one is due."""
    duties = (duty for duty in fit.get("duties", ()) if "each" not in duty and is_text(duty.get("key")))
    return frozenset(
        duty["key"] for duty in duties if "due" in duty or duty.get("from", DAY) not in OF_THE_ENTRY
    )


def _reference_faults(fit: Mapping[str, Any], fields: Fields) -> Iterator[Text]:
    """Yield what the type says of fields that there are not, or that will not do."""
    specs = {spec.key: spec for spec in fields.specs}
    for name, kinds in REFERENCES.items():
        for key in [fit[name]] if isinstance(fit.get(name), str) else fit.get(name, ()):
            if (spec := specs.get(key)) is None:
                near = offer(key, specs)
                yield fault(name, "没有项目 {key}{near}", "no field {key}{near}", key=key, near=near)
            elif key not in fields.unsure and spec.kind not in kinds:
                yield fault(
                    name,
                    "{key} 不能是 {kind}",
                    "{key} must not be a {kind}",
                    key=key,
                    kind=(spec.kind.value,),
                )
            elif name == "natural_key" and not fields.view and (spec.computed or spec.moment):
                yield fault(
                    name,
                    "{key} 在登记时还没有值",
                    "{key} has no value yet when the record is made",
                    key=key,
                )
    period = specs.get(str(fit.get("period")))
    if period is not None and fields.every and period.kind in PERIODS and period.kind != fields.every:
        yield fault(
            "deadline",
            "every = {every}, 但 {key} 是 {kind}",
            "every = {every}, but {key} is a {kind}",
            every=fields.every,
            key=period.key,
            kind=(period.kind.value,),
        )


def _register_faults(fit: Mapping[str, Any], fields: Fields) -> Iterator[Text]:
    if "fields" in fit and not fields.specs:
        yield fault("fields", "至少要有一个项目", "at least one field is wanted")
    if not fields.view:
        return
    if fit.get("view_of") == fit.get("key"):
        yield fault("view_of", "不能是自己", "a register is not of itself")
    for spec in fields.specs:
        if spec.computed is None:
            yield fault(
                spec.key, "台账的每一列都由系统计算(computed)", "every column of a register is computed"
            )
