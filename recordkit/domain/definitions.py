"""The figures of a report by name: what each is called, its unit and target, and its definition in both languages.

Law: a figure is shown with its definition; a definition says numerator, denominator and what counts as failed.
"""

from dataclasses import dataclass
from decimal import Decimal

from recordkit.wording import Text

NO_TARGET: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    """One figure: `rules` are where it comes from, `less` says that less is better."""

    key: str
    name: Text
    unit: Text
    says: Text
    rules: tuple[str, ...] = ()
    target: Decimal | None = NO_TARGET
    less: bool = False


CASES, PERCENT = Text("件", "cases"), Text("%", "%")
MINUTES, DAYS = Text("分钟", "minutes"), Text("天", "days")

TABLE = (
    Definition(
        "received",
        Text("接待总量", "All received"),
        CASES,
        Text(
            "按受理日期落在期内计数，含投诉、咨询、建议、表扬",
            "records received on a day of the span: complaints, inquiries, suggestions and praise",
        ),
        ("R50", "R53"),
    ),
    Definition(
        "complaints",
        Text("投诉量", "Complaints"),
        CASES,
        Text("受理日期落在期内、类型为投诉的件数", "those received in the span whose kind is complaint"),
        ("R53",),
        less=True,
    ),
    Definition(
        "inquiries",
        Text("咨询量", "Inquiries"),
        CASES,
        Text("受理日期落在期内、类型为咨询的件数", "those received in the span whose kind is inquiry"),
        ("R53",),
    ),
    Definition(
        "complaint_rate",
        Text("每万人次投诉率", "Complaints per 10,000"),
        CASES,
        Text(
            "投诉量÷服务人次×10000；人次由填报人提供，未提供时不计算",
            "complaints ÷ service volume × 10,000; the volume is given by a person, and without it there is no rate",
        ),
        ("R109", "R110"),
        less=True,
    ),
    Definition(
        "triage_rate",
        Text("10分钟分类率", "Classified within 10 minutes"),
        PERCENT,
        Text(
            "受理后10分钟内（含）完成初步分类的件数÷期内受理件数",
            "classified at most 10 minutes after receipt ÷ received in the span",
        ),
        ("R39",),
        Decimal(100),
    ),
    Definition(
        "triage_minutes",
        Text("平均分类用时", "Mean time to classify"),
        MINUTES,
        Text("受理至初步分类的分钟数的平均值", "the mean of the minutes from receipt to classification"),
        ("R39", "C8"),
        Decimal(10),
        less=True,
    ),
    Definition(
        "reply_rate",
        Text("7日答复率", "Replied within 7 days"),
        PERCENT,
        Text(
            "第7日（含）前答复的投诉件数÷第7日落在期内的投诉件数；到期未答复计入未达成，受理当日不计入期限",
            "complaints replied to by the seventh day ÷ complaints whose seventh day lies in the span; open and overdue "
            "counts as failed, and the day of receipt is not counted",
        ),
        ("R42",),
        Decimal(100),
    ),
    Definition(
        "due_reply_rate",
        Text("按期答复率", "Replied in time"),
        PERCENT,
        Text(
            "答复期限前答复的投诉件数÷答复期限落在期内的投诉件数；期限取7日与国家规定的工作日期限中最早者",
            "complaints replied to by their due day ÷ complaints due in the span; due by the earliest of the 7 days and "
            "the national terms in working days",
        ),
        ("R42", "C16"),
        Decimal(100),
    ),
    Definition(
        "reply_days",
        Text("平均答复用时", "Mean time to reply"),
        DAYS,
        Text(
            "期内受理并已答复的投诉，受理至答复的天数的平均值",
            "the mean of the days from receipt to reply, of complaints received in the span and replied to",
        ),
        ("R42", "C8"),
        Decimal(7),
        less=True,
    ),
    Definition(
        "satisfaction",
        Text("满意度", "Satisfaction"),
        PERCENT,
        Text(
            "（很满意＋满意）÷有效评价数；有效评价不足5份时不列百分比",
            "(very satisfied + satisfied) ÷ valid answers; no percentage below 5 valid answers",
        ),
        ("R109", "R112", "C11"),
        Decimal(90),
    ),
    Definition(
        "minutes_rate",
        Text("纪要4小时及时率", "Minutes out within 4 hours"),
        PERCENT,
        Text(
            "会后4小时内发送纪要的会议数÷期内会议数；未登记发送且已超时计入未达成",
            "meetings whose minutes were sent at most 4 hours after the end ÷ meetings of the span; not sent counts as failed",
        ),
        ("R8",),
        Decimal(100),
    ),
    Definition(
        "ack_rate",
        Text("决议24小时确认率", "Acknowledged within 24 hours"),
        PERCENT,
        Text(
            "发送后24小时内（至迟会后28小时）确认的责任人数÷应确认的责任人数",
            "owners who acknowledged within 24 hours of sending, 28 hours after the meeting at the latest ÷ owners asked to",
        ),
        ("R10", "C15"),
        Decimal(100),
    ),
    Definition(
        "resolution_rate",
        Text("决议按期完成率", "Resolutions done in time"),
        PERCENT,
        Text(
            "按期完成的决议数÷期内到期的决议数；未登记完成计入未完成",
            "resolutions done by their day ÷ resolutions due in the span; not noted as done counts as not done",
        ),
        ("R11",),
        Decimal(100),
    ),
    Definition(
        "punctuality",
        Text("报告按时率", "Reports in time"),
        PERCENT,
        Text(
            "按时提交的报告数÷提交期限落在期内的应交报告数；豁免的不计",
            "reports filed in time ÷ reports due in the span; waived ones do not count",
        ),
        ("R29", "R30"),
        Decimal(100),
    ),
)
DEFINITIONS = {definition.key: definition for definition in TABLE}
BY_NAME = {definition.name.zh: definition for definition in TABLE}
SHARE_SAYS = Text(
    "占比＝该项件数÷合计；累计占比按件数由多到少相加",
    "share = the line's cases ÷ all; cumulative from the most down",
)
