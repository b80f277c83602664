"""How the status page says standings, days and periods: a word and a sign for each, so that colour is never alone."""

from dataclasses import dataclass
from datetime import date, datetime

from recordkit.documents.filters import clock, cn_date, cn_datetime, period_cn
from recordkit.domain.duties import Row, Standing
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
# The worst first: by this a column is sorted, and the days are added within a standing.
RANKS = {standing: rank for rank, standing in enumerate(reversed(SIGNS), start=1)}
RANK_STEP = 100_000  # days; no duty is three centuries late


@dataclass(frozen=True, slots=True)
class Cell:
    """One duty as the matrix shows it: `standing` is its colour, `sign` and `words` say the same without colour."""

    standing: Standing
    sign: str
    words: str
    hint: str
    rank: int
    doubtful: bool


@dataclass(frozen=True, slots=True)
class Words:
    """The page's wording in one language, as seen at one instant (`now`: aware, in the office's zone)."""

    lang: Lang
    now: datetime

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
            return period_cn(str(period))
        kind = ENGLISH_MONTHS[period.index - 1] if period.kind == "month" else f"Q{period.index}"
        return f"{kind} {period.year}"

    def days(self, count: int) -> str:
        """Return 1 天; 1 day, 2 days."""
        return self.say("{n} 天", "{n} day" if count == 1 else "{n} days", n=count)

    def left(self, due: date) -> str:
        """Return how many days remain until the due day's end: 还有 4 天, 今天截止 (C4)."""
        days = (due - self.now.date()).days
        return self.say("还有 {n}", "{n} left", n=self.days(days)) if days else self.say("今天截止", "today")

    def standing(self, standing: Standing) -> str:
        """Return the standing's word; one that is late is 逾期 here, the days follow it."""
        if standing is Standing.LATE:
            return self.say("逾期", "late")
        return self.say("按时", "on time") if standing is Standing.MET else standing.label.say(self.lang)

    def cell(self, row: Row, label: str) -> Cell:
        """Return the matrix cell of a row; `label` is its type's."""
        more = self._more(row)
        words = f"{self.standing(row.standing)} {more}" if more else self.standing(row.standing)
        rank = RANKS[row.standing] * RANK_STEP + row.late_by - (row.duty.due - self.now.date()).days
        return Cell(row.standing, SIGNS[row.standing], words, self._hint(row, label), rank, row.doubtful)

    def _more(self, row: Row) -> str:
        if row.standing is Standing.LATE:
            return self.say("{n} 天", "{n} d", n=row.late_by)
        if row.standing is Standing.MET_LATE:
            return self.say("+{n} 天", "+{n} d", n=row.late_by)
        return self.left(row.duty.due) if row.standing is Standing.DUE else ""

    def _hint(self, row: Row, label: str) -> str:
        parts = [row.duty.department, f"{label} {self.period(row.duty.period)}"]
        parts.append(self.say("截止 {day}", "due {day}", day=self.day(row.duty.due)))
        if row.received is not None:
            parts.append(self.say("收到 {at}", "received {at}", at=self.instant(row.received)))
        if row.name is not None:
            parts.append(row.name)
        if row.doubtful:
            parts.append(self.say("所属期间待确认", "its period is to be confirmed"))
        return " · ".join(parts)


def _english(day: date) -> str:
    return f"{day.day} {ENGLISH_MONTHS[day.month - 1]}"
