"""tests of recordkit.actions.verify: head kept outside, contents opened, duties, resuming (参照 DA/T 70-2018)."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from recordkit.actions.verify import BOOKMARK, STATE, Wish, open_damaged, verify
from recordkit.archive.archive import Archive
from recordkit.archive.verify.verdicts import Report, Result
from recordkit.domain.chain import Head, link, parse_utc, sha256
from recordkit.domain.witness import read_witness
from recordkit.errors import ArchiveDamaged, NotReadable, OtherArchive
from recordkit.office import Office
from tests.house.offices import AT, brought, filed, founded, minutes, on


@pytest.fixture
def busy(office: Office) -> Office:
    filed(office, "complaint")
    brought(office, "会议纪要-2026-1118-001.docx", minutes())
    return office


@pytest.fixture
def head(tmp_path: Path) -> Path:
    return tmp_path / "链首.txt"


def kept(head: Path) -> list[Head]:
    return [one.head for one in read_witness(head.read_text("utf-8")).seen]


def result(report: Report, code: str) -> Result:
    return next(verdict.result for verdict in report.verdicts() if verdict.code == code)


def journals(office: Office) -> list[Path]:
    return sorted((office.root / "archive" / "journal").glob("*.jsonl"))


def anew(office: Office) -> Office:
    """Return the office opened on the archive as it lies now, its catalogue forgotten."""
    office.archive.close()
    for cache in (office.root / "archive").glob("catalogue.sqlite*"):
        cache.unlink()
    return replace(office, archive=Archive.open(office.root / "archive"))


def test_what_a_machine_can_look_into_it_opens(busy: Office) -> None:
    report = verify(busy, (), AT)
    assert report.ok
    assert {result(report, code) for code in ("3-3", "3-4", "3-8")} == {Result.PASSED}


def test_what_was_filed_unreadable_or_locked_or_as_something_else_is_named(office: Office) -> None:
    """3-3, 3-4, 3-8: the content is as it was filed, and still no good."""
    filed(office, "complaint")
    [path] = (office.root / "archive" / "records" / "投诉登记表").rglob("*.docx")
    whole = path.read_bytes()
    for content, code in ((b"%PDF-1.4", "3-3"), (whole[:2000], "3-4"), (sealed(whole), "3-8")):
        forged = office_with(office, path, content)
        report = verify(forged, (), AT)
        forged.archive.close()
        failed = {(item.code, item.path) for item in report.items if item.result is Result.FAILED}
        assert failed == {(code, path.relative_to(office.root / "archive").as_posix())}


def sealed(content: bytes) -> bytes:
    """Return the package with its first entry marked as encrypted, in its directory."""
    place = content.index(b"PK\x01\x02") + 8
    return content[:place] + bytes([content[place] | 1]) + content[place + 1 :]


def office_with(office: Office, path: Path, content: bytes) -> Office:
    """Return the office as if it had filed `content`: journal and file agree."""
    office.archive.close()
    path.chmod(0o640)
    path.write_bytes(content)
    rewrite_journal(journals(office), path, content)
    return anew(office)


def rewrite_journal(files: list[Path], path: Path, content: bytes) -> None:
    from_start = Head()
    for file in files:
        lines = []
        for raw in file.read_bytes().splitlines():
            line = json.loads(raw)
            for event in line["events"]:
                if event.get("path", "").endswith(path.name):
                    event |= {"sha256": sha256(content), "size": len(content)}
            made = link(from_start, parse_utc(line["at"]), line["events"])
            from_start = made.head
            lines.append(made.encode())
        file.write_bytes(b"".join(lines))


def test_the_head_is_kept_outside_and_added_to(busy: Office, head: Path) -> None:
    assert verify(busy, (), AT, wish=Wish(head=head)).ok
    first = busy.archive.head
    assert kept(head) == [first]
    assert verify(busy, (), AT, wish=Wish(head=head)).ok
    assert kept(head) == [first]
    filed(busy, "monthly-report", dept="骨科")
    assert verify(busy, (), AT, wish=Wish(head=head)).ok
    assert kept(head) == [first, busy.archive.head]
    assert busy.config.name in head.read_text("utf-8")


def test_a_journal_that_was_cut_or_written_anew_is_found_by_its_kept_head(busy: Office, head: Path) -> None:
    verify(busy, (), AT, wish=Wish(head=head))
    before = head.read_bytes()
    lines = journals(busy)[-1].read_bytes().splitlines(keepends=True)
    journals(busy)[-1].write_bytes(b"".join(lines[:-1]))
    cut = anew(busy)
    report = verify(cut, (), AT, wish=Wish(head=head))
    cut.archive.close()
    assert not report.chained
    assert head.read_bytes() == before
    journals(busy)[-1].write_bytes(b"".join(lines))
    rewrite_journal(journals(busy), Path("没有"), b"")
    same = anew(busy)
    assert verify(same, (), AT, wish=Wish(head=head)).ok
    same.archive.close()
    journals(busy)[-1].write_bytes(b"".join(lines).replace("投诉".encode(), "表扬".encode()))
    rewrite_journal(journals(busy), Path("没有"), b"")
    forged = anew(busy)
    told = [item for item in verify(forged, (), AT, wish=Wish(head=head)).items if item.code == "1-1"]
    forged.archive.close()
    assert [item.path for item in told] == [f"journal:{kept(head)[-1].seq}"]
    assert head.read_bytes() == before


def test_the_head_of_another_archive_is_refused(busy: Office, head: Path, tmp_path: Path) -> None:
    with founded(tmp_path / "other").archive as other:
        verify(busy, (), AT, wish=Wish(head=head))
        text = head.read_text("utf-8")
        head.write_text(text.replace(busy.archive.id, other.id), "utf-8")
    with pytest.raises(OtherArchive) as refused:
        verify(busy, (), AT, wish=Wish(head=head))
    assert "另一份档案" in refused.value.sentence("zh")
    assert "another archive" in refused.value.sentence("en")


@pytest.mark.parametrize("content", ["别的文件".encode(), "别的文件".encode("gbk"), b""])
def test_a_file_that_is_no_head_is_left_as_it_is(busy: Office, head: Path, content: bytes) -> None:
    head.write_bytes(content)
    with pytest.raises(NotReadable):
        verify(busy, (), AT, wish=Wish(head=head))
    assert head.read_bytes() == content


def test_what_is_due_and_not_filed_is_for_a_person_and_no_damage(busy: Office) -> None:
    """2-9: the reports of 9 and 10/2026 of two departments are late on 21 November."""
    late = verify(busy, (), AT)
    assert (late.ok, result(late, "2-9")) == (True, Result.MANUAL)
    early = verify(busy, (), on(9, 2))
    assert result(early, "2-9") in {Result.PASSED, Result.UNCHECKED}


def test_an_interrupted_check_goes_on_from_the_offices_own_state(busy: Office) -> None:
    def stop(done: int, _: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    whole = verify(busy, (), AT)
    assert not (busy.root / STATE).exists() or not (busy.root / STATE / BOOKMARK).exists()
    with pytest.raises(KeyboardInterrupt):
        verify(busy, (), AT, stop)
    assert (busy.root / STATE / BOOKMARK).is_file()
    assert verify(busy, (), AT, wish=Wish(resume=True)) == whole
    assert not (busy.root / STATE / BOOKMARK).exists()


def test_verifying_changes_nothing_in_the_archive(busy: Office, head: Path, tmp_path: Path) -> None:
    def lying() -> dict[str, bytes]:
        root = busy.root / "archive"
        files = [path for path in root.rglob("*") if path.is_file() and "catalogue" not in path.name]
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}

    before = lying()
    verify(busy, (), AT, wish=Wish(head=head, xlsx=tmp_path / "r.xlsx", share=0.5))
    assert lying() == before


def test_an_archive_too_damaged_to_say_who_may_do_what_is_verified_all_the_same(busy: Office) -> None:
    root, file = busy.root, journals(busy)[-1]
    file.write_bytes(file.read_bytes().replace(b'"by":"', b'"by":"x'))
    anew(busy).archive.close()
    with pytest.raises(ArchiveDamaged):
        Office.open(root)
    office = open_damaged(root)
    report = verify(office, (), AT)
    office.archive.close()
    assert not report.ok
    assert result(report, "2-9") is Result.UNCHECKED
