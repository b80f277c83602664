"""The fields that a report takes from the archive, by their machine names: a closed vocabulary, each filled in one place.

Law: a type has a figure by having a field of that name (law 2: a type is data); values are raw input, as a person types it.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta

from recordkit.domain.fields import NESTED, Field, Kind
from recordkit.domain.figure_rows import (
    Row,
    distribution,
    indicators,
    meeting_list,
    open_resolutions,
    timeliness,
    trend,
    trend_spans,
)
from recordkit.domain.figure_words import (
    distribution_words,
    how_counted,
    said_of_matters,
    said_of_meetings,
    scope_words,
)
from recordkit.domain.metrics import Days
from recordkit.domain.recordtype import RecordType
from recordkit.domain.span_figures import Asked, Counted, days_of

AUDITED = 5  # one visit of five, rounded up (R88)
WHOLE, OWN = "全院", "本科室"
CHARTS = {
    "month": ["月度投诉与咨询图", "时限达成图", "投诉类别帕累托图", "投诉方式图"],
    "quarter": ["投诉量趋势图", "时限达成图", "投诉类别帕累托图", "科室分布图", "投诉方式图"],
}


def figure_values(rtype: RecordType, count: Counted) -> dict[str, object]:
    """Return the figures that the type's fields want, as raw input; columns that a table lacks are left out."""
    figures = {spec.key: (spec, FIGURES[spec.key](count)) for spec in rtype.inputs if spec.key in FIGURES}
    return {key: _fitting(spec, figure) for key, (spec, figure) in figures.items() if _fits(spec, figure)}


def has_figures(rtype: RecordType) -> bool:
    """True if the type is a department's report of a month or quarter that shows figures."""
    kinds = ("month", "quarter")
    return (
        rtype.period_kind in kinds
        and rtype.period_field is not None
        and rtype.department_field is not None
        and "kpis" in rtype.known_keys
    )


def spans_needed(asked: Asked) -> list[Days]:
    """Return the days whose records the figures need, a reply's longest term before each span included."""
    ahead = timedelta(days=31)  # ten working days over the longest holidays (C16)
    spans = [
        asked.days,
        asked.before,
        asked.year_ago,
        *(days_of(period) for _, period in trend_spans(asked)),
    ]
    whole = sorted((Days(span.begin - ahead, span.end) for span in spans), key=lambda span: span.begin)
    joined = [whole[0]]
    for span in whole[1:]:
        last = joined[-1]
        if span.begin <= last.end:
            joined[-1] = Days(last.begin, max(last.end, span.end))
        else:
            joined.append(span)
    return joined


def _fits(spec: Field, figure: object) -> bool:
    """True if the field is of the figure's kind: a type may have a field of that name that means something else."""
    if isinstance(figure, Mapping):
        return spec.kind is Kind.GROUP
    if isinstance(figure, list):
        rows = all(isinstance(row, Mapping) for row in figure)
        return spec.kind is (Kind.TABLE if rows else Kind.LIST) or not figure
    return spec.kind not in NESTED


def _fitting(spec: Field, value: object) -> object:
    if spec.kind not in NESTED or value is None:
        return value
    keys = {column.key for column in spec.inputs}
    rows = [value] if isinstance(value, Mapping) else value
    assert isinstance(rows, list)
    kept = [{key: item for key, item in row.items() if key in keys and item is not None} for row in rows]
    return kept[0] if isinstance(value, Mapping) else kept


def _definitions(count: Counted) -> str:
    return how_counted(count.asked, count.found, count.now)


def _sources(count: Counted) -> str:
    return scope_words(count.asked, count.found)


def _meetings(count: Counted) -> str:
    return said_of_meetings(count.asked, count.meetings)


def _ratio(key: str) -> Callable[[Counted], object]:
    def share(count: Counted) -> object:
        percent = count.now.values[key]
        return None if percent is None else percent / 100

    return share


def _complaints(count: Counted) -> str:
    return said_of_matters(count.asked, count.found, count.now)


def _answers(count: Counted) -> object:
    return count.now.shares["satisfaction"].whole or None


def _audit(count: Counted) -> Row | None:
    """Return how many visits there were and how many of them are drawn: a fifth, upward (R88, C20)."""
    visits = sum(day in count.asked.days for day in count.found.visits)
    return {"N": visits, "n": -(-visits // AUDITED)} if visits else None


def _charts(count: Counted) -> list[str]:
    return list(CHARTS[count.asked.period.kind]) if count.complaints else []


FIGURES: dict[str, Callable[[Counted], object]] = {
    "kpis": indicators,
    "definitions": _definitions,
    "sources": _sources,
    "as_of": lambda count: count.asked.now.replace(second=0, microsecond=0),
    "meetings": _meetings,
    "meeting_list": meeting_list,
    "resolution_rate": _ratio("resolution_rate"),
    "open_resolutions": open_resolutions,
    "complaints": _complaints,
    "by_kind": distribution(lambda one: one.kind, all_kinds=True),
    "by_category": distribution(lambda one: one.category),
    "by_dept": distribution(lambda one: one.department),
    "by_channel": distribution(lambda one: one.channel),
    "distribution_note": lambda count: distribution_words(count.asked),
    "trend": trend,
    "timeliness": timeliness,
    "satisfaction": _ratio("satisfaction"),
    "satisfaction_n": _answers,
    "audit": _audit,
    "charts": _charts,
}
"""Machine name of a field -> what it is filled with."""
