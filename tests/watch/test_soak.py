"""A soak: several people drop good, bad, slow, renamed and doubled documents, and forms, while the watcher is killed.

It is killed again and again. Each document is accounted for in the end, each form has made its document once, the
archive's invariants hold, and memory is flat. RECORDKIT_SOAK is its length in seconds. All who hold the archive open have
ended when it is looked at: a writer at work has a folder in .staging/, which is nothing left over.
"""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, timedelta
from hashlib import sha256
from itertools import count
from pathlib import Path
from threading import Event

import pytest

from tests.faults.holdings import of_recordkit
from tests.faults.invariants import Drop, acknowledged, unsettled
from tests.house.office_files import first_sheet, opened, word
from tests.house.offices import VISITS

SECONDS = float(os.environ.get("RECORDKIT_SOAK", "100"))
PEOPLE = 4
GROWTH = 60 << 20
"""Bytes that the watcher may grow by while it runs (INTAKE, Limits)."""


@pytest.mark.full
def test_under_mixed_load_and_kills_each_document_is_accounted_for_and_memory_is_flat(tmp_path: Path) -> None:
    root, said = tmp_path / "office", tmp_path / "said.jsonl"
    program = [sys.executable, "-m", "recordkit"]  # not in this process, which would hold the archive open
    subprocess.run([*program, "init", str(root), "--name", "示例医院"], check=True, capture_output=True)
    over = Event()
    with ThreadPoolExecutor(PEOPLE + 1) as people:
        dropping = [people.submit(dropped, root / "inbox", number, over) for number in range(PEOPLE)]
        filling = people.submit(filled_in, root / "inbox" / "填报", over)
        try:
            killed = killed_again_and_again(root, said, SECONDS / 2)
            grown = grown_while_it_runs(root, said, SECONDS / 2)
        finally:
            over.set()
        drops = [drop for person in dropping for drop in person.result()]
        forms = filling.result()
    (root / "inbox" / "家访报告-2026-1120-001.docx").write_bytes(
        word("最后一份")
    )  # who files tidies what a kill left
    once = subprocess.run(command(root, "--once"), capture_output=True, text=True, check=False)
    assert once.returncode == 0, once.stderr
    told = acknowledged(said.read_text("utf-8"))
    print(f"{len(drops)} documents, {len(forms)} forms, {killed} kills, {grown >> 20} MB")  # noqa: T201 - the soak's figures
    assert list(unsettled(of_recordkit(root, "inbox"), drops, told)) == []
    assert made_of_forms(root / "inbox") == (forms, forms)
    assert list((root / "inbox" / "填报").iterdir()) == []
    assert killed >= 3
    assert len(told) > PEOPLE
    assert grown < GROWTH


def dropped(inbox: Path, number: int, over: Event) -> list[Drop]:
    """Drop documents as one person until it is over, and return them with what must become of them."""
    chance = random.Random(number)
    drops: list[Drop] = []
    folder = inbox / f"第{number}科"
    folder.mkdir()
    for turn in count():
        if over.wait(chance.uniform(0.0, 0.3)):
            return drops
        good = chance.random() < 0.8
        day = date(2000 + 5 * number, 1, 1) + timedelta(days=turn)
        name = f"家访报告-{day:%Y-%m%d}-001.docx" if good else f"坏的{number}-{turn}.docx"
        content = word("家访", f"{number} {turn}")
        chance.choice([at_once, slowly, by_renaming, twice])(folder / name, content, over)
        drops.append(Drop(name, sha256(content).hexdigest(), "filed" if good else "returned"))
    raise AssertionError("turns do not end")


def filled_in(folder: Path, over: Event) -> list[str]:
    """Drop a form of one home visit again and again until it is over, and return the names that they must make."""
    form = json.dumps(json.loads(VISITS.read_text("utf-8"))[:1], ensure_ascii=False)
    names: list[str] = []
    while not over.wait(1.5):
        day = date(2021, 1, 1) + timedelta(days=len(names))
        mine = form.replace("2026-11-10", f"{day}").replace("XQ20261110", f"XQ{day:%Y%m%d}")
        (folder / f"家访-{day}.json").write_text(mine, "utf-8")
        names.append(f"家访报告-{day:%Y-%m%d}-001")
    return names


def made_of_forms(inbox: Path) -> tuple[list[str], list[str]]:
    """Return the names of the documents that lie in 生成/, and those that its list tells: a kill may write a line twice."""
    made = inbox / "生成"
    listed = first_sheet(opened((made / "清单.xlsx").read_bytes()))
    told = {str(row[1].value) for row in listed.iter_rows(min_row=2)}
    return sorted(path.stem for path in made.rglob("*.docx")), sorted(told)


def at_once(path: Path, content: bytes, _over: Event) -> None:
    path.write_bytes(content)


def slowly(path: Path, content: bytes, over: Event) -> None:
    with path.open("wb", buffering=0) as file:
        for at in range(0, len(content), 9000):
            file.write(content[at : at + 9000])
            over.wait(0.2)


def by_renaming(path: Path, content: bytes, _over: Event) -> None:
    draft = path.with_name(f"~WRD{path.stem[-8:]}.tmp")
    draft.write_bytes(content)
    draft.rename(path)


def twice(path: Path, content: bytes, over: Event) -> None:
    """Drop a good one twice, the second time perhaps when it is filed already; a bad one once."""
    path.write_bytes(content)
    if path.name.startswith("家访报告"):
        over.wait(1.5)
        path.write_bytes(content)


def killed_again_and_again(root: Path, said: Path, seconds: float) -> int:
    """Run the watcher and kill it with SIGKILL at random, until the time is over; return how often."""
    chance, end, kills = random.Random(7), time.monotonic() + seconds, 0
    while time.monotonic() < end:
        with watching(root, said) as process:
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(chance.uniform(2.0, 8.0))
            process.kill()
            process.wait(60)
            kills += 1
    return kills


def grown_while_it_runs(root: Path, said: Path, seconds: float) -> int:
    """Let the watcher run, and return by how many bytes it grew after the first third of the time."""
    with watching(root, said) as process:
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(seconds / 3)
        before = resident(process.pid)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(2 * seconds / 3)
        grown = resident(process.pid) - before
        process.terminate()
        assert process.wait(60) == 0
    return grown


def resident(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


@contextmanager
def watching(root: Path, said: Path) -> "Iterator[subprocess.Popen[bytes]]":
    with (
        said.open("ab") as out,
        subprocess.Popen(command(root, "--json", "--settle", "0.5"), stdout=out) as process,
    ):
        try:
            yield process
        finally:
            process.kill()


def command(root: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "recordkit", "--office", str(root), "watch", *words]
