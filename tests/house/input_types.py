"""Small record types for input tests: a list of cases, and a visit with a group and a table."""

from datetime import datetime
from zoneinfo import ZoneInfo

from recordkit.domain.fields import Field, Kind, Rule
from recordkit.domain.record import Facts
from recordkit.domain.recordtype import RecordType
from recordkit.wording import Text

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 21, 10, tzinfo=ZONE)
FACTS = Facts(NOW, ZONE)

YES = True
CHANNELS = (Text("来访", "In person"), Text("来电", "Telephone"))

CASE = RecordType(
    key="case",
    code="CAS",
    word="案件登记表",
    label=Text("案件登记表", "Case form"),
    output="docx",
    fields=(
        Field("doc_no", Text("文件编号", "Document no."), Kind.TEXT, computed=Rule("name")),
        Field("case_no", Text("编号", "Case no."), Kind.TEXT, YES, checks=(Rule("unique_in_input"),)),
        Field("received_at", Text("受理时间", "Received at"), Kind.DATETIME, YES, aliases=("登记时间",)),
        Field("channel", Text("方式", "Channel"), Kind.ENUM, YES, choices=CHANNELS),
        Field("phone", Text("联系电话", "Telephone"), Kind.PHONE, YES, aliases=("电话",)),
        Field("id_no", Text("证件号码", "Identity no."), Kind.IDNO),
        Field("content", Text("内容", "Content"), Kind.LONGTEXT),
        Field("fee", Text("费用（元）", "Fee"), Kind.MONEY),
        Field("urgent", Text("是否紧急", "Urgent"), Kind.BOOL),
        Field("closed_on", Text("办结日期", "Closed on"), Kind.DATE, moment=True),
    ),
    natural_key=("case_no",),
)

VISIT = RecordType(
    key="visit",
    code="VIS",
    word="走访报告",
    label=Text("走访报告", "Visit report"),
    output="docx",
    fields=(
        Field("title", Text("名称", "Title"), Kind.TEXT, YES),
        Field("started_at", Text("开始时间", "Started at"), Kind.DATETIME, YES),
        Field(
            "patient",
            Text("患者", "Patient"),
            Kind.GROUP,
            YES,
            columns=(
                Field("name", Text("姓名", "Name"), Kind.PERSON, YES),
                Field("age", Text("年龄", "Age"), Kind.INT),
            ),
        ),
        Field(
            "team",
            Text("团队/成员", "Team"),
            Kind.TABLE,
            YES,
            columns=(
                Field("no", Text("序号", "No."), Kind.INT),
                Field("name", Text("姓名", "Name"), Kind.PERSON, YES),
                Field("role", Text("角色", "Role"), Kind.TEXT),
                Field("sum", Text("合计分", "Sum"), Kind.INT, computed=Rule("name")),
            ),
        ),
        Field("items", Text("服务项目", "Items"), Kind.LIST),
        Field("sent_at", Text("发送时间", "Sent at"), Kind.DATETIME, moment=True),
    ),
)
