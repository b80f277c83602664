"""Archives and their people, as tests begin with them."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from recordkit.archive.archive import Archive
from recordkit.archive.asked import Asked
from recordkit.archive.filing import Filed, Filing, Wanted
from recordkit.archive.verify.verdicts import Report, Result
from recordkit.domain.chain import Head
from recordkit.domain.entry import Notice
from recordkit.domain.naming import DateStyle
from recordkit.domain.tiers import Act, Permit, Person, Tier, inbox_permit, permit

DIRECTOR = Person("wang", "王总监", Tier.DIRECTOR, "院办")
SUPERVISOR = Person("li", "李主管", Tier.SUPERVISOR, "门诊部")
CLERK = Person("zhang", "张三", Tier.STAFF, "门诊部")
OTHER = Person("zhao", "赵四", Tier.STAFF, "急诊科")
DAY = date(2026, 11, 9)
AT = datetime(2026, 11, 9, 1, 30, tzinfo=UTC)
WORD = "家访报告"


def in_memory(style: DateStyle = DateStyle.POLICY) -> Archive:
    """Return an archive in memory with its four people."""
    return _peopled(Archive.in_memory(zone="Asia/Shanghai", style=style, founder=DIRECTOR, at=AT))


def on_disk(root: Path, style: DateStyle = DateStyle.POLICY) -> Archive:
    """Return an archive in the folder `root` with its four people."""
    return _peopled(Archive.create(root, zone="Asia/Shanghai", style=style, founder=DIRECTOR, at=AT))


def _peopled(archive: Archive) -> Archive:
    for person in (SUPERVISOR, CLERK, OTHER):
        archive.enrol(may(DIRECTOR, Act.PEOPLE), person, AT)
    return archive


def may(person: Person, act: Act) -> Permit:
    """Return the permit as the acting layer makes it."""
    return permit(person, act, own=True) if person.tier else inbox_permit(person)


def wanted(*keys: str, day: date = DAY, word: str = WORD) -> list[Wanted]:
    """Return what reserving these keys asks for."""
    return [Wanted("home_visit", word, day, key) for key in keys]


def filing(content: bytes | Path = b"content", number: int | None = None, **facts: object) -> Filing:
    """Return the filing of a home visit on DAY."""
    chosen: dict[str, object] = {
        "type": "home_visit",
        "word": WORD,
        "day": DAY,
        "extension": "docx",
        "received": AT,
        **facts,
    }
    return Filing(number=number, source=content, **chosen)  # type: ignore[arg-type] # the tests name the facts


def file(
    archive: Archive, *arguments: object, by: Person = CLERK, act: Act = Act.FILE, **facts: object
) -> Filed:
    """File what `filing` describes."""
    return archive.file(may(by, act), filing(*arguments, **facts), AT)  # type: ignore[arg-type]


def looked(archive: Archive, *names: str, witnessed: Head | None = None) -> Report:
    """Return what verify says."""
    heads = (witnessed,) if witnessed else ()
    return archive.verify(may(CLERK, Act.VERIFY), Asked(names, witnessed=heads))


def blamed(report: Report) -> set[tuple[str, str | None]]:
    """Return (code, path or name) of everything that failed, and of whatever else is named for somebody to look at."""
    return {
        (item.code, item.path or item.name)
        for item in report.items
        if item.result is Result.FAILED or (item.result is Result.MANUAL and (item.path or item.name))
    }


def lived_in(archive: Archive) -> Archive:
    """Let every kind of event happen, over two months."""
    director, clerk = may(DIRECTOR, Act.WAIVE), may(CLERK, Act.RESERVE)
    archive.reserve(clerk, wanted("a", "b", "c"), AT)
    file(
        archive,
        b"first",
        1,
        record=values("李小明"),
        masked=values("李**"),
        title="李** 家访",
        department="门诊部",
    )
    file(archive, b"second", 1, by=SUPERVISOR, act=Act.REVISE, record=values("李小明"), masked=values("李**"))
    file(archive, b"by hand", 4, period="2026-10", doubtful=True, claims={"author": "某人"})
    sent_at = {"sent_at": "2026-11-09T10:00"}
    archive.note(may(CLERK, Act.NOTE), f"{WORD}-2026-1109-001", sent_at, AT, facts=sent_at)
    archive.assign(may(SUPERVISOR, Act.ASSIGN), f"{WORD}-2026-1109-004", "2026-11", AT)
    archive.withdraw(may(SUPERVISOR, Act.WITHDRAW), f"{WORD}-2026-1109-004", "误归档", AT)
    sent = Notice("home_visit/门诊部/2026-10", "after-3", "mail", "li@example.org", "<1@recordkit>")
    archive.notify(may(SUPERVISOR, Act.NOTIFY), [sent], AT)
    archive.waive(director, "monthly-2026-10", "停诊", AT)
    later = AT + timedelta(days=31)
    archive.void(may(CLERK, Act.VOID), f"{WORD}-2026-1109-003", "重复取号", later)
    archive.refused(OTHER, Act.REVISE, f"{WORD}-2026-1109-001", later)
    archive.read(
        may(SUPERVISOR, Act.READ_FULL), f"{WORD}-2026-1109-001", purpose="复核", journalled=True, at=later
    )
    return archive


def values(patient: str) -> Mapping[str, object]:
    """Return a record's plain values."""
    return {
        "patient": patient,
        "findings": ["血压偏高", "用药规律"],
        "visits": [{"place": "朝阳区", "minutes": 40}],
    }
