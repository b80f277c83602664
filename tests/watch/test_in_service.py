"""`recordkit watch` as a process of its own: a burst, a start in the middle of a write, what may not be removed (INTAKE).

Law: at the end of each test nothing is lost, doubled or left over, as a stranger reads the folders.
"""

import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from tests.faults.holdings import of_recordkit
from tests.faults.invariants import Drop, unsettled
from tests.house.office_files import word, zipped
from tests.share.service import SETTLE, is_outcome, recordkit, watching

FILES, FOLDERS, HANDS = 10_000, 20, 4
BURST_WITHIN = 300.0
"""Seconds after which a burst is given up; on two cores it takes well under one minute."""
REFUSED_WITHIN = 120.0
"""Seconds within which a file that may not be moved is dealt with: it is tried for one minute."""
NAME, SECOND, BAD = "家访报告-2023-0315-001.docx", "家访报告-2023-0316-001.docx", "坏名字.docx"
TYPES = (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    b'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override '
    b'PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    b'wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    b'Target="word/document.xml"/></Relationships>'
)
BODY = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    "<w:p><w:r><w:t>家访 {}</w:t></w:r></w:p></w:body></w:document>"
)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    root = tmp_path / "office"
    recordkit("init", str(root), "--name", "示例医院", "--language", "zh", root=True)
    return root


def digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def amiss(office: Path, drops: list[Drop], told: list[str]) -> list[str]:
    return list(unsettled(of_recordkit(office, "inbox"), drops, told))


def small(number: int) -> tuple[str, bytes]:
    """Return a document of under a kilobyte, and its name: each of another day."""
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONS,
        "word/document.xml": BODY.format(number).encode(),
    }
    return f"家访报告-{date(1996, 1, 1) + timedelta(days=number):%Y-%m%d}-001.docx", zipped(parts.items())


def put_into(folder: Path, documents: list[tuple[str, bytes]]) -> None:
    """Make the folder if need be, drop the first half, make a folder in it and drop the others there."""
    folder.mkdir(exist_ok=True)
    half = len(documents) // 2
    for name, content in documents[:half]:
        (folder / name).write_bytes(content)
    inner = folder / "十一月"
    inner.mkdir()
    for name, content in documents[half:]:
        (inner / name).write_bytes(content)


@pytest.mark.full
def test_a_burst_of_10_000_files_in_20_folders_some_of_them_new_is_filed_each_once_and_none_missed(
    office: Path,
) -> None:
    """INTAKE, Limits. Half of the folders are made, and folders in each, while the files come and are taken."""
    documents = [small(number) for number in range(FILES)]
    folders = [office / "inbox" / f"第{number}科" for number in range(FOLDERS)]
    for folder in folders[: FOLDERS // 2]:
        folder.mkdir()
    with watching(office, root=True) as watch, ThreadPoolExecutor(HANDS) as hands:
        shares = [documents[number::FOLDERS] for number in range(FOLDERS)]
        list(hands.map(put_into, folders, shares))
        became = watch.until_all(FILES, is_outcome, seconds=BURST_WITHIN)
        watch.takes_nothing(3 * SETTLE)
    assert {line["event"] for line in became} == {"filed"}
    assert {line["input"]: line["sha256"] for line in became} == {
        name: digest(content) for name, content in documents
    }
    drops = [Drop(name, digest(content)) for name, content in documents]
    assert amiss(office, drops, [line["name"] for line in became]) == []


@pytest.mark.full
def test_a_watcher_that_starts_in_the_middle_of_a_write_files_it_once_and_whole(office: Path) -> None:
    """INTAKE: one writer has the file open, another one has closed it half-way."""
    held, half = word("家访", "开着"), word("家访", "写了一半")
    with (office / "inbox" / NAME).open("wb", buffering=0) as writer:
        writer.write(held[:9000])
        (office / "inbox" / SECOND).write_bytes(half[:9000])
        with watching(office, root=True) as watch:
            watch.waits(NAME, "文件正被写入")
            watch.waits(SECOND, "文件不完整: 缺少结尾部分")
            watch.takes_nothing(3 * SETTLE)
            writer.write(held[9000:])
            writer.close()
            with (office / "inbox" / SECOND).open("ab") as other:
                other.write(half[9000:])
            became = [watch.became(name) for name in (NAME, SECOND)]
            assert [(line["event"], line["sha256"]) for line in became] == [
                ("filed", digest(held)),
                ("filed", digest(half)),
            ]
    assert amiss(office, [Drop(NAME, digest(held)), Drop(SECOND, digest(half))], []) == []


@contextmanager
def immovable(*paths: Path) -> Iterator[None]:
    """Let nobody, root included, move or remove these files, or what lies in these folders."""
    try:
        if subprocess.run(["chattr", "+i", *paths], check=False, capture_output=True).returncode:
            pytest.skip("this filesystem or account makes no file immutable")
        yield
    finally:
        subprocess.run(["chattr", "-i", *paths], check=False, capture_output=True)


@pytest.mark.full("chattr")
def test_what_may_not_be_removed_is_dealt_with_once_and_said_once_also_after_a_restart(office: Path) -> None:
    """INTAKE: an immutable file, a read-only folder, and one that is wrong in it. They go once they may."""
    inbox = office / "inbox"
    folder = inbox / "只读"
    folder.mkdir()
    contents = {NAME: word("家访", "不可改"), SECOND: word("家访", "只读"), BAD: word("家访", "坏")}
    (inbox / NAME).write_bytes(contents[NAME])
    for name in (SECOND, BAD):
        (folder / name).write_bytes(contents[name])
    fates = {NAME: "filed", SECOND: "filed", BAD: "rejected"}
    drops = [
        Drop(name, digest(content), "returned" if name == BAD else "filed", stays=True)
        for name, content in contents.items()
    ]
    with immovable(inbox / NAME, folder):
        with watching(office, root=True) as watch:
            watch.until_all(3, is_outcome, seconds=REFUSED_WITHIN)
            watch.takes_nothing(10 * SETTLE)
            assert {name: watch.outcomes(name) for name in fates} == {
                name: [fate] for name, fate in fates.items()
            }
        with watching(office, root=True) as again:
            again.until_all(len(fates), lambda line: line["event"] == "waiting")
            again.takes_nothing(10 * SETTLE)
            assert sorted(line["input"] for line in again.said if "input" in line) == sorted(fates)
        assert [(inbox / NAME).exists(), (folder / SECOND).exists(), (folder / BAD).exists()] == [True] * 3
        assert amiss(office, drops, []) == []
    recordkit("--office", str(office), "watch", "--once", "--settle", "0.1", root=True)
    assert [(inbox / NAME).exists(), (folder / SECOND).exists(), (folder / BAD).exists()] == [False] * 3
    assert amiss(office, [Drop(one.name, one.sha256, one.fate) for one in drops], []) == []
