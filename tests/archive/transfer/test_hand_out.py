"""Documents that leave together: journalled before a byte is given, and given only as they were filed (R6, R83)."""

from pathlib import Path

import pytest

from recordkit.archive.archive import Archive
from recordkit.archive.layout import kept_by
from recordkit.archive.transfer.hand_out import LINE
from recordkit.domain.entry import Entry
from recordkit.domain.tiers import Act
from recordkit.errors import ArchiveDamaged, NoEntry, PurposeMissing
from tests.archive.builders import AT, CLERK, SUPERVISOR, file, in_memory, may, on_disk

FULL = may(SUPERVISOR, Act.READ_FULL)


def filed(archive: Archive, count: int) -> list[Entry]:
    return [file(archive, f"document {number}".encode()).entry for number in range(count)]


def reads(archive: Archive) -> list[tuple[int, object, object, object]]:
    events = archive.log(may(CLERK, Act.READ))
    return [
        (line.seq, event["name"], event.get("full"), event["purpose"])
        for line, event in events
        if event["verb"] == "read"
    ]


def test_each_record_is_journalled_with_its_purpose_in_one_commit() -> None:
    archive = in_memory()
    names = [entry.name for entry in filed(archive, 3)]
    archive.hand_out(FULL, names, "年度移交", AT)
    seq = archive.head.seq
    assert reads(archive) == [(seq, name, True, "年度移交") for name in names]


def test_a_masked_look_is_not_called_full() -> None:
    archive = in_memory()
    [entry] = filed(archive, 1)
    archive.hand_out(may(CLERK, Act.READ), [entry.name], "移交", AT)
    assert [full for _, _, full, _ in reads(archive)] == [None]


def test_many_records_are_a_few_lines() -> None:
    archive = in_memory()
    [entry] = filed(archive, 1)
    before = archive.head.seq
    archive.hand_out(FULL, [entry.name] * (LINE + 1), "移交", AT)
    assert archive.head.seq == before + 2
    assert len(reads(archive)) == LINE + 1


def test_no_purpose_or_an_unknown_name_journals_nothing() -> None:
    archive = in_memory()
    [entry] = filed(archive, 1)
    before = archive.head
    with pytest.raises(PurposeMissing):
        archive.hand_out(FULL, [entry.name], " ", AT)
    with pytest.raises(NoEntry):
        archive.hand_out(FULL, [entry.name, "家访报告-2026-1109-009"], "移交", AT)
    assert archive.head == before


def test_content_comes_whole_or_is_refused(tmp_path: Path) -> None:
    archive = on_disk(tmp_path / "archive")
    [entry] = filed(archive, 1)
    [kept] = kept_by(entry)
    assert b"".join(archive.content(FULL, kept)) == b"document 0"
    place = tmp_path / "archive" / kept.key
    place.chmod(0o640)
    place.write_bytes(b"document O")
    with pytest.raises(ArchiveDamaged):
        list(archive.content(FULL, kept))
    place.unlink()
    with pytest.raises(ArchiveDamaged):
        list(archive.content(FULL, kept))
    archive.close()


def test_the_door_wants_a_permit_to_read() -> None:
    archive = in_memory()
    [entry] = filed(archive, 1)
    [kept] = kept_by(entry)
    with pytest.raises(TypeError):
        list(archive.content(may(CLERK, Act.FILE), kept))
    with pytest.raises(TypeError):
        archive.hand_out(may(CLERK, Act.VERIFY), [entry.name], "移交", AT)
