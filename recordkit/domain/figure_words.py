"""The figures of a span in words, as the document says them: what was received, which meetings were held, how it was counted.

Law: each figure is defined beside it, with its numerator and denominator; what could not be counted is named.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from recordkit.domain import metrics
from recordkit.domain.definitions import DEFINITIONS, SHARE_SAYS, TABLE
from recordkit.domain.matters import COMPLAINT, KINDS, Meeting
from recordkit.domain.metrics import Count, Spread, percent_text
from recordkit.domain.span_figures import Asked, Found, SpanFigures

SPAN = {"month": "本月", "quarter": "本季"}
TOP = 3
WHY_NOT = {
    "complaint_rate": "未提供服务人次",
    "satisfaction": "有效评价 {n} 份，不足 5 份",
    "reply_rate": "期内没有满7日的投诉",
    "due_reply_rate": "期内没有到期的投诉答复",
    "minutes_rate": "期内没有会议纪要",
    "ack_rate": "期内没有应确认的决议",
    "resolution_rate": "期内没有到期的决议",
    "punctuality": "期内没有到期的应交报告",
}


def span_word(asked: Asked) -> str:
    """Return 本月 or 本季."""
    return SPAN[asked.period.kind]


def said_of_matters(asked: Asked, found: Found, figures: SpanFigures) -> str:
    """Return what a report says of complaints and inquiries: how many of each kind, the first three, and in what time."""
    this = span_word(asked)
    if not figures.received:
        return f"{this}没有受理投诉咨询。"
    kinds = Counter(matter.kind for matter in figures.received)
    each = "、".join(f"{kind} {kinds[kind]} 件" for kind in KINDS if kinds[kind])
    lines = [f"{this}受理 {len(figures.received)} 件，其中{each}。{_leaders(asked, figures)}"]
    triage, reply = figures.shares["triage_rate"], figures.shares["reply_rate"]
    times = f"10 分钟内完成分类 {triage.part} 件（{percent_text(triage.percent())}）"
    if reply.whole:
        times += f"；{this}满 7 日的投诉 {reply.whole} 件，7 日内答复 {reply.part} 件（{percent_text(reply.percent())}）"
    late = metrics.overdue(
        [one for one in found.matters if one.kind == COMPLAINT and one.due in asked.days], asked.now
    )
    open_words = f"，截至统计时仍未答复 {late} 件" if late else ""
    return "\n".join([*lines, f"{times}{open_words}。"])


def _leaders(asked: Asked, figures: SpanFigures) -> str:
    complaints = [matter for matter in figures.received if matter.kind == COMPLAINT]
    if not complaints:
        return ""
    pairs = (
        ("类别", metrics.counted(complaints, lambda one: one.category, public=asked.public)),
        ("被投诉科室", metrics.counted(complaints, lambda one: one.department, public=asked.public)),
        ("方式", metrics.counted(complaints, lambda one: one.channel, public=asked.public)),
    )
    return "投诉中，" + "；".join(f"{what}前列为{_first(counts)}" for what, counts in pairs if counts) + "。"


def _first(counts: Sequence[Count]) -> str:
    return "、".join(f"{each.name}（{each.count} 件）" for each in counts[:TOP])


def said_of_meetings(asked: Asked, meetings: Sequence[Meeting]) -> str:
    """Return how many meetings were held, of which kinds, and how many resolutions they made."""
    this = span_word(asked)
    if not meetings:
        return f"{this}没有已归档的会议纪要。"
    kinds = Counter(meeting.kind for meeting in meetings)
    each = "、".join(f"{kind} {number} 次" for kind, number in kinds.most_common())
    resolved = sum(len(meeting.resolutions) for meeting in meetings)
    return f"{this}召开会议 {len(meetings)} 次（{each}），形成决议 {resolved} 项。"


def how_counted(asked: Asked, found: Found, figures: SpanFigures) -> str:
    """Return the definitions under the table of indicators, one a line: first the scope, last what is not shown and why."""
    return "\n".join([scope_words(asked, found), *_defined(asked, figures), *_not_shown(figures)])


def scope_words(asked: Asked, found: Found) -> str:
    """Return where the figures come from: scope, how records are put into a span, up to when, and what was left out."""
    scope = "全院" if asked.department is None else f"{asked.department}（按被投诉科室、参会科室）"
    lines = (
        f"统计范围：{scope}；数据取自已归档的记录，截至 {asked.now:%Y-%m-%d %H:%M}，已撤回的不计。"
        "受理按受理日期、会议按会议日期、答复与决议与报告按期限日期归期。"
    )
    if found.left_out:
        lines += f"归档前被手工修改、未经核对的 {len(found.left_out)} 份未计入：{_names(found.left_out)}。"
    if found.bare:
        lines += f"没有数据（如扫描件）的 {len(found.bare)} 份未计入：{_names(found.bare)}。"
    return lines


def _names(names: Sequence[str]) -> str:
    return "、".join(names[:10]) + ("等" if len(names) > 10 else "")


def _defined(asked: Asked, figures: SpanFigures) -> Iterator[str]:
    for definition in TABLE:
        if figures.values[definition.key] is not None:
            says = f"{definition.name.zh}：{definition.says.zh}"
            yield f"{says}{_behind(asked, figures, definition.key)}。"


def _behind(asked: Asked, figures: SpanFigures, key: str) -> str:
    """Return the numbers behind a figure: 168÷170, or median and ninth decile."""
    if key in figures.shares:
        return f"；{span_word(asked)} {figures.shares[key]}"
    if key in figures.spreads:
        return f"；{_spread(figures.spreads[key])}"
    return ""


def _spread(spread: Spread) -> str:
    return f"中位数 {spread.median}，P90 {spread.p90}（最近秩法，n={spread.count}）"


def _not_shown(figures: SpanFigures) -> Iterator[str]:
    missing = [definition.key for definition in TABLE if figures.values[definition.key] is None]
    answers = figures.shares["satisfaction"].whole
    if missing:
        said = [
            f"{DEFINITIONS[key].name.zh}（{WHY_NOT.get(key, '没有数据').format(n=answers)}）"
            for key in missing
        ]
        yield f"未列出：{'、'.join(said)}。"


def distribution_words(asked: Asked) -> str:
    """Return the definition under the distributions."""
    small = "；公开统计中不足 5 件的合并" if asked.public else ""
    return f"按{span_word(asked)}受理的投诉计；{SHARE_SAYS.zh}{small}。"
