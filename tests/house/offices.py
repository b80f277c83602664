"""A real office in a folder, its people, and what they do in tests: drop, make, file; instants are arguments."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import docx

from recordkit.actions.draft import draft_values
from recordkit.actions.file import file
from recordkit.actions.generate import Document, Options, generate, make
from recordkit.actions.init import Founding, init
from recordkit.actions.intake import Arrival, intake
from recordkit.actions.memory import Memory
from recordkit.actions.outcome import Outcome
from recordkit.actions.status import Wanted, status
from recordkit.actions.sweep import Swept, sweep
from recordkit.documents.plain import plain_document
from recordkit.domain.chain import Line
from recordkit.domain.entry import Event
from recordkit.domain.tiers import Person, Tier
from recordkit.inbox.readers.reading import read_input
from recordkit.office import Office

ZONE = ZoneInfo("Asia/Shanghai")
DATA = Path(__file__).parents[1] / "data"
COMPLAINTS = DATA / "投诉登记-2026年10月.csv"
MEETING = DATA / "周例会-2026-11-20.yaml"
VISITS = DATA / "家访-2026年11月.json"
DEPARTMENTS = (
    "急诊科 骨科 儿科 门诊部 放射科 药剂科 心内科 妇产科 检验科 收费处 信息科 护理部 协调组 医疗技术部 医患沟通办公室"
).split()
OWING = ("急诊科", "骨科")
SUPERVISOR = Person("linzhixia", "林知夏", Tier.SUPERVISOR, "医患沟通办公室")
CLERK = Person("zhouyuan", "周予安", Tier.STAFF, "医患沟通办公室")
OTHER = Person("hexiaoman", "何小满", Tier.STAFF, "急诊科")
MINUTES = (
    "医患沟通办公室例会纪要",
    "会议时间: 2026年11月18日 15:00",
    "参会人员: 林知夏、周予安",
    "决议事项",
    "一、候诊告知卡上墙。",
    "责任分工",
    "周予安负责。",
)


def on(month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    """Return an instant of 2026 in the office's zone."""
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


FOUNDED = on(9, 1)
AT = on(11, 21, 10)


def founded(root: Path) -> Office:
    """Found an office with its four people, of which the process's user is the director, and open it as that one."""
    owing = {"monthly-report": OWING, "quarterly-report": OWING}
    since = {"monthly-report": "2026-09", "quarterly-report": "2026Q3"}
    founding = Founding(
        "示例市第一人民医院", "沈砚", "zh", DEPARTMENTS, owing, since, (SUPERVISOR, CLERK, OTHER)
    )
    return init(root, founding, FOUNDED)


def as_(office: Office, person: Person) -> Office:
    """Return the same office with another person acting in it."""
    return replace(office, person=person)


def example(office: Office, key: str, **changes: object) -> Mapping[str, object]:
    """Return the values of a type's example, some of them changed."""
    path = office.types.example(key)
    assert path is not None
    return {**read_input(path, office.types.get(key)).records[0].values, **changes}


def made(office: Office, key: str, at: datetime = AT, **changes: object) -> Document:
    """Make the document of a type's example in `work/`, some of its values changed."""
    rtype = office.types.get(key)
    draft = draft_values(office, rtype, example(office, key, **changes), at)
    assert draft.record is not None, draft.findings
    return next(make(office, rtype, [draft.record], Options(office.root / "work"), at))


def made_from(office: Office, key: str, path: Path, at: datetime = AT) -> tuple[Document, ...]:
    """Make the documents of an input file in `work/`."""
    return generate(office, key, [path], Options(office.root / "work"), at).documents


def filed(office: Office, key: str, at: datetime = AT, **changes: object) -> str:
    """Make and file a type's example as the acting person, and return its name."""
    [outcome] = file(office, [made(office, key, at, **changes).path], at)
    assert outcome.name is not None, outcome.findings
    return outcome.name


@cache
def minutes(*more: str, without: str = "\0") -> bytes:
    """Return minutes typed by hand, the same bytes each time: `more` at the end, the lines that begin so left out."""
    return plain_document([line for line in (*MINUTES, *more) if not line.startswith(without)])


def brought(
    office: Office,
    name: str,
    content: bytes,
    by: Person = CLERK,
    *,
    folder: str | None = None,
    received: datetime = AT,
    at: datetime = AT,
) -> Outcome:
    """Take in a document as the watcher does with what `by` dropped."""
    path = office.root / "hand" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    return intake(office, Arrival(path, name, by, received, folder), at)


def drop(office: Office, name: str, content: bytes | Path) -> Path:
    """Put a file into the inbox, or a sub-folder of it."""
    target = office.inbox / name
    target.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, Path):
        shutil.copyfile(content, target)
    else:
        target.write_bytes(content)
    return target


def swept(office: Office, at: datetime = AT, *, received: datetime | None = None) -> Swept:
    """Run one round of the watcher at `at`, taking what lies there whole."""
    return sweep(office, Memory.of(office.inbox), at=at, tick=0.0, settle=0.0, received=received)


def edited(document: bytes, old: str, new: str) -> bytes:
    """Return a Word document in which somebody typed `new` for `old`, wherever it stood."""
    opened = docx.Document(BytesIO(document))
    places = [*opened.paragraphs, *(p for t in opened.tables for c in t._cells for p in c.paragraphs)]
    touched = [place for place in places if old in place.text]
    assert touched, f"{old} stands nowhere"
    for place in touched:
        place.text = place.text.replace(old, new)
    target = BytesIO()
    opened.save(target)
    return target.getvalue()


def codes(outcome: Outcome) -> list[str]:
    """Return the codes of an outcome's findings."""
    return [finding.code for finding in outcome.findings]


def events(office: Office, verb: str) -> list[Event]:
    """Return the journal's events of one verb, oldest first."""
    return [event for _, event in journal(office) if event["verb"] == verb]


def journal(office: Office) -> list[tuple[Line, Event]]:
    """Return all that the journal says."""
    return list(office.archive.log(office.reading()))


def standings(office: Office, at: datetime, wanted: Wanted | None = None) -> dict[str, str]:
    """Return how each duty that is wanted stands at `at`, by its key."""
    rows = status(office, at, wanted).rows
    return {row.duty.key: row.standing.value for row in rows}


@contextmanager
def reopened(office: Office) -> Iterator[Office]:
    """Open the same office anew, as the process's user, and let go of it in the end."""
    again = Office.open(office.root)
    try:
        yield again
    finally:
        again.archive.close()
