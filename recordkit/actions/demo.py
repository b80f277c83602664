"""The main job on sample input, in a fresh office, told step by step; time is an argument (law 5)."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from recordkit.actions.blank import refresh_blanks
from recordkit.actions.draft import draft_values
from recordkit.actions.file import file
from recordkit.actions.generate import Document, Options, generate, make
from recordkit.actions.init import Founding, init
from recordkit.actions.memory import Memory
from recordkit.actions.note import note
from recordkit.actions.outcome import Outcome
from recordkit.actions.publish import refresh_page
from recordkit.actions.status import Board, status
from recordkit.actions.sweep import sweep
from recordkit.actions.verify import verify
from recordkit.archive.verify.verdicts import Report
from recordkit.documents.plain import plain_document
from recordkit.domain.recordtype import RecordType
from recordkit.domain.tiers import Person, Tier
from recordkit.inbox.layout import FILL, MADE, STATUS_PAGE
from recordkit.inbox.readers.reading import read_input
from recordkit.office import Office
from recordkit.wording import Lang, Text

DEPARTMENTS = ("急诊科", "骨科", "儿科", "门诊部", "信息科", "医患沟通办公室")
PEOPLE = (
    Person("linzhixia", "林知夏", Tier.SUPERVISOR, "医患沟通办公室"),
    Person("zhouyuan", "周予安", Tier.STAFF, "医患沟通办公室"),
    Person("hexiaoman", "何小满", Tier.STAFF, "急诊科"),
)
NAMED = Founding(
    name="示例市第一人民医院",
    director="沈砚",
    departments=DEPARTMENTS,
    duties={"monthly-report": DEPARTMENTS, "quarterly-report": DEPARTMENTS},
    since={"monthly-report": "2026-10", "quarterly-report": "2026Q3"},
    people=PEOPLE,
)
Say = Callable[[Text], None]


@dataclass(frozen=True, slots=True)
class Told:
    """What the demo leaves to look at."""

    office: Office
    board: Board
    report: Report
    returned: tuple[Outcome, ...]
    look: tuple[tuple[Text, Path], ...]


@dataclass(frozen=True, slots=True)
class Story:
    """The demo at work: the office, the language, the instant at which it ends, and who is told."""

    office: Office
    lang: Lang
    at: datetime
    say: Say

    def on(self, month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
        """Return an instant of the year of the story, in the office's zone."""
        return datetime(self.at.year, month, day, hour, minute, tzinfo=self.office.zone)


def demo(root: Path, at: datetime, say: Say, *, lang: Lang = "zh") -> Told:
    """Walk the main job in a fresh office at `root`, ending at `at` (2 to 4 December), and return what to look at."""
    founding = Founding(NAMED.name, NAMED.director, lang, DEPARTMENTS, NAMED.duties, NAMED.since, PEOPLE)
    office = init(root, founding, at - timedelta(days=62))
    refresh_blanks(office)
    story = Story(office, lang, at, say)
    say(
        Text(
            f"① 建立单位“{NAMED.name}”: 六个科室, 四个人, 共享文件夹 inbox/ 和档案 archive/。",
            f"1. An office, {NAMED.name}: six departments, four people, a shared folder inbox/ and an archive/.",
        )
    )
    _reports(story)
    _minutes(story)
    _register(story)
    returned = _inbox(story)
    return _tell(story, returned)


def _reports(story: Story) -> None:
    """File last quarter's and last months' reports as they came in: on time, late, and not at all."""
    for department in DEPARTMENTS[:5]:
        day = 12 if department == "儿科" else 9
        _report(story, "quarterly-report", department, "2026Q3", story.on(10, day))
    for department in DEPARTMENTS[1:]:
        day = 9 if department == "门诊部" else 5
        _report(story, "monthly-report", department, "2026-10", story.on(11, day, 16))
    for department in DEPARTMENTS[4:]:
        _report(story, "monthly-report", department, "2026-11", story.on(12, 2, 11))
    story.say(
        Text(
            "② 收到各科室报告: 三季度季报 5 份(儿科迟交, 医患沟通办公室未交), "
            "10 月月报 5 份(门诊部迟交, 急诊科未交), 11 月月报 2 份。",
            "2. Reports came in: five for Q3 (儿科 late, 医患沟通办公室 none), "
            "five for October (门诊部 late, 急诊科 none), two for November.",
        )
    )


def _report(story: Story, key: str, department: str, period: str, at: datetime) -> None:
    office, rtype = story.office, story.office.types.get(key)
    values = dict(_example(office, rtype))
    values |= {str(rtype.department_field): department, str(rtype.period_field): period}
    if "submitted_at" in rtype.known_keys:
        values["submitted_at"] = at.isoformat(sep=" ", timespec="minutes")
    drafted = draft_values(office, rtype, values, at)
    assert drafted.record is not None, drafted.findings
    options = Options(out=office.root / "work", lang=story.lang, day=at.date())
    for document in make(office, rtype, [drafted.record], options, at):
        file(office, [document.path], at)


def _example(office: Office, rtype: RecordType) -> Mapping[str, object]:
    path = office.types.example(rtype.key)
    assert path is not None
    return read_input(path, rtype).records[0].values


def _minutes(story: Story) -> None:
    made = _generate(story, "minutes", story.on(11, 20, 17))
    story.say(
        Text(
            f"③ 由一个 YAML 文件生成会议纪要 {made[0].name}: “两周内”自动算成日期; 四个必备部分齐全(R7)。",
            f"3. Minutes {made[0].name} from one YAML file: 两周内 became a date; all four compulsory parts are there (R7).",
        )
    )
    visits = _generate(story, "home-visit", story.on(11, 21))
    story.say(
        Text(
            f"④ 家访报告 {visits[0].name}: 设备调试在到达之前, 患者评分齐全(R78, R79)。",
            f"4. Home visit report {visits[0].name}: equipment tested before arrival, the patient's scores given (R78, R79).",
        )
    )


def _register(story: Story) -> None:
    made = _generate(story, "complaint-register", story.on(11, 30, 17))
    story.say(
        Text(
            f"⑤ 由一个 CSV 生成投诉登记台账 {made[0].name}: 姓名电话已脱敏(R83), 逾期标红, 附统计和代码表。",
            f"5. The complaint register {made[0].name} from one CSV: masked (R83), overdue in red, with statistics.",
        )
    )


def _generate(story: Story, key: str, at: datetime) -> tuple[Document, ...]:
    path = story.office.types.example(key)
    assert path is not None
    return generate(
        story.office, key, [path], Options(out=story.office.root / "work", lang=story.lang), at
    ).documents


def _inbox(story: Story) -> tuple[Outcome, ...]:
    """Drop what clerks drop: a form to fill, sound documents, and three that are wrong in different ways."""
    office, inbox = story.office, story.office.inbox
    example = office.types.example("complaint-register")
    assert example is not None
    shutil.copy(example, inbox / FILL / example.name)
    filled = _sweep(story, story.on(12, 1, 10))
    made = sorted((inbox / MADE).rglob("投诉登记表-*.docx"))
    story.say(
        Text(
            f"⑥ 把 CSV 放进 填报/: 生成/ 里得到 {len(made)} 份投诉登记表, 已编号。",
            f"6. The CSV dropped into 填报/: {len(made)} complaint forms came back in 生成/, numbered.",
        )
    )
    work = office.root / "work"
    for path in [
        *made,
        *sorted(work.glob("会议纪要-*.docx")),
        *sorted(work.glob("家访报告-*.docx")),
        *sorted(work.glob("投诉登记台账-*")),
    ]:
        shutil.copy(path, inbox / path.name)
    _drop_wrong(story)
    outcomes = _sweep(story, story.on(12, 2, 14))
    returned = tuple(one for one in (*filled, *outcomes) if one.status == "rejected")
    filed = sum(one.status == "filed" for one in outcomes)
    story.say(
        Text(
            f"⑦ 拖进收件箱 {len(outcomes)} 份: 归档 {filed} 份, 退回 {len(returned)} 份, 各附原因。",
            f"7. {len(outcomes)} documents dragged into the inbox: {filed} filed, {len(returned)} returned with a reason.",
        )
    )
    for one in returned:
        why = one.findings[-1]
        story.say(
            Text(
                f"   退回 {one.input} — {why.message('zh')}", f"   returned {one.input} — {why.message('en')}"
            )
        )
    return returned


def _drop_wrong(story: Story) -> None:
    inbox = story.office.inbox
    without_owners = [
        "医患沟通办公室例会纪要",
        "会议时间: 2026年11月27日 15:00",
        "参会人员: 林知夏、周予安",
        "决议事项",
        "一、候诊告知卡上墙。",
    ]
    (inbox / "会议纪要-2026-1127-001.docx").write_bytes(plain_document(without_owners))
    (inbox / "家访记录-2026-1201-001.docx").write_bytes(plain_document(["家访记录"]))
    (inbox / "会议纪要-2026-1131-001.docx").write_bytes(plain_document(["会议纪要"]))


def _sweep(story: Story, at: datetime) -> tuple[Outcome, ...]:
    """Run the watcher's round once, its files received at the stated instant."""
    memory = Memory.of(story.office.inbox, incomplete_after=story.office.config.incomplete_after)
    return sweep(story.office, memory, at=at, tick=0.0, settle=0.0, received=at).outcomes


def _tell(story: Story, returned: tuple[Outcome, ...]) -> Told:
    office, at = story.office, story.at
    complaint = next(iter(office.archive.glances(office.reading(), ["complaint"], lacking="feedback_at")))
    note(office, complaint.name, {"feedback_at": "2026-12-02 15:00"}, at)
    story.say(
        Text(
            f"⑧ 登记后续: {complaint.name} 已反馈(note)。",
            f"8. What happened later: {complaint.name} was answered (note).",
        )
    )
    board = status(office, at)
    refresh_page(office, at)
    report = verify(office, (), at)
    story.say(
        Text(
            f"⑨ 检测档案: {report.checked} 项, {'全部完好' if report.ok else '发现问题'}。",
            f"9. The archive verified: {report.checked} items, {'all sound' if report.ok else 'with faults'}.",
        )
    )
    return Told(office, board, report, returned, _look(office))


def _look(office: Office) -> tuple[tuple[Text, Path], ...]:
    work = office.root / "work"
    return (
        (Text("归档状态页(双击打开)", "the status page (double click)"), office.inbox / STATUS_PAGE),
        (Text("会议纪要", "minutes"), next(iter(sorted(work.glob("会议纪要-*"))))),
        (Text("投诉登记台账", "complaint register"), next(iter(sorted(work.glob("投诉登记台账-*"))))),
        (Text("退回的文件和原因", "what was returned, and why"), office.inbox / "退回"),
        (Text("空白表单", "blank forms"), office.inbox / "空白表单"),
        (Text("档案与日志", "archive and journal"), office.root / "archive"),
    )
