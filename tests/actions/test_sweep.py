"""tests of recordkit.actions.sweep: one round of the watcher, its faults and its leftovers (INTAKE, ARCHIVE's protocol)."""

import errno
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from recordkit.actions.init import Founding, init
from recordkit.actions.look import Answer, Pending, Question, look_at_each
from recordkit.actions.memory import Memory
from recordkit.actions.people import enrol
from recordkit.actions.ready import REFUSED_FOR
from recordkit.actions.status import Wanted
from recordkit.actions.sweep import Swept, sweep
from recordkit.actions.work import DISK_FULL
from recordkit.domain.chain import sha256
from recordkit.domain.tiers import UNKNOWN, Person, Tier
from recordkit.inbox.claim import claim
from recordkit.inbox.layout import CLAIMS, MARKER, REJECTED, STATE
from recordkit.inbox.lookout import RELIST
from recordkit.inbox.scan import scan
from recordkit.office import Office
from recordkit.people.logins import process_login
from tests.house.offices import (
    AT,
    brought,
    codes,
    drop,
    events,
    made,
    minutes,
    on,
    reopened,
    standings,
    swept,
)

AS_ROOT = pytest.mark.skipif(
    os.name != "posix" or os.geteuid() != 0, reason="only root gives a file to somebody else"
)
NAME = "会议纪要-2026-1118-001"
SECOND = "会议纪要-2026-1118-002"


def owned(path: Path) -> None:
    """Give a dropped file to the account `nobody`."""
    shutil.chown(path, "nobody")


def claims(office: Office) -> list[Path]:
    return list((office.inbox / STATE / CLAIMS).iterdir())


def reason(office: Office, name: str) -> str:
    return (office.inbox / REJECTED / f"{name}.原因.txt").read_text("utf-8-sig")


def test_sound_documents_are_filed_and_leave_the_inbox(office: Office) -> None:
    drop(office, f"{NAME}.docx", minutes())
    drop(office, f"骨科/{SECOND}.docx", minutes("二"))
    result = swept(office)
    assert [(one.status, one.name) for one in result.outcomes] == [("filed", NAME), ("filed", SECOND)]
    assert (scan(office.inbox), claims(office), result.waiting) == ([], [], ())


def test_a_bad_document_goes_back_with_its_reason_and_stops_nothing(office: Office) -> None:
    """R7 and R1 in the clerk's own words, with what to do."""
    drop(office, f"{NAME}.docx", minutes(without="责任分工"))
    drop(office, "会议记要-2026-1118-001.docx", minutes())
    drop(office, f"急诊科/{SECOND}.docx", minutes("二"))
    drop(office, "会议纪要-2026-1119-001.docx", minutes("三"))
    result = swept(office)
    assert sorted(one.status for one in result.outcomes) == ["filed", "rejected", "rejected", "rejected"]
    assert "责任分工" in reason(office, f"{NAME}.docx")
    assert "会议纪要-2026-1118-001.docx" in reason(office, "会议记要-2026-1118-001.docx")
    assert (office.inbox / REJECTED / "急诊科" / f"{SECOND}.docx").read_bytes() == minutes("二")
    assert (scan(office.inbox), claims(office)) == ([], [])


def test_what_came_back_is_filed_when_it_is_put_right(office: Office) -> None:
    drop(office, f"{NAME}.docx", minutes(without="责任分工"))
    swept(office)
    drop(office, f"{NAME}.docx", minutes())
    assert [one.status for one in swept(office).outcomes] == ["filed"]


def test_a_document_is_dragged_from_where_it_was_made_into_the_inbox(office: Office) -> None:
    document = made(office, "minutes")
    shutil.move(document.path, office.inbox / document.path.name)
    assert [(one.status, one.name, one.findings) for one in swept(office).outcomes] == [
        ("filed", document.name, ())
    ]


def test_received_is_the_files_change_time_before_the_claim(office: Office) -> None:
    """A report that lay there while nobody watched is not late for that, and a backdated mtime does not make it early."""
    path = drop(office, f"{NAME}.docx", minutes())
    os.utime(path, (0, 0))
    changed = path.stat().st_ctime_ns
    swept(office)
    entry = office.archive.entry(office.reading(), NAME)
    assert entry is not None
    assert abs(entry.received.timestamp() - changed / 1e9) < 0.001
    assert entry.received > datetime(2020, 1, 1, tzinfo=UTC)


@AS_ROOT
@pytest.mark.parametrize(("tier", "status"), [(Tier.STAFF, "rejected"), (Tier.SUPERVISOR, "version")])
def test_who_owns_the_file_files_it_and_their_tier_counts(office: Office, tier: Tier, status: str) -> None:
    """R3: the account of the watcher gives nobody a right; the owner of the file is who acts."""
    enrol(office, Person("nobody", "王芳", tier, "骨科"), AT)
    owned(drop(office, f"{NAME}.docx", minutes()))
    owned(drop(office, "月度总结报告-2026-1105-001.docx", minutes("月报")))
    assert {one.person for one in swept(office).outcomes} == {"nobody"}
    entry = office.archive.entry(office.reading(), "月度总结报告-2026-1105-001")
    assert entry is not None
    assert entry.department == "骨科"
    owned(drop(office, f"{NAME}.docx", minutes("改")))
    [again] = swept(office).outcomes
    assert again.status == status
    assert ("may_not_replace" in codes(again)) is (status == "rejected")


def test_a_file_of_the_watchers_own_account_proves_nobody_where_others_are_enrolled(office: Office) -> None:
    """A clerk who moves or overwrites what recordkit wrote does not become the director that the watcher runs as (R3)."""
    drop(office, f"{NAME}.docx", minutes())
    [first] = swept(office).outcomes
    drop(office, f"{NAME}.docx", minutes("改"))
    [second] = swept(office).outcomes
    assert (first.status, first.person) == ("filed", UNKNOWN.login)
    assert (second.status, codes(second)) == ("rejected", ["may_not_replace"])


def test_where_one_person_is_the_whole_office_the_file_is_theirs(tmp_path: Path) -> None:
    office = init(tmp_path / "office", Founding("诊所"), AT)
    drop(office, f"{NAME}.docx", minutes())
    swept(office)
    drop(office, f"{NAME}.docx", minutes("改"))
    [again] = swept(office).outcomes
    assert (again.status, again.person) == ("version", process_login())


@AS_ROOT
def test_a_stranger_files_and_does_not_replace(office: Office) -> None:
    stranger = 54321
    os.chown(drop(office, f"{NAME}.docx", minutes()), stranger, -1)
    [first] = swept(office).outcomes
    os.chown(drop(office, f"{NAME}.docx", minutes("改")), stranger, -1)
    [second] = swept(office).outcomes
    assert (first.status, first.person, second.status) == ("filed", "unknown", "rejected")
    assert "未登记" in reason(office, f"{NAME}.docx")


def test_an_offline_inbox_is_left_alone(office: Office) -> None:
    drop(office, f"{NAME}.docx", minutes())
    (office.inbox / STATE / MARKER).unlink()
    assert swept(office).offline
    assert (office.inbox / f"{NAME}.docx").exists()


def test_a_fault_of_the_archives_disk_releases_the_claim_and_loses_nothing(office: Office) -> None:
    shelf = office.root / "archive" / "records" / "会议纪要"
    shelf.write_text("a file where the folder should be", "utf-8")
    drop(office, f"{NAME}.docx", minutes())
    drop(office, "家访报告-2026-1118-001.docx", minutes("家访"))
    result = swept(office)
    assert [one.name for one in result.outcomes] == ["家访报告-2026-1118-001"]
    assert [(one.path.name, one.reason.zh.startswith("稍后再试")) for one in result.waiting] == [
        (f"{NAME}.docx", True)
    ]
    assert (office.inbox / f"{NAME}.docx").read_bytes() == minutes()
    assert claims(office) == []
    shelf.unlink()
    assert [one.name for one in swept(office).outcomes] == [NAME]


def test_a_released_file_keeps_its_instant_of_receipt(office: Office) -> None:
    shelf = office.root / "archive" / "records" / "会议纪要"
    shelf.write_text("in the way", "utf-8")
    changed = drop(office, f"{NAME}.docx", minutes()).stat().st_ctime_ns
    swept(office)
    shelf.unlink()
    swept(office)
    entry = office.archive.entry(office.reading(), NAME)
    assert entry is not None
    assert abs(entry.received.timestamp() - changed / 1e9) < 0.001


def test_where_nothing_can_go_back_the_files_wait_and_the_round_goes_on(office: Office) -> None:
    shutil.rmtree(office.inbox / REJECTED)
    (office.inbox / REJECTED).write_text("a file where the folder should be", "utf-8")
    drop(office, "会议记要-2026-1118-001.docx", minutes())
    drop(office, f"{NAME}.docx", minutes())
    result = swept(office)
    assert [one.status for one in result.outcomes] == ["filed"]
    assert [one.path.name for one in result.waiting] == ["会议记要-2026-1118-001.docx"]
    (office.inbox / REJECTED).unlink()
    assert [one.status for one in swept(office).outcomes] == ["rejected"]


def test_a_damaged_archive_takes_nothing_and_sends_nothing_back(office: Office) -> None:
    brought(office, f"{NAME}.docx", minutes())
    [journal] = (office.root / "archive" / "journal").glob("*11.jsonl")
    journal.write_text(journal.read_text("utf-8").replace(NAME, SECOND), "utf-8")
    (office.root / "archive" / "catalogue.sqlite").unlink()
    office.archive.close()
    drop(office, "会议纪要-2026-1120-001.docx", minutes("二"))
    result = swept(office)
    assert (result.outcomes, len(result.waiting)) == ((), 1)
    assert (office.inbox / "会议纪要-2026-1120-001.docx").exists()


def test_what_was_in_hand_at_a_kill_is_driven_forward(office: Office) -> None:
    drop(office, f"{NAME}.docx", minutes())
    [seen] = scan(office.inbox)
    held = claim(office.inbox, seen)
    assert scan(office.inbox) == []
    assert [(one.status, one.name) for one in swept(office).outcomes] == [("filed", NAME)]
    entry = office.archive.entry(office.reading(), NAME)
    assert entry is not None
    assert (entry.received, claims(office)) == (held.received, [])


def test_a_kill_between_filing_and_removing_files_nothing_twice(office: Office) -> None:
    drop(office, f"{NAME}.docx", minutes())
    [seen] = scan(office.inbox)
    claim(office.inbox, seen)
    brought(office, f"{NAME}.docx", minutes())
    assert [one.status for one in swept(office).outcomes] == ["duplicate"]
    assert (len(events(office, "filed")), claims(office)) == (1, [])


def test_a_template_that_cannot_be_filled_sends_the_form_back_with_the_reason_and_stops_nothing(
    office: Office,
) -> None:
    with reopened(office) as before:
        own = before.types.copy("home-visit")
    (own / "document.docx").write_bytes(minutes("{{ nobody.knows|this }}"))
    example = office.types.example("home-visit")
    assert example is not None
    drop(office, "填报/家访.yaml", example)
    drop(office, f"{NAME}.docx", minutes())
    with reopened(office) as again:
        result = swept(again)
    assert sorted((one.status, codes(one)) for one in result.outcomes) == [
        ("filed", []),
        ("rejected", ["fault_of_ours"]),
    ]
    assert "document.docx" in reason(office, "家访.yaml")
    assert (office.inbox / REJECTED / "家访.yaml").exists()


def test_the_round_stops_after_the_document_in_hand_when_it_is_told_to(office: Office) -> None:
    for number in (1, 2, 3):
        drop(office, f"会议纪要-2026-1118-00{number}.docx", minutes(str(number)))
    turns = iter([True, True, False, False])
    memory = Memory.of(office.inbox)
    memory.batch = 1
    result = sweep(office, memory, at=AT, tick=0.0, settle=0.0, go_on=lambda: next(turns))
    assert [one.name for one in result.outcomes] == [NAME, SECOND]
    assert len(scan(office.inbox)) == 1


def test_a_file_that_is_not_whole_waits_and_goes_back_when_it_waits_too_long(office: Office) -> None:
    memory = Memory.of(office.inbox, incomplete_after=600)
    drop(office, f"{NAME}.docx", minutes()[:2000])
    first = sweep(office, memory, at=AT, tick=0.0, settle=0.0)
    assert (first.outcomes, [one.path.name for one in first.waiting]) == ((), [f"{NAME}.docx"])
    [back] = sweep(office, memory, at=AT, tick=601.0, settle=0.0).outcomes
    assert (back.status, codes(back)) == ("rejected", ["file_incomplete"])


def test_a_stated_receipt_counts_instead_of_the_files(office: Office) -> None:
    drop(office, "骨科/月度总结报告-2026-1105-001.docx", minutes())
    swept(office, on(12, 1), received=on(11, 5, 20))
    assert standings(office, on(12, 1), Wanted("骨科"))["monthly-report/骨科/2026-10"] == "met"


def test_a_writer_that_pauses_three_times_the_settle_time_and_goes_on_is_filed_once_and_whole(
    office: Office,
) -> None:
    """INTAKE: a stable size is no proof; the container check waits for the rest."""
    memory, content = Memory.of(office.inbox), minutes()
    path = drop(office, f"{NAME}.docx", content[:9000])
    for tick in (0.0, 5.0, 15.0):
        assert sweep(office, memory, at=AT, tick=tick, settle=5.0).outcomes == ()
    with path.open("ab") as writer:
        writer.write(content[9000:])
    rounds = [
        sweep(office, memory, at=AT, tick=tick, settle=5.0).outcomes for tick in (17.0, 19.0, 22.0, 24.0)
    ]
    assert [[one.status for one in outcomes] for outcomes in rounds] == [[], [], ["filed"], []]
    entry = office.archive.entry(office.reading(), NAME)
    assert entry is not None
    assert entry.current.size == len(content)


def test_a_writer_of_zeros_first_is_waited_for_though_the_size_is_final(office: Office) -> None:
    """INTAKE: Explorer sets the final size first."""
    memory, content = Memory.of(office.inbox), minutes()
    hole = bytearray(content)
    hole[len(content) // 3 : len(content) // 2] = bytes(len(content) // 2 - len(content) // 3)
    drop(office, f"{NAME}.docx", bytes(hole))
    first = sweep(office, memory, at=AT, tick=0.0, settle=0.0)
    assert [one.reason.en for one in first.waiting] == ["it is incomplete: parts of it are not written yet"]
    again = sweep(office, memory, at=AT, tick=2.0, settle=0.0)
    assert (again.outcomes, len(again.waiting), claims(office)) == ((), 1, [])
    drop(office, f"{NAME}.docx", content)
    assert [one.status for one in sweep(office, memory, at=AT, tick=4.0, settle=0.0).outcomes] == ["filed"]


def test_what_keeps_its_holes_goes_back_as_incomplete(office: Office) -> None:
    memory, hole = Memory.of(office.inbox, incomplete_after=600), bytearray(minutes())
    hole[12_000:14_000] = bytes(2_000)
    drop(office, f"{NAME}.docx", bytes(hole))
    for tick in (0.0, 300.0, 599.0):
        assert sweep(office, memory, at=AT, tick=tick, settle=0.0).outcomes == ()
    [back] = sweep(office, memory, at=AT, tick=600.0 + RELIST, settle=0.0).outcomes
    assert (back.status, codes(back)) == ("rejected", ["file_incomplete"])


def test_a_broken_file_overwritten_by_a_good_one_under_the_same_name_is_filed(office: Office) -> None:
    memory = Memory.of(office.inbox)
    drop(office, f"{NAME}.docx", minutes()[:500])
    sweep(office, memory, at=AT, tick=0.0, settle=0.0)
    drop(office, f"{NAME}.docx", minutes())
    assert [one.status for one in sweep(office, memory, at=AT, tick=2.0, settle=0.0).outcomes] == ["filed"]


def test_a_clock_that_jumps_changes_nothing(office: Office) -> None:
    """INTAKE: our own monotonic clock decides; the wall clock may be set a year back in between."""
    memory = Memory.of(office.inbox)
    drop(office, f"{NAME}.docx", minutes())
    sweep(office, memory, at=on(11, 21), tick=100.0, settle=5.0)
    assert sweep(office, memory, at=on(12, 30), tick=102.0, settle=5.0).outcomes == ()
    assert [one.status for one in sweep(office, memory, at=on(11, 20), tick=105.0, settle=5.0).outcomes] == [
        "filed"
    ]


def test_a_name_that_is_no_text_goes_back_with_its_reason(office: Office) -> None:
    """INTAKE, Names: a GBK name must not stop the scan."""
    raw = os.fsdecode("会议纪要-2026-1118-001.docx".encode("gbk"))
    drop(office, raw, minutes())
    drop(office, f"{SECOND}.docx", minutes("二"))
    assert sorted(codes(one) for one in swept(office).outcomes) == [["name_not_text"], ["number_taken"]]
    assert (office.inbox / REJECTED / "会议纪要-2026-1118-001.docx").read_bytes() == minutes()


def test_a_file_that_goes_while_it_is_looked_at_is_no_fault(office: Office) -> None:
    memory = Memory.of(office.inbox)

    def vanishing(questions: Sequence[Question]) -> Pending:
        answers = look_at_each(questions)

        def answer() -> list[Answer]:
            found = answers()
            for question in questions:
                question.path.unlink()
            return found

        return answer

    memory.looks = vanishing
    drop(office, f"{NAME}.docx", minutes())
    result = sweep(office, memory, at=AT, tick=0.0, settle=0.0)
    assert (result.outcomes, result.waiting, claims(office)) == ((), (), [])


def test_a_file_written_to_between_the_look_and_the_claim_is_looked_at_again(office: Office) -> None:
    memory = Memory.of(office.inbox)

    def late_writer(questions: Sequence[Question]) -> Pending:
        found = look_at_each(questions)()
        for question in questions:
            question.path.write_bytes(minutes("补充"))
        return lambda: found

    memory.looks = late_writer
    drop(office, f"{NAME}.docx", minutes())
    assert sweep(office, memory, at=AT, tick=0.0, settle=0.0).outcomes == ()
    memory.looks = look_at_each
    assert [one.status for one in sweep(office, memory, at=AT, tick=2.0, settle=0.0).outcomes] == ["filed"]
    entry = office.archive.entry(office.reading(), NAME)
    assert entry is not None
    assert entry.current.sha256 == sha256(minutes("补充"))


@pytest.mark.parametrize("number", [errno.EBUSY, errno.ESTALE, errno.EIO, errno.ETIMEDOUT, errno.EACCES])
def test_a_fault_of_the_share_means_later_and_never_quarantine(office: Office, number: int) -> None:
    """INTAKE and ARCHIVE: EBUSY, ESTALE, EIO, ETIMEDOUT … are tried again."""
    memory = Memory.of(office.inbox)

    def refusing(questions: Sequence[Question]) -> Pending:
        return lambda: [OSError(number, os.strerror(number)) for _ in questions]

    memory.looks = refusing
    drop(office, f"{NAME}.docx", minutes())
    result = sweep(office, memory, at=AT, tick=0.0, settle=0.0)
    assert (result.outcomes, [one.reason.zh.startswith("稍后再试") for one in result.waiting]) == ((), [True])
    memory.looks = look_at_each
    assert [one.status for one in sweep(office, memory, at=AT, tick=2.0, settle=0.0).outcomes] == ["filed"]


def test_another_filesystem_under_the_same_name_is_offline_for_a_round_and_begun_anew(office: Office) -> None:
    """INTAKE, Noticing: the marker or st_dev is not what it was."""
    memory = Memory.of(office.inbox)
    drop(office, f"{NAME}.docx", minutes())
    sweep(office, memory, at=AT, tick=0.0, settle=5.0)
    memory.device = -1
    assert sweep(office, memory, at=AT, tick=5.0, settle=5.0).offline
    rounds = [sweep(office, memory, at=AT, tick=tick, settle=5.0) for tick in (6.0, 11.0)]
    assert [(one.offline, len(one.outcomes)) for one in rounds] == [(False, 0), (False, 1)]


def test_an_inbox_without_its_marker_is_offline_and_nothing_is_taken(office: Office) -> None:
    memory = Memory.of(office.inbox)
    drop(office, f"{NAME}.docx", minutes())
    marker = office.inbox / STATE / MARKER
    content = marker.read_bytes()
    marker.unlink()
    assert sweep(office, memory, at=AT, tick=0.0, settle=0.0) == Swept(offline=True)
    marker.write_bytes(content)
    assert [one.status for one in sweep(office, memory, at=AT, tick=2.0, settle=0.0).outcomes] == ["filed"]


@pytest.fixture
def immovable(office: Office) -> Iterator[Path]:
    """Drop a document that nobody may move or remove (chattr +i), and let go of it in the end."""
    path = drop(office, f"{NAME}.docx", minutes())
    done = subprocess.run(["chattr", "+i", path], check=False, capture_output=True)
    if done.returncode != 0:
        pytest.skip("this filesystem or account makes no file immutable")
    yield path
    subprocess.run(["chattr", "-i", path], check=False)


def test_a_source_that_cannot_be_removed_is_filed_once_and_said_once(office: Office, immovable: Path) -> None:
    """INTAKE: no loop, also after a restart."""
    memory = Memory.of(office.inbox)
    first = sweep(office, memory, at=AT, tick=0.0, settle=0.0)
    assert (first.outcomes, len(first.waiting)) == ((), 1)
    [filed] = sweep(office, memory, at=AT, tick=REFUSED_FOR, settle=0.0).outcomes
    assert (filed.status, filed.name, immovable.exists()) == ("filed", NAME, True)
    for tick, known in ((70.0, memory), (700.0, memory), (0.0, Memory.of(office.inbox))):
        later = sweep(office, known, at=AT, tick=tick, settle=0.0)
        assert (later.outcomes, [NAME in one.reason.en for one in later.waiting]) == ((), [True])
    subprocess.run(["chattr", "-i", immovable], check=True)
    sweep(office, Memory.of(office.inbox), at=AT, tick=0.0, settle=0.0)
    assert (immovable.exists(), len(events(office, "filed")), claims(office)) == (False, 1, [])


def test_what_is_wrong_and_cannot_be_removed_is_returned_once(office: Office, immovable: Path) -> None:
    bad = immovable.with_name("会议记要-2026-1118-001.docx")
    subprocess.run(["chattr", "-i", immovable], check=True)
    immovable.rename(bad)
    subprocess.run(["chattr", "+i", bad], check=True)
    try:
        memory = Memory.of(office.inbox)
        outcomes = [
            sweep(office, memory, at=AT, tick=tick, settle=0.0).outcomes for tick in (0.0, 60.0, 120.0)
        ]
        assert [len(one) for one in outcomes] == [0, 1, 0]
        assert (office.inbox / REJECTED / bad.name).read_bytes() == minutes()
    finally:
        subprocess.run(["chattr", "-i", bad], check=True)


@pytest.mark.full("mount")
def test_a_full_disk_pauses_everything_loses_nothing_and_goes_on(office: Office, tmp_path: Path) -> None:
    """INTAKE: paused: disk full."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=20m", "recordkit", disk], check=False).returncode:
        pytest.skip("this account mounts nothing")
    try:
        root = disk / "office"
        shutil.copytree(office.root, root)
        filler = disk / "filler"
        with reopened(replace(office, root=root)) as small:
            filler.write_bytes(bytes(4 << 20))
            drop(small, f"{NAME}.docx", minutes())
            memory = Memory.of(small.inbox)
            full = sweep(small, memory, at=AT, tick=0.0, settle=0.0)
            assert (full.outcomes, full.paused, claims(small)) == ((), DISK_FULL, [])
            assert [one.reason for one in full.waiting] == [DISK_FULL]
            filler.unlink()
            assert [one.status for one in sweep(small, memory, at=AT, tick=2.0, settle=0.0).outcomes] == [
                "filed"
            ]
    finally:
        subprocess.run(["umount", "-l", disk], check=True)
