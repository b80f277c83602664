"""How the board says standings, days and periods: a word and a sign for each, so that colour is never alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from recordkit.documents.filters import clock, cn_date, cn_datetime, period_cn
from recordkit.domain.dues import Due
from recordkit.domain.duties import Duty, Row, Standing
from recordkit.domain.periods import Period
from recordkit.wording import Lang, Text, spoken

ENGLISH_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
SIGNS = {
    Standing.LATE: "!",
    Standing.DUE: "○",
    Standing.MET_LATE: "△",
    Standing.PROVISIONAL: "?",
    Standing.UPCOMING: "·",
    Standing.MET: "✓",
    Standing.WAIVED: "–",
}


@dataclass(frozen=True, slots=True)
class Words:
    """The board's wording in one language, as seen at one instant (`now`: aware, in the office's zone).

    `people` has the names of those who excused something, by their login.
    """

    lang: Lang
    now: datetime
    people: Mapping[str, str] = field(default_factory=dict)

    def say(self, zh: str, en: str, **facts: object) -> str:
        """Return the wording in the page's language, its places filled from `facts`."""
        return Text(zh, en).say(self.lang, facts)

    def spoken(self, value: Text | str) -> str:
        """Return a text in the page's language, or a bare string as it is."""
        return str(spoken(value, self.lang))

    def day(self, day: date) -> str:
        """Return 2026年11月5日, or 5 Nov 2026."""
        return cn_date(day) if self.lang == "zh" else f"{_english(day)} {day.year}"

    def short_day(self, day: date) -> str:
        """Return 11月5日, or 5 Nov: for places where the year stands nearby."""
        return f"{day.month}月{day.day}日" if self.lang == "zh" else _english(day)

    def instant(self, at: datetime) -> str:
        """Return 2026年11月5日 16:20 by the office's clock, or 5 Nov 2026 16:20."""
        local = at.astimezone(self.now.tzinfo)
        return cn_datetime(local) if self.lang == "zh" else f"{self.day(local)} {clock(local)}"

    def clock(self, at: datetime) -> str:
        """Return 16:20 by the office's clock."""
        return clock(at.astimezone(self.now.tzinfo))

    def period(self, period: Period) -> str:
        """Return 2026年10月 or 2026年第三季度; Oct 2026 or Q3 2026."""
        if self.lang == "zh":
            return f"{period.year}年第{period.index}周" if period.kind == "week" else period_cn(str(period))
        names = {"week": f"week {period.index}", "quarter": f"Q{period.index}", "year": ""}
        kind = ENGLISH_MONTHS[period.index - 1] if period.kind == "month" else names[period.kind]
        return f"{kind} {period.year}".strip()

    def short_period(self, period: Period) -> str:
        """Return a period within its year, in two columns: 10, Q3, 47; a year by its last two digits."""
        if period.kind == "year":
            return f"{period.year % 100:02d}"
        return f"Q{period.index}" if period.kind == "quarter" else f"{period.index:02d}"

    def occasion(self, duty: Duty) -> str:
        """Return the duty's period, or what made it owed."""
        return self.period(duty.period) if duty.period else duty.cause

    def days(self, count: int) -> str:
        """Return 1 天; 1 day, 2 days."""
        return self.say("{n} 天", "{n} day" if count == 1 else "{n} days", n=count)

    def left(self, due: date) -> str:
        """Return how many days remain until the due day's end: 还有 4 天, 今天截止 (C4)."""
        days = (due - self.now.date()).days
        return self.say("还有 {n}", "{n} left", n=self.days(days)) if days else self.say("今天截止", "today")

    def how(self, row: Row) -> str:
        """Return the standing with its days: 逾期 16 天, 迟交 +3 天, 待交 还有 4 天."""
        more = self._more(row)
        return f"{self.standing(row.standing)} {more}" if more else self.standing(row.standing)

    def falls(self, falls: Due) -> str:
        """Return until when: 11月5日, 11月20日 16:30; what hangs on unknown holidays is marked as provisional."""
        last = falls.last
        said = self.short_day(falls.day)
        if falls.day.year != self.now.year:
            said = self.day(falls.day)
        if isinstance(last, datetime):
            said = f"{said} {self.clock(last)}"
        return said + self.say(" (暂定)", " (provisional)") if falls.provisional else said

    def binding(self, falls: Due) -> str:
        """Return which rule sets the due, in words, or nothing (C16)."""
        return falls.binding.say(self.lang)

    def until(self, falls: Due) -> str:
        """Return how much time is left: days for a day, hours or minutes for an instant that is near."""
        last = falls.last
        if not isinstance(last, datetime):
            return self.left(last)
        minutes = (last - self.now) // timedelta(minutes=1)
        if minutes < 0:
            return self.say("已过", "over")
        if minutes < 120:
            return self.say("还有 {n} 分钟", "{n} min left", n=minutes)
        if minutes < 48 * 60:
            return self.say("还有 {n} 小时", "{n} h left", n=minutes // 60)
        return self.say("还有 {n}", "{n} left", n=self.days(minutes // 1440))

    def waived(self, row: Row) -> str:
        """Return who excused the duty, and why; nothing where nobody did."""
        if row.waiver is None:
            return ""
        by = self.people.get(row.waiver.by, row.waiver.by)
        return self.say("{by} 豁免: {why}", "waived by {by}: {why}", by=by, why=row.waiver.reason)

    def owner(self, duty: Duty) -> str:
        """Return who owes: the department, and the person where one is named."""
        return f"{duty.department} {duty.person}" if duty.person else duty.department

    def standing(self, standing: Standing) -> str:
        """Return the standing's word; one that is late is 逾期 here, the days follow it."""
        if standing is Standing.LATE:
            return self.say("逾期", "late")
        return self.say("按时", "on time") if standing is Standing.MET else standing.label.say(self.lang)

    def _more(self, row: Row) -> str:
        if row.standing is Standing.LATE:
            return self.over(row, self.now)
        if row.standing is Standing.MET_LATE:
            return f"+{self.over(row, row.received or self.now)}"
        return self.until(row.duty.falls) if row.standing is Standing.DUE else ""

    def over(self, row: Row, at: datetime) -> str:
        """Return how late `at` is: begun days; after an instant that has just passed, minutes or hours."""
        last = row.duty.falls.last
        minutes = -((last - at) // timedelta(minutes=1)) if isinstance(last, datetime) else 48 * 60
        if minutes < 120:
            return self.say("{n} 分钟", "{n} min", n=minutes)
        if minutes < 48 * 60:
            return self.say("{n} 小时", "{n} h", n=minutes // 60)
        return self.say("{n} 天", "{n} d", n=row.late_by)

    def hint(self, row: Row, label: str) -> str:
        """Return what a cell tells on a click: until when, by which rule, when it came, which document, who excused it."""
        parts = [row.duty.department, f"{label} {self.occasion(row.duty)}"]
        parts.append(self.say("截止 {day}", "due {day}", day=self.day(row.duty.falls.day)))
        parts += [said for said in (self.binding(row.duty.falls), self.waived(row)) if said]
        if row.received is not None:
            parts.append(self.say("收到 {at}", "received {at}", at=self.instant(row.received)))
        if row.name is not None:
            parts.append(row.name)
        if row.doubtful:
            parts.append(self.say("所属期间待确认", "its period is to be confirmed"))
        return " · ".join(parts)


def _english(day: date) -> str:
    return f"{day.day} {ENGLISH_MONTHS[day.month - 1]}"
