"""What a blank form says: its headings, and what each field wants, in both languages."""

from recordkit.domain.fields import Field, Kind
from recordkit.wording import Lang, Text

WANTS = {
    Kind.DATE: Text("日期, 如 2026-11-09", "a day, such as 2026-11-09"),
    Kind.DATETIME: Text("日期和时间, 如 2026-11-09 15:00", "day and time, such as 2026-11-09 15:00"),
    Kind.TIME: Text("时间, 如 15:00", "a time, such as 15:00"),
    Kind.INT: Text("整数", "a whole number"),
    Kind.DECIMAL: Text("数字", "a number"),
    Kind.MONEY: Text("金额(元), 至多两位小数", "an amount, at most two decimals"),
    Kind.PERCENT: Text("百分数, 如 96.4%", "a percentage, such as 96.4%"),
    Kind.BOOL: Text("是 或 否", "yes or no"),
    Kind.PHONE: Text("手机 11 位, 座机带区号", "a mobile, or a landline with area code"),
    Kind.IDNO: Text("18 位身份证号码", "18 digits"),
    Kind.MONTH: Text("月份, 如 2026-10", "a month, such as 2026-10"),
    Kind.QUARTER: Text("季度, 如 2026Q3", "a quarter, such as 2026Q3"),
    Kind.LIST: Text("每行一项(Alt+Enter 换行), 或用顿号分隔", "one a line (Alt+Enter), or separated by 、"),
    Kind.MULTI: Text("可多选, 用顿号分隔", "several, separated by 、"),
    Kind.SIGN: Text("签名人姓名, 可留待签字", "who signs; may be left for the signature"),
}
RELATIVE = Text("或写期限, 如 两周内", "or a term, such as 两周内 (within two weeks)")
YES_NO = Text("是,否", "yes,no")
GENERAL = Text("基本信息", "General")
NOW = Text("登记时填写", "When it is registered")
LATER = Text("后续登记(以后填, 现在可空)", "Later entries (may stay empty now)")
REQUIRED = Text("必填", "required")
UNLESS = Text("不填即“{value}”", "{value} if left empty")
ONE_OF = Text("可选: {choices}", "one of: {choices}")
CHOICES = Text("选项", "Choices")
CARD_HELP = Text(
    "请填写中间一列, 带 * 的必填。{tables}", "Fill in the middle column; * is required. {tables}"
)
TABLES_HELP = Text("另有工作表: {names}。", "Further sheets: {names}.")
LIST_HELP = Text(
    "每行一项, 带 * 的必填。请勿改动表头; 不用的行留空即可。",
    "One record a row; * is required. Keep the headings as they are; leave spare rows empty.",
)
PAGE = Text("第 &P 页, 共 &N 页", "Page &P of &N")


def hint(spec: Field, lang: Lang) -> str:
    """Return what a field wants, in one line: required, its own note, its kind, its choices, its default."""
    default = "" if spec.default in (None, "") else UNLESS.say(lang, {"value": _default(spec, lang)})
    choices = ONE_OF.say(lang, {"choices": spec.choices}) if spec.choices else ""
    wants = WANTS[spec.kind].say(lang) if spec.kind in WANTS else ""
    parts = [
        REQUIRED.say(lang) if spec.required and spec.default is None else "",
        spec.note.say(lang) if spec.note else "",
        f"{wants}, {RELATIVE.say(lang)}" if spec.base else wants,
        choices,
        default,
    ]
    return ("; " if lang == "en" else "；").join(part for part in parts if part)


def starred(spec: Field, lang: Lang) -> str:
    """Return a field's label, with a star where it cannot be left empty."""
    return f"{spec.label.say(lang)}{' *' if spec.required and spec.default is None else ''}"


def _default(spec: Field, lang: Lang) -> object:
    if isinstance(spec.default, bool):
        return YES_NO.say(lang).split(",")[not spec.default]
    return next((choice.say(lang) for choice in spec.choices if choice.zh == spec.default), spec.default)
