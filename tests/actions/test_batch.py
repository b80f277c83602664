"""tests of recordkit.actions.batch: many in one commit, each as if one after another (ARCHIVE, batches; law 8)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from recordkit.actions.init import Founding, init
from recordkit.actions.memory import Memory
from recordkit.actions.outcome import Outcome
from recordkit.actions.sweep import sweep
from recordkit.archive.archive import Archive
from recordkit.domain.tiers import Person
from recordkit.inbox.claim import claim_all
from recordkit.inbox.layout import CLAIMS, STATE
from recordkit.inbox.scan import scan
from recordkit.office import Office
from tests.house.offices import AT, brought, codes, drop, events, journal, minutes, on, swept

DAY = "会议纪要-2026-1118"
NAME = f"{DAY}-001"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Found an office of one person, whose files are known to be theirs."""
    owing = {"monthly-report": ("急诊科", "骨科")}
    opened = init(
        tmp_path / "office", Founding("示例医院", departments=["急诊科", "骨科"], duties=owing), on(9, 1)
    )
    yield opened
    opened.archive.close()


def statuses(office: Office) -> list[tuple[str, str | None]]:
    return sorted((one.status, one.name) for one in swept(office).outcomes)


def test_a_batch_is_one_line_of_the_journal(office: Office) -> None:
    for number in range(1, 6):
        drop(office, f"{DAY}-{number:03d}.docx", minutes(str(number)))
    before = len({line.seq for line, _ in journal(office)})
    assert [one.status for one in swept(office).outcomes] == ["filed"] * 5
    assert len({line.seq for line, _ in journal(office)}) == before + 1


def test_bad_ones_within_a_batch_cost_no_other(office: Office) -> None:
    for number in range(1, 5):
        drop(
            office,
            f"{DAY}-{number:03d}.docx",
            minutes(str(number), without="责任分工" if number == 4 else "\0"),
        )
    drop(office, f"{DAY}-009.docx", minutes("九"))
    drop(office, f"{DAY}-03x.docx", minutes("x"))
    outcomes = swept(office).outcomes
    assert sorted((one.status, *codes(one)) for one in outcomes) == [
        ("filed",),
        ("filed",),
        ("filed",),
        ("rejected", "name_shape"),
        ("rejected", "number_taken"),
        ("rejected", "section_missing"),
    ]
    assert list((office.inbox / STATE / CLAIMS).iterdir()) == []


def test_the_same_name_twice_in_a_batch_is_a_version_or_a_refusal_as_one_after_another(
    office: Office,
) -> None:
    drop(office, f"甲/{NAME}.docx", minutes("一"))
    drop(office, f"乙/{NAME}.docx", minutes("二"))
    assert statuses(office) == [("filed", NAME), ("version", NAME)]


def test_the_same_name_in_two_spellings_is_one_name(office: Office) -> None:
    drop(office, f"{NAME}.docx", minutes("一"))
    drop(office, "会议纪要-2026-11-18-001.docx", minutes("二"))
    assert statuses(office) == [("filed", NAME), ("version", NAME)]


def test_the_same_bytes_under_two_names_in_a_batch_are_filed_once(office: Office) -> None:
    drop(office, f"{DAY}-001.docx", minutes())
    drop(office, f"{DAY}-002.docx", minutes())
    outcomes = swept(office).outcomes
    assert [(one.status, codes(one)) for one in outcomes] == [
        ("filed", []),
        ("rejected", ["duplicate_content"]),
    ]


def test_two_reports_for_one_month_in_a_batch_leave_the_second_in_doubt(office: Office) -> None:
    """R29: as if one came after the other."""
    for number in (1, 2):
        drop(office, f"骨科/月度总结报告-2026-1104-{number:03d}.docx", minutes(str(number)))
    drop(office, "急诊科/月度总结报告-2026-1104-003.docx", minutes("三"))
    outcomes = {one.name: codes(one) for one in swept(office).outcomes}
    doubts = sorted(name for name, found in outcomes.items() if name and "period_doubtful" in found)
    assert (len(outcomes), doubts) == (3, ["月度总结报告-2026-1104-002"])


def test_numbers_are_taken_in_their_order_whatever_folder_they_lie_in(office: Office) -> None:
    """R1: dropped at once, 002 is not refused because its folder comes first."""
    for number, folder in ((1, "骨科"), (2, "儿科"), (3, "急诊科"), (4, "B"), (5, "A")):
        drop(office, f"{folder}/{DAY}-{number:03d}.docx", minutes(str(number)))
    assert statuses(office) == [("filed", f"{DAY}-{number:03d}") for number in range(1, 6)]


def test_numbers_that_were_left_out_are_given_in_order(office: Office) -> None:
    for letter in "甲乙丙":
        drop(office, f"{letter}/{DAY}.docx", minutes(letter))
    assert statuses(office) == [("filed", f"{DAY}-00{number}") for number in (1, 2, 3)]


def test_an_older_versions_bytes_dropped_again_are_a_duplicate_and_no_loop(office: Office) -> None:
    drop(office, f"{NAME}.docx", minutes("一"))
    swept(office)
    drop(office, f"{NAME}.docx", minutes("二"))
    swept(office)
    drop(office, f"{NAME}.docx", minutes("一"))
    result = swept(office)
    assert ([one.status for one in result.outcomes], result.waiting) == (["duplicate"], ())
    assert (scan(office.inbox), len(events(office, "filed"))) == ([], 2)


@pytest.mark.parametrize("filed_before", [0, 2, 4])
def test_a_batch_cut_short_by_a_kill_is_driven_forward(office: Office, filed_before: int) -> None:
    """ARCHIVE: each step idempotent; a kill after the commit and before the removal files nothing twice."""
    for number in range(1, 5):
        drop(office, f"{DAY}-{number:03d}.docx", minutes(str(number)))
    claim_all(office.inbox, scan(office.inbox))
    for number in range(1, filed_before + 1):
        brought(office, f"{DAY}-{number:03d}.docx", minutes(str(number)))
    assert sorted(one.status for one in swept(office).outcomes) == (
        ["duplicate"] * filed_before + ["filed"] * (4 - filed_before)
    )
    assert (len(events(office, "filed")), list((office.inbox / STATE / CLAIMS).iterdir())) == (4, [])


def test_each_outcome_is_told_at_once_with_whose_file_it_was(office: Office) -> None:
    told: list[Outcome] = []
    drop(office, f"{NAME}.docx", minutes())
    drop(office, "会议记要.docx", minutes("二"))
    result = sweep(office, Memory.of(office.inbox), at=AT, tick=0.0, settle=0.0, tell=told.append)
    assert tuple(told) == result.outcomes
    assert {one.status: one.person is not None for one in told} == {"filed": True, "rejected": True}


def test_a_writer_who_still_holds_the_file_gets_it_back_as_another_version(office: Office) -> None:
    """ARCHIVE, step 5: a source that changed meanwhile is kept and filed as what it is."""
    memory = Memory.of(office.inbox)
    drop(office, f"{NAME}.docx", minutes())

    def write_on(_: Outcome) -> None:
        [held] = (office.inbox / STATE / CLAIMS).glob("*/*.docx")
        held.write_bytes(minutes("补充"))

    first = sweep(office, memory, at=AT, tick=0.0, settle=0.0, tell=write_on)
    assert ([one.status for one in first.outcomes], len(first.waiting)) == (["filed"], 1)
    assert [one.status for one in sweep(office, memory, at=AT, tick=2.0, settle=0.0).outcomes] == ["version"]


def test_people_are_looked_up_once_for_each_owner(office: Office) -> None:
    asked: list[str] = []

    class Counting(Archive):
        def people(self) -> list[Person]:
            asked.append("people")
            return super().people()

    with Counting.open(office.root / "archive") as archive:
        for number in range(1, 21):
            drop(office, f"{DAY}-{number:03d}.docx", minutes(str(number)))
        counted = Office(office.root, office.config, office.types, archive, office.person)
        swept(counted)
    assert len(asked) <= 3
