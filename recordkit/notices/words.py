"""What a reminder says: a subject that says it all, and a line for each thing, in one language.

Law: type, period or name, department and days - nothing out of a record, so no personal data of a patient (R83).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo

from recordkit.domain.duties import Duty, Standing
from recordkit.domain.periods import Period
from recordkit.domain.reminders import Reminder, When, days_left
from recordkit.wording import Lang, Text

MONTHS = "January February March April May June July August September October November December".split()
SHOWN = 100
"""Lines of one message; the others are counted."""
LATE = Text("逾期 {n} 天", "{n} days late")
ONE_LATE = Text("逾期 1 天", "1 day late")
OVER = Text("已过时限", "overdue")
RAISED = Text("上报: {tag}", "escalated: {tag}")
LEFT = Text("还有 {n} 天", "due in {n} days")
TOMORROW = Text("明天到期", "due tomorrow")
TODAY = Text("今天到期", "due today")
TODAY_AT = Text("今天 {at} 到期", "due today at {at}")
SUBJECT = Text("【{tag}】{what} — {department}", "[{tag}] {what} — {department}")
LINE = Text("{subject}, 截止 {due}", "{subject}, due {due}")
PROVISIONAL = Text("(暂定)", " (provisional)")
MANY = Text("【提醒 {n} 项】{office}", "[{n} reminders] {office}")
MANY_LATE = Text("【提醒 {n} 项, 逾期 {late} 项】{office}", "[{n} reminders, {late} late] {office}")
MORE = Text("……另有 {n} 项", "… and {n} more")
REJECTED = Text("【退回】您放入收件夹的文件未能归档", "[returned] a file that you dropped was not filed")
REJECTED_NAMED = Text("【退回】{name} 未能归档", "[returned] {name} was not filed")
REJECTED_LINE = Text(
    "{subject}({at})。原因写在收件夹“退回”中该文件旁的说明里, 改正后请重新放入。",
    "{subject} ({at}). The reason lies beside it in the inbox's 退回 folder; drop it again when it is put right.",
)
FOOTER = Text(
    "由 {office} 的 recordkit 自动发出, 请勿回复。各项的情况见收件夹中的“归档状态.html”。",
    "Sent by recordkit of {office}; please do not reply. How everything stands: 归档状态.html in the inbox.",
)


def subject_of(reminder: Reminder, labels: Mapping[str, Text], now: datetime, lang: Lang) -> str:
    """Return the sentence that says it all: 【逾期 2 天】月度总结报告 2026年10月 — 内科; `now` is in the office's zone."""
    duty = reminder.duty
    label = labels[duty.kind].say(lang)
    what = f"{label} {occasion(duty, lang)}"
    facts = {"tag": _tag(reminder, now, lang), "what": what, "department": duty.department}
    return on_one_line(SUBJECT.say(lang, facts))


def line_of(reminder: Reminder, subject: str, now: datetime, lang: Lang) -> str:
    """Return the line of a message about it: the subject and when it falls due."""
    falls = reminder.duty.falls
    zone = now.tzinfo
    last = falls.last
    due = last.astimezone(zone).strftime("%Y-%m-%d %H:%M") if isinstance(last, datetime) else last.isoformat()
    return LINE.say(
        lang, {"subject": subject, "due": due + (PROVISIONAL.say(lang) if falls.provisional else "")}
    )


def rejection_words(name: str | None, at: datetime, lang: Lang) -> tuple[str, str]:
    """Return subject and line about a file that came back at `at`; its own name is said only where it is a proper one."""
    subject = REJECTED.say(lang) if name is None else REJECTED_NAMED.say(lang, {"name": name})
    return subject, REJECTED_LINE.say(lang, {"subject": subject, "at": at.strftime("%Y-%m-%d %H:%M")})


def whole_subject(subjects: Sequence[str], late: int, office: str, lang: Lang) -> str:
    """Return the subject of a message: its only reminder's, or how many there are."""
    if len(subjects) == 1:
        return subjects[0]
    facts = {"n": len(subjects), "late": late, "office": office}
    return on_one_line((MANY_LATE if late else MANY).say(lang, facts))


def whole_lines(lines: Sequence[str], lang: Lang) -> tuple[str, ...]:
    """Return the lines of a message, SHOWN at most."""
    if len(lines) <= SHOWN:
        return tuple(lines)
    return (*lines[:SHOWN], MORE.say(lang, {"n": len(lines) - SHOWN}))


def footer(office: str, lang: Lang) -> str:
    """Return the last line of every message."""
    return FOOTER.say(lang, {"office": office})


def occasion(duty: Duty, lang: Lang) -> str:
    """Return for which period, in words, or because of which record."""
    return duty.cause or (period_words(duty.period, lang) if duty.period else "")


def period_words(period: Period, lang: Lang) -> str:
    """Return 2026年10月, 2026年第3季度, 2026年第47周, 2026年; or October 2026, Q3 2026, week 47 of 2026, 2026."""
    year, index = period.year, period.index
    zh = {"month": f"{year}年{index}月", "quarter": f"{year}年第{index}季度", "week": f"{year}年第{index}周"}
    en = {
        "month": f"{MONTHS[(index - 1) % 12]} {year}",
        "quarter": f"Q{index} {year}",
        "week": f"week {index} of {year}",
    }
    return zh.get(period.kind, f"{year}年") if lang == "zh" else en.get(period.kind, str(year))


def on_one_line(text: str) -> str:
    """Return the text without line ends or other control characters: it becomes a header."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _tag(reminder: Reminder, now: datetime, lang: Lang) -> str:
    row, zone = reminder.row, now.tzinfo
    assert zone is not None  # instants are aware
    if row.standing is Standing.LATE:
        tag = _late_words(row.late_by, timed=row.duty.falls.timed)
        tag_said = tag.say(lang, {"n": row.late_by})
        return RAISED.say(lang, {"tag": tag_said}) if reminder.stage.when is When.ESCALATED else tag_said
    return _left_words(reminder, now, zone, lang)


def _late_words(late_by: int, *, timed: bool) -> Text:
    if late_by > 1:
        return LATE
    return OVER if timed else ONE_LATE


def _left_words(reminder: Reminder, now: datetime, zone: tzinfo, lang: Lang) -> str:
    left, last = days_left(reminder.row, now, zone), reminder.duty.falls.last
    if left > 1:
        return LEFT.say(lang, {"n": left})
    if left == 1:
        return TOMORROW.say(lang)
    if isinstance(last, datetime):
        return TODAY_AT.say(lang, {"at": last.astimezone(zone).strftime("%H:%M")})
    return TODAY.say(lang)
