"""The rows of a report's tables: indicators, meetings, open resolutions, distributions, the trend, times.

Law: a row is raw input, as a person would type it; what is not known has no row, and no number is made up.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from decimal import Decimal

from recordkit.domain import metrics
from recordkit.domain.definitions import DEFINITIONS, TABLE, Definition
from recordkit.domain.matters import Matter, Meeting
from recordkit.domain.metrics import MINUTES_OUT, percent_text
from recordkit.domain.periods import Period, PeriodKind, period_of
from recordkit.domain.span_figures import Asked, Counted, SpanFigures, days_of, figures_of

Row = dict[str, object]
MONTHS_SHOWN = 6
QUARTERS_SHOWN = 4
RATES = ("minutes_rate", "ack_rate", "resolution_rate", "punctuality")


def indicators(count: Counted) -> list[Row]:
    """Return a row for each figure of which something is known (R32)."""
    return [_kpi(count, each) for each in TABLE if count.now.values[each.key] is not None]


def _kpi(count: Counted, each: Definition) -> Row:
    return {
        "name": each.name.zh,
        "unit": each.unit.zh,
        "value": count.now.values[each.key],
        "prev": count.before.values[each.key],
        "last_year": count.year_ago.values[each.key],
        "target": each.target,
        "less_is_better": each.less,
    }


def meeting_list(count: Counted) -> list[Row]:
    """Return the span's meetings, and whether their minutes went out in time (R8)."""
    return [
        {
            "day": one.started.date(),
            "title": one.title,
            "kind": one.kind,
            "count": len(one.resolutions),
            "sent": _sent(one),
        }
        for one in count.meetings
    ]


def _sent(meeting: Meeting) -> str:
    if meeting.sent is None:
        return "未登记"
    return "及时" if meeting.sent <= meeting.ended + MINUTES_OUT else "超过4小时"


def open_resolutions(count: Counted) -> list[Row]:
    """Return the resolutions that were due by the end of the span (or by yesterday) and were not done (R11)."""
    asked = count.asked
    last = min(asked.days.end, asked.now.date()) - timedelta(days=1)
    late = metrics.still_open(count.found.meetings, last)
    return [{"text": " ".join(one.text.split()), "owner": one.owner, "due": one.due} for one in late]


def distribution(of: Callable[[Matter], str], *, all_kinds: bool = False) -> Callable[[Counted], list[Row]]:
    """Return what counts complaints (or all that was received) by something (R53)."""

    def rows(count: Counted) -> list[Row]:
        matters: Sequence[Matter] = count.now.received if all_kinds else count.complaints
        lines = metrics.counted(matters, of, public=count.asked.public)
        return [
            {"name": line.name, "count": line.count, "share": line.share, "cumulative": line.cumulative}
            for line in lines
        ]

    return rows


def trend_spans(asked: Asked) -> Iterator[tuple[str, Period]]:
    """Yield what a trend shows, by name: six months; or the quarter's three months, then the last four quarters."""
    if asked.period.kind == "month":
        yield from _last("month", asked.period, MONTHS_SHOWN)
        return
    yield from _last("month", period_of("month", asked.period.end - timedelta(days=1)), 3)
    yield from _last("quarter", asked.period, QUARTERS_SHOWN)


def _last(kind: PeriodKind, period: Period, number: int) -> Iterator[tuple[str, Period]]:
    spans = [period]
    while len(spans) < number:
        spans.append(spans[-1].previous())
    for each in reversed(spans):
        yield (
            (
                f"{each.year}年{each.index}月"
                if kind == "month"
                else f"{each.year}年第{'一二三四'[each.index - 1]}季度"
            ),
            each,
        )


def trend(count: Counted) -> list[Row]:
    """Return a line for each span of which something is known; the running one is up to now."""
    rows: list[Row] = []
    for name, period in trend_spans(count.asked):
        figures = figures_of(count.found, count.asked, days_of(period))
        values = figures.values
        if period.begin <= count.asked.now.date() and values["received"] is not None:
            rows.append(
                {
                    "span": name if period.end <= count.asked.now.date() else f"{name}（至今）",
                    "every": "月" if period.kind == "month" else "季",
                    "complaints": values["complaints"],
                    "inquiries": values["inquiries"],
                    "triage_rate": _hundredth(values["triage_rate"]),
                    "reply_rate": _hundredth(values["reply_rate"]),
                    "satisfaction": _hundredth(values["satisfaction"]),
                }
            )
    return rows


def _hundredth(percent: Decimal | None) -> Decimal | None:
    return None if percent is None else percent / 100


def timeliness(count: Counted) -> list[Row]:
    """Return the clocks of C8 apart: classification, reply; and the meetings' (R8, R10, R11)."""
    figures = count.now
    return [
        *(_rate_row(figures, key) for key in ("triage_rate",) if figures.shares[key].whole),
        *_spread_rows(figures, "triage_minutes"),
        *(_rate_row(figures, key) for key in ("reply_rate", "due_reply_rate") if figures.shares[key].whole),
        *_spread_rows(figures, "reply_days"),
        *(_rate_row(figures, key) for key in RATES if figures.shares[key].whole),
    ]


def _rate_row(figures: SpanFigures, key: str) -> Row:
    share, definition = figures.shares[key], DEFINITIONS[key]
    target = None if definition.target is None else f"≥{definition.target}%"
    return {
        "name": definition.name.zh,
        "value": percent_text(share.percent()),
        "target": target,
        "note": f"{share}；{definition.says.zh}",
    }


def _spread_rows(figures: SpanFigures, key: str) -> list[Row]:
    spread, definition = figures.spreads[key], DEFINITIONS[key]
    if not spread.count:
        return []
    return [
        {
            "name": definition.name.zh,
            "value": f"{spread.mean} {definition.unit.zh}",
            "target": None if definition.target is None else f"≤{definition.target} {definition.unit.zh}",
            "note": f"中位数 {spread.median}，P90 {spread.p90}（最近秩法），n={spread.count}",
        }
    ]
