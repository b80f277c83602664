"""tests of recordkit.actions.sweep: one round of the watcher, its faults and its leftovers (INTAKE, ARCHIVE's protocol)."""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from recordkit.actions.init import Founding, init
from recordkit.actions.people import enrol
from recordkit.actions.status import Wanted
from recordkit.actions.sweep import sweep
from recordkit.domain.tiers import UNKNOWN, Person, Tier
from recordkit.inbox.claim import claim
from recordkit.inbox.layout import CLAIMS, MARKER, REJECTED, STATE
from recordkit.inbox.scan import scan
from recordkit.inbox.settle import Settling
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
    result = sweep(office, Settling(), at=AT, tick=0.0, settle=0.0, go_on=lambda: next(turns))
    assert [one.name for one in result.outcomes] == [NAME, SECOND]
    assert len(scan(office.inbox)) == 1


def test_a_file_that_is_not_whole_waits_and_goes_back_when_it_waits_too_long(office: Office) -> None:
    settling = Settling(incomplete_after=600)
    drop(office, f"{NAME}.docx", minutes()[:2000])
    first = sweep(office, settling, at=AT, tick=0.0, settle=0.0)
    assert (first.outcomes, [one.path.name for one in first.waiting]) == ((), [f"{NAME}.docx"])
    [back] = sweep(office, settling, at=AT, tick=601.0, settle=0.0).outcomes
    assert (back.status, codes(back)) == ("rejected", ["file_incomplete"])


def test_a_stated_receipt_counts_instead_of_the_files(office: Office) -> None:
    drop(office, "骨科/月度总结报告-2026-1105-001.docx", minutes())
    swept(office, on(12, 1), received=on(11, 5, 20))
    assert standings(office, on(12, 1), Wanted("骨科"))["monthly-report/骨科/2026-10"] == "met"
