"""Verification names what is damaged, missing or stray, exactly; and calls nothing passed that it did not see."""

import json
import re
from pathlib import Path

import pytest

from recordkit.archive.archive import Archive
from recordkit.archive.layout import owner_of
from recordkit.archive.verify.verdicts import TITLES, Result
from recordkit.domain.chain import Head, decode, link, sha256
from recordkit.domain.tiers import Act
from recordkit.errors import NoEntry, RecordkitError
from tests.archive.builders import CLERK, blamed, file, in_memory, lived_in, looked, may
from tests.archive.damage import edit, lines_of, rewrite, verdict

READ = may(CLERK, Act.READ)
NAME = "家访报告-2026-1109-001"
LEFT_TO_PEOPLE = {"3-5", "3-6", "4-4", "4-5", "4-6"}
NOT_CHECKED = {
    "1-7",
    "1-9",
    "1-14",
    "2-9",
    "2-10",
    "2-11",
    "3-3",
    "3-4",
    "3-7",
    "3-8",
    "4-1",
    "4-2",
}


def test_a_sound_archive_passes_and_what_was_not_looked_at_does_not(archive: Archive) -> None:
    report = looked(lived_in(archive))
    assert report.ok
    assert blamed(report) == set()
    assert report.checked == 6
    codes = {result: {item.code for item in report.items if item.result is result} for result in Result}
    assert codes[Result.FAILED] == set()
    assert codes[Result.UNCHECKED] == NOT_CHECKED
    assert codes[Result.MANUAL] == LEFT_TO_PEOPLE
    assert codes[Result.PASSED] == set(TITLES) - NOT_CHECKED - LEFT_TO_PEOPLE


def test_every_code_comes_out_once_with_its_reason_in_both_languages(archive: Archive) -> None:
    """DA/T 70, 1-1 … 4-7 (STANDARDS): none is left out, in the four natures' order."""
    report = looked(lived_in(archive))
    assert [verdict.code for verdict in report.verdicts()] == list(TITLES)
    assert {item.nature.zh for item in report.items} == {"真实性", "完整性", "可用性", "安全性"}
    assert {item.result.label.zh for item in report.items} == {"通过", "未检测", "人工"}
    for item in report.items:
        assert item.message.zh, item.code
        assert item.message.en, item.code
        assert not re.search("[\u4e00-\u9fff]", item.message.en), item


def test_an_archive_with_nothing_filed_passes(archive: Archive) -> None:
    assert looked(archive).ok


def test_an_undamaged_line_is_not_blamed_for_its_neighbour(root: Path) -> None:
    (path, *_) = sorted(root.glob("journal/*"))
    for change in ((b'"by":"', b'"by":"x'), (b',"hash":"', b',"hash":"0'), (b"{", b"[")):
        original = path.read_bytes()
        edit(path, lambda lines, change=change: lines.__setitem__(4, lines[4].replace(*change, 1)))  # type: ignore[misc]
        _, told = verdict(root)
        assert {where for code, where in told if code == "1-1"} == {f"journal/{path.name}:5"}
        path.write_bytes(original)
    assert verdict(root) == (True, set())


def test_nothing_that_a_damaged_journal_vouches_for_is_called_passed(root: Path) -> None:
    path = max(root.glob("journal/*"))
    edit(path, lambda lines: lines.__setitem__(0, lines[0].replace(b'"by":"', b'"by":"x')))
    with Archive.open(root) as archive:
        report = looked(archive)
    assert {item.code for item in report.items if item.result is Result.PASSED} == {"4-3"}


def test_lines_cut_off_the_end_are_told_by_the_catalogue_and_by_a_witness(root: Path) -> None:
    with Archive.open(root) as archive:
        head = archive.head
    path = max(root.glob("journal/*"))
    edit(path, lambda lines: lines.__delitem__(-1))
    with Archive.open(root) as archive:
        assert list(archive.entries(READ))
    assert verdict(root) == (False, {("1-1", f"journal:{head.seq}"), ("4-7", None)})
    for cache in root.glob("catalogue.sqlite*"):
        cache.unlink()
    assert verdict(root) == (True, set())
    assert verdict(root, witnessed=head)[0] is False


def test_a_witness_who_saw_this_archive_agrees(archive: Archive) -> None:
    witnessed = archive.head
    lived_in(archive)
    assert looked(archive, witnessed=witnessed).ok
    assert not looked(archive, witnessed=Head(witnessed.seq, "0" * 64)).ok


def test_a_journal_written_anew_is_told_by_its_witness(root: Path) -> None:
    with Archive.open(root) as archive:
        witnessed = archive.head
    head = Head()
    for path in sorted(root.glob("journal/*")):
        forged = []
        for raw in path.read_bytes().splitlines(keepends=True):
            line = json.loads(raw)
            events = [{**event, "by": "wang"} for event in line["events"]]
            made = link(head, decode(raw, Head(line["seq"] - 1, line["prev"])).at, events)
            head = made.head
            forged.append(made.encode())
        path.write_bytes(b"".join(forged))
    for cache in root.glob("catalogue.sqlite*"):
        cache.unlink()
    assert verdict(root)[0] is True
    assert verdict(root, witnessed=witnessed) == (False, {("1-1", f"journal:{witnessed.seq}"), ("4-7", None)})


def test_a_torn_line_never_happened_and_is_said_to_be_there(root: Path) -> None:
    path = max(root.glob("journal/*"))
    count = path.read_bytes().count(b"\n")
    with path.open("ab") as lines:
        lines.write(b'{"at":"2026-12-')
    assert verdict(root) == (True, {("4-7", f"journal/{path.name}:{count + 1}")})


def test_a_whole_line_that_lost_its_newline_is_damage(root: Path) -> None:
    path = max(root.glob("journal/*"))
    last = path.read_bytes().count(b"\n")
    path.write_bytes(path.read_bytes()[:-1])
    ok, told = verdict(root)
    assert not ok
    assert ("1-1", f"journal/{path.name}:{last}") in told


def test_months_are_in_their_own_files(root: Path) -> None:
    first, second = sorted(root.glob("journal/*"))
    first.rename(first.with_name("2026-10.jsonl"))
    ok, told = verdict(root)
    assert not ok
    assert ("1-1", "journal/2026-10.jsonl:1") in told
    first.with_name("2026-10.jsonl").rename(first)
    second.rename(second.with_name("2027-01.jsonl"))
    assert ("1-1", "journal/2027-01.jsonl:1") in verdict(root)[1]


def test_a_removed_month_is_told(root: Path) -> None:
    first, second = sorted(root.glob("journal/*"))
    first.unlink()
    ok, told = verdict(root)
    assert not ok
    assert ("1-1", f"journal/{second.name}:1") in told


def test_damage_says_how_many_bytes_there_are(root: Path) -> None:
    (path,) = root.glob(f"records/*/*/{NAME}.docx")
    rewrite(path, b"firs")
    with Archive.open(root) as archive:
        items = {item.code: item for item in looked(archive).items if item.result is Result.FAILED}
    assert {(item.code, item.name) for item in items.values()} == {
        ("2-7", NAME),
        ("1-10", NAME),
        ("2-2", None),
    }
    assert items["2-7"].message.en == "5 bytes were filed, 4 are there"
    rewrite(path, b"First")
    assert verdict(root)[1] == {("1-10", path.relative_to(root).as_posix())}


def test_a_changed_archive_toml_is_told(root: Path) -> None:
    path = root / "archive.toml"
    rewrite(path, path.read_bytes().replace(b"Shanghai", b"Urumqi"))
    assert verdict(root) == (False, {("1-12", "archive.toml")})


def test_a_folder_open_to_others_is_told(root: Path) -> None:
    (root / "journal").chmod(0o777)
    assert verdict(root) == (False, {("4-7", "journal")})


def test_a_record_that_says_it_is_another_is_told(archive: Archive) -> None:
    file(archive, b"x", record={"a": 1})
    ledger = archive._ledger
    ((_, event),) = archive.log(READ, NAME)
    forged = json.dumps({"type": "home_visit", "name": "另一份", "version": 1, "values": {}}).encode()
    key = str(event["record_path"])
    ledger.store.set_aside(key)
    ledger.store.put(key, forged)
    events = [{**event, "record_sha256": sha256(forged), "record_size": len(forged)}]
    rewritten = in_memory()
    rewritten._ledger.journal.append(events, rewritten.founded, rewritten.head)
    for path in (key, str(event["path"])):
        with ledger.store.open(path) as kept:
            rewritten._ledger.store.put(path, kept)
    assert blamed(looked(rewritten)) == {("3-1", key)}


def test_a_gap_that_nobody_explains_is_told(archive: Archive) -> None:
    events = [
        {
            "verb": "reserved",
            "by": "zhang",
            "name": "家访报告-2026-1109-005",
            "type": "home_visit",
            "key": sha256(b"k"),
        }
    ]
    archive._ledger.journal.append(events, archive.founded, archive.head)
    assert blamed(looked(archive)) == {("2-6", NAME)}


def test_a_catalogue_that_says_otherwise_is_told_and_rebuilt(root: Path) -> None:
    with Archive.open(root) as archive:
        archive._ledger.tables().execute("UPDATE entries SET department = '别处'")
        assert blamed(looked(archive)) == {("3-2", "catalogue.sqlite")}
        archive.rebuild(may(CLERK, Act.VERIFY))
        assert looked(archive).ok


def test_only_the_named_are_looked_at_when_names_are_given(root: Path) -> None:
    (path,) = root.glob("records/*/*/*-004.docx")
    path.unlink()
    assert verdict(root, NAME)[0] is True
    assert verdict(root, "家访报告-20261109-004")[1] == {("1-11", path.relative_to(root).as_posix())}
    with Archive.open(root) as archive, pytest.raises(NoEntry):
        looked(archive, "家访报告-2026-1109-099")
    with Archive.open(root) as archive:
        report = looked(archive, NAME)
    skipped = {item.code for item in report.items if item.result is Result.UNCHECKED}
    assert skipped == NOT_CHECKED | {"2-1", "2-2", "4-3"}


def test_progress_is_told_to_the_end(archive: Archive) -> None:
    lived_in(archive)
    told: list[tuple[int, int]] = []
    archive.verify(may(CLERK, Act.VERIFY), progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


@pytest.mark.parametrize(
    "nonsense",
    [b"\n", b"[]\n", b"null\n", b'{"seq":1}\n', b'{"at":1,"events":5,"hash":"","prev":"","seq":2}\n'],
)
def test_no_nonsense_in_the_journal_stops_the_verification(root: Path, nonsense: bytes) -> None:
    for path, number in lines_of(root)[:3]:
        original = path.read_bytes()
        edit(path, lambda lines, number=number: lines.__setitem__(number, nonsense))  # type: ignore[misc]
        ok, told = verdict(root)
        assert not ok
        assert ("1-1", f"journal/{path.name}:{number + 1}") in told
        path.write_bytes(original)


def test_a_damaged_journal_refuses_writing_but_not_verifying(root: Path) -> None:
    path = max(root.glob("journal/*"))
    path.write_bytes(path.read_bytes().replace(b'"by":"', b'"by":"x'))
    with Archive.open(root) as archive:
        with pytest.raises(RecordkitError):
            file(archive, b"x")
        assert not looked(archive).ok


@pytest.mark.parametrize(
    ("key", "name"),
    [
        (f"records/家访报告/2026/{NAME}.docx", NAME),
        (f"records/家访报告/2026/{NAME}", NAME),
        (f"records/家访报告/2026/{NAME}.v2.record.json", NAME),
        (f"records/家访报告/2026/{NAME}.note12.json", NAME),
        ("records/A.B/2026/A.B-2026-1109-001.docx", "A.B-2026-1109-001"),
        ("records/x/y.docx", None),
        ("README.md", None),
    ],
)
def test_every_file_says_whose_it_is(key: str, name: str | None) -> None:
    owner = owner_of(key)
    assert (owner and str(owner)) == name


@pytest.mark.parametrize(
    "change", [{"day": "2026-13-01"}, {"size": "x"}, {"received": "?"}, {"number": None}]
)
def test_an_event_that_makes_no_sense_is_named_though_every_hash_is_right(
    archive: Archive, change: dict[str, object]
) -> None:
    """Whoever writes the journal anew can make any line follow: what it says is judged all the same."""
    file(archive, b"x")
    *_, (_, event) = archive.log(READ, NAME)
    forged = {**event, **change, "name": "家访报告-2026-1109-002", "path": "x", "version": 1}
    archive._ledger.journal.append([forged], archive.founded, archive.head)
    report = looked(archive)
    assert not report.ok
    assert {code for code, _ in blamed(report)} <= {"1-3", "3-2"}
