"""A record type in words and as JSON: its fields, deadline, tiers and retention."""

from collections.abc import Iterator, Sequence

from recordkit.domain.deadlines import Deadline
from recordkit.domain.fields import Field, Kind
from recordkit.domain.recordtype import RecordType
from recordkit.domain.tiers import TIERS
from recordkit.wording import Lang, Text

KINDS = {
    Kind.TEXT: Text("文字", "text"),
    Kind.LONGTEXT: Text("长文", "long text"),
    Kind.DATE: Text("日期", "date"),
    Kind.DATETIME: Text("日期时间", "date and time"),
    Kind.TIME: Text("时间", "time"),
    Kind.INT: Text("整数", "whole number"),
    Kind.DECIMAL: Text("小数", "decimal"),
    Kind.MONEY: Text("金额", "money"),
    Kind.PERCENT: Text("百分比", "per cent"),
    Kind.ENUM: Text("单选", "one of"),
    Kind.MULTI: Text("多选", "some of"),
    Kind.BOOL: Text("是否", "yes or no"),
    Kind.PERSON: Text("人员", "person"),
    Kind.DEPARTMENT: Text("科室", "department"),
    Kind.PHONE: Text("电话", "telephone"),
    Kind.IDNO: Text("身份证号", "identity number"),
    Kind.MONTH: Text("月份", "month"),
    Kind.QUARTER: Text("季度", "quarter"),
    Kind.LIST: Text("列表", "list"),
    Kind.TABLE: Text("表格", "table"),
    Kind.GROUP: Text("分组", "group"),
    Kind.SIGN: Text("签名", "signature"),
}
MONTHLY = Text("每月, 次月 {day} 日前(含当日)", "monthly, by day {day} of the next month (inclusive)")
WITHIN = Text(
    "每{period}, 结束后 {days} 天内(含当日)", "every {period}, within {days} days of its end (inclusive)"
)
BY_ITS_END = Text("每{period}, 期内最后一天(含当日)", "every {period}, by its last day (inclusive)")
PERIODS = {
    "week": Text("周", "week"),
    "month": Text("月", "month"),
    "quarter": Text("季度", "quarter"),
    "year": Text("年", "year"),
}
SHORT_DAY, SHORT_DAYS = (
    Text("次月 {n} 日", "day {n}, next month"),
    Text("期后 {n} 天", "{n} days after its end"),
)
SHORT_END = Text("期内", "by its last day")
NO_DEADLINE = Text("无", "none")
YEARS = Text("{n} 年", "{n} years")
FULL = Text("未脱敏件: {tier}及以上", "unmasked copies: {tier} or higher")
OPEN = Text("不脱敏", "not masked")


def deadline_words(deadline: Deadline | None, lang: Lang) -> str:
    """Return when the document of a period is due (R29, R30)."""
    if deadline is None:
        return NO_DEADLINE.say(lang)
    if deadline.day is not None:
        return MONTHLY.say(lang, {"day": deadline.day})
    if not deadline.days:
        return BY_ITS_END.say(lang, {"period": PERIODS[deadline.every]})
    return WITHIN.say(lang, {"period": PERIODS[deadline.every], "days": deadline.days})


def short_deadline(deadline: Deadline | None, lang: Lang) -> str:
    """Return the same in a few characters, for lists."""
    if deadline is None:
        return NO_DEADLINE.say(lang)
    if deadline.day is not None:
        return SHORT_DAY.say(lang, {"n": deadline.day})
    if not deadline.days:
        return SHORT_END.say(lang)
    return SHORT_DAYS.say(lang, {"n": deadline.days})


def duty_lines(rtype: RecordType, lang: Lang) -> list[str]:
    """Return each duty of the type: its key, what it is called, and until when (R8, R13, R42 ...)."""
    return [f"{rule.key}: {rule.label.say(lang)} · {rule.words.say(lang)}" for rule in rtype.duties]


def retention_words(rtype: RecordType, lang: Lang) -> str:
    """Return for how long the type is kept: years, or the type's own words."""
    return YEARS.say(lang, {"n": rtype.retention}) if rtype.retention.isdigit() else rtype.retention


def tier_words(rtype: RecordType, lang: Lang) -> str:
    """Return whose tier may have unmasked copies (R83)."""
    return FULL.say(lang, {"tier": TIERS[rtype.full_tier].label}) if rtype.sensitive else OPEN.say(lang)


def walk(fields: Sequence[Field], above: str = "") -> Iterator[tuple[str, Field]]:
    """Yield each field with its path: a table's columns come right after it."""
    for field in fields:
        path = f"{above}{field.key}"
        yield path, field
        yield from walk(field.columns, f"{path}.")


def plain_type(rtype: RecordType) -> dict[str, object]:
    """Return the type as `types --json` lists it."""
    return {
        "key": rtype.key,
        "code": rtype.code,
        "word": rtype.word,
        "label": _both(rtype.label),
        "summary": _both(rtype.summary),
        "output": None if rtype.filed_only else rtype.output,
        "filed_only": rtype.filed_only,
        "sensitive": rtype.sensitive,
        "retention": rtype.retention,
        "deadline": _plain_deadline(rtype.deadline),
        "view_of": rtype.view_of,
    }


def plain_whole(rtype: RecordType) -> dict[str, object]:
    """Return all that a type says, as `types KEY --json` prints it."""
    return {
        **plain_type(rtype),
        "full_tier": rtype.full_tier,
        "masked": rtype.masked,
        "natural_key": list(rtype.natural_key),
        "sections": [section.heading for section in rtype.sections],
        "rules": list(rtype.rules),
        "duties": [
            {"key": rule.key, "label": _both(rule.label), "when": _both(rule.words)} for rule in rtype.duties
        ],
        "fields": [plain_field(field) for field in rtype.fields],
    }


def plain_field(field: Field) -> dict[str, object]:
    """Return a field, its columns within."""
    return {
        "key": field.key,
        "label": _both(field.label),
        "kind": field.kind.value,
        "required": field.required,
        "moment": field.moment,
        "computed": None if field.computed is None else field.computed.rule,
        "mask": field.mask,
        "choices": [_both(choice) for choice in field.choices],
        "aliases": list(field.aliases),
        "note": None if field.note is None else _both(field.note),
        "columns": [plain_field(column) for column in field.columns],
    }


def _plain_deadline(deadline: Deadline | None) -> dict[str, object] | None:
    return None if deadline is None else {"every": deadline.every, "day": deadline.day, "days": deadline.days}


def _both(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}
