"""Verification names what is damaged, missing or stray, exactly; and calls nothing passed that it did not see."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recordkit.archive.archive import Archive
from recordkit.archive.layout import owner_of
from recordkit.archive.verdicts import Result
from recordkit.domain.chain import Head, decode, link, sha256
from recordkit.domain.tiers import Act
from recordkit.errors import NoEntry, RecordkitError
from tests.archive.builders import CLERK, blamed, file, in_memory, lived_in, looked, may, on_disk

READ = may(CLERK, Act.READ)
NAME = "家访报告-2026-1109-001"
TAMPERING = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("pristine") / "archive"
    with lived_in(on_disk(root)):
        pass
    return root


@pytest.fixture
def root(pristine: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(pristine, tmp_path / "archive"))


def verdict(
    root: Path, *names: str, witnessed: Head | None = None
) -> tuple[bool, set[tuple[str, str | None]]]:
    with Archive.open(root) as archive:
        report = looked(archive, *names, witnessed=witnessed)
    return report.ok, blamed(report)


def truth(root: Path) -> list[Path]:
    """What must not change: journal, records, README."""
    found = [*root.glob("journal/*"), *root.glob("records/*/*/*"), root / "README.md"]
    assert len(found) > 8
    return sorted(found)


def rewrite(path: Path, content: bytes) -> None:
    path.chmod(0o640)
    path.write_bytes(content)


def lines_of(root: Path) -> list[tuple[Path, int]]:
    return [
        (path, number)
        for path in sorted(root.glob("journal/*"))
        for number in range(len(path.read_bytes().splitlines(keepends=True)))
    ]


def edit(path: Path, change: Callable[[list[bytes]], None]) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    change(lines)
    path.write_bytes(b"".join(lines))


def test_a_sound_archive_passes_and_what_was_not_looked_at_does_not(archive: Archive) -> None:
    report = looked(lived_in(archive))
    assert report.ok
    assert blamed(report) == set()
    assert report.checked == 6
    results = {item.code: item.result for item in report.items}
    assert {code for code, result in results.items() if result is not Result.PASSED} == {"4-1", "4-2"}
    assert results["4-1"] is Result.UNCHECKED
    assert {item.nature.zh for item in report.items} == {"真实性", "完整性", "可用性", "安全性"}
    said = [item.plain("zh") for item in report.items]
    assert json.dumps(said, ensure_ascii=False).count("未检测") == 2


def test_an_archive_with_nothing_filed_passes(archive: Archive) -> None:
    assert looked(archive).ok


@TAMPERING
@given(data=st.data())
def test_any_flipped_byte_is_named(
    pristine: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    root = Path(shutil.copytree(pristine, tmp_path_factory.mktemp("flip") / "archive"))
    path = data.draw(st.sampled_from(truth(root)))
    content = bytearray(path.read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    rewrite(path, bytes(content))
    ok, told = verdict(root)
    key = path.relative_to(root).as_posix()
    line = bytes(content[:place]).count(b"\n") + 1
    expected = f"{key}:{line}" if key.startswith("journal/") else key
    assert not ok
    assert expected in {where for _, where in told}


@TAMPERING
@given(data=st.data())
def test_any_removed_or_foreign_file_is_named(
    pristine: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    root = Path(shutil.copytree(pristine, tmp_path_factory.mktemp("file") / "archive"))
    path = data.draw(st.sampled_from([path for path in truth(root) if path.parent.name != "journal"]))
    key = path.relative_to(root).as_posix()
    if data.draw(st.booleans()):
        path.unlink()
        assert verdict(root) == (False, {("1-12" if key == "README.md" else "1-11", key)})
    else:
        stray = path.with_name(
            data.draw(st.sampled_from(["x.docx", f"{NAME}.v9.docx", f"{NAME}.txt", ".hidden"]))
        )
        stray.write_bytes(b"x")
        ok, told = verdict(root)
        assert [where for _, where in told] == [stray.relative_to(root).as_posix()]
        assert ok is (stray.parent == root)


@TAMPERING
@given(data=st.data())
def test_any_removed_swapped_or_added_line_is_named(
    pristine: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    root = Path(shutil.copytree(pristine, tmp_path_factory.mktemp("line") / "archive"))
    for cache in root.glob("catalogue.sqlite*"):
        cache.unlink()
    with Archive.open(root) as archive:
        witnessed = archive.head
    path, number = data.draw(st.sampled_from(lines_of(root)))
    how = data.draw(st.sampled_from(["remove", "swap", "repeat", "empty", "forge"]))

    def tamper(lines: list[bytes]) -> None:
        if how == "remove":
            del lines[number]
        elif how == "swap":
            other = (number + 1) % len(lines)
            lines[number], lines[other] = lines[other], lines[number]
        else:
            lines.insert(
                number, {"repeat": lines[number], "empty": b"\n", "forge": b'{"seq":1,"events":[]}\n'}[how]
            )

    before = path.read_bytes()
    edit(path, tamper)
    if path.read_bytes() == before:
        return
    ok, told = verdict(root, witnessed=witnessed)
    assert not ok
    at, last = f"journal/{path.name}:{number + 1}", how == "remove" and number == len(before.splitlines()) - 1
    named = {where for _, where in told}
    assert (
        (f"journal:{witnessed.seq}" in named or any("2026-12" in str(where) for where in named))
        if last
        else (
            at in named or f"journal/{path.name}:{number + 2}" in named or f"journal/{path.name}:1" in named
        )
    )


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
    assert {(item.code, item.name) for item in items.values()} == {("2-7", NAME), ("1-10", NAME)}
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
            "key": "k",
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
    assert {item.code for item in report.items if item.result is Result.UNCHECKED} == {"4-1", "4-2", "4-3"}


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
