"""What is done to each filer: an office, the documents that are handed in, and the command that takes them."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from recordkit.actions.blank import refresh_blanks
from recordkit.actions.file import file
from recordkit.actions.init import Founding, init
from recordkit.office import Office
from tests.faults.holdings import Holdings, of_recordkit, of_the_naive
from tests.faults.invariants import Drop
from tests.faults.runs import Job
from tests.house.offices import AT, FOUNDED, drop, made, minutes

KEPT = "home-visit"
SMALL_TYPE = """\
key = "{key}"
word = "{word}"
label = {{ zh = "{word}", en = "{key}" }}
output = "docx"
[[fields]]
key = "title"
label = {{ zh = "名称", en = "Title" }}
kind = "text"
[[sections]]
heading = "责任分工"
"""
FIRST, SECOND, THIRD = (f"会议纪要-2023-0315-00{number}" for number in (1, 2, 3))

Lines = tuple[tuple[str, ...], ...]
OPEN = ("--office", "{root}", "--lang", "en")
ONCE: Lines = ((*OPEN, "watch", "--once"),)
DAEMON: Lines = ((*OPEN, "watch", "--settle", "0", "--interval", "0.1", "--json"),)


@dataclass(frozen=True, slots=True)
class Scene:
    """An office as it stands before the run, the command lines, and what must become of the documents."""

    office: Path
    program: str
    lines: Lines
    sources: str
    drops: tuple[Drop, ...]
    read: Callable[[Path, str], Holdings] = of_recordkit
    again: Lines | None = None

    def staged(self, root: Path) -> Job:
        """Put a fresh copy of the office at `root`, and return the command that is to be run there."""
        shutil.copytree(self.office, root)
        return self._job(self.lines, root)

    def repeated(self, root: Path) -> Job:
        """Return the plain run that somebody does afterwards: the same again, unless the scene says otherwise."""
        return self._job(self.again or self.lines, root)

    def held(self, root: Path) -> Holdings:
        """Return what the office at `root` holds."""
        return self.read(root, self.sources)

    def _job(self, lines: Lines, root: Path) -> Job:
        return Job(self.program, [[word.format(root=root) for word in line] for line in lines])


def small_office(root: Path) -> Office:
    """Found an office whose types are small, but for one that carries a record: its blank forms cost no time."""
    office = init(root, Founding("示例医院", "沈砚", "en", ("急诊科", "骨科")), FOUNDED)
    for rtype in office.types:
        if rtype.key != KEPT:
            folder = root / "templates" / rtype.key
            folder.mkdir(parents=True)
            (folder / "type.toml").write_text(SMALL_TYPE.format(key=rtype.key, word=rtype.word), "utf-8")
            shutil.copy(office.types.template_path(office.types.get(KEPT)), folder / "document.docx")
    office.archive.close()
    return Office.open(root)


def filing(root: Path) -> Scene:
    """`recordkit file` of two documents: one typed by hand, one that carries its record."""
    office = small_office(root)
    typed = root / "work" / f"{FIRST}.docx"
    carrying = made(office, KEPT).path
    typed.write_bytes(minutes())
    drops = tuple(Drop(path.stem, _digest(path), stays=True) for path in (typed, carrying))
    office.archive.close()
    words = (*OPEN, "file", *(f"{{root}}/work/{one.name}.docx" for one in drops))
    return Scene(root, "recordkit", (words,), "work", drops)


def filing_each(root: Path, count: int) -> Scene:
    """`recordkit file` of many documents typed by hand, one after another."""
    small_office(root).archive.close()
    (root / "work").mkdir()
    drops = tuple(_typed(root / "work", count, stays=True))
    lines = tuple((*OPEN, "file", f"{{root}}/work/{one.name}.docx") for one in drops)
    return Scene(root, "recordkit", lines, "work", drops)


def standing(root: Path, count: int) -> Scene:
    """`recordkit watch` that stays, over an inbox with many documents."""
    office = small_office(root)
    refresh_blanks(office)
    office.archive.close()
    return Scene(root, "recordkit", DAEMON, "inbox", tuple(_typed(root / "inbox", count)), again=ONCE)


def sweeping(root: Path) -> Scene:
    """The watcher's action alone, without the daemon around it, over the same documents as `watching`."""
    return replace(watching(root), program="sweep", lines=(("{root}",),))


def watching(root: Path) -> Scene:
    """`recordkit watch --once` over three: a fresh one with its record, a new version, and one that goes back."""
    office = small_office(root)
    refresh_blanks(office)
    hand = root / "hand" / f"{FIRST}.docx"
    hand.parent.mkdir()
    hand.write_bytes(minutes("旧"))
    file(office, [hand], AT)
    fresh = made(office, KEPT).path
    drops = (
        Drop(fresh.stem, _digest(drop(office, f"骨科/{fresh.name}", fresh))),
        Drop(FIRST, _digest(drop(office, f"{FIRST}.docx", minutes("新")))),
        Drop(SECOND, _digest(drop(office, f"{SECOND}.docx", minutes(without="责任分工"))), "returned"),
    )
    office.archive.close()
    return Scene(root, "recordkit", ONCE, "inbox", drops)


def naive(root: Path, program: str, count: int = 2) -> Scene:
    """Hand documents to a naive filer."""
    (root / "inbox").mkdir(parents=True)
    drops = tuple(_typed(root / "inbox", count))
    return Scene(root, program, (("{root}",),), "inbox", drops, of_the_naive)


def _typed(folder: Path, count: int, *, stays: bool = False) -> Iterator[Drop]:
    for number in range(1, count + 1):
        path = folder / f"会议纪要-2023-0315-{number:03d}.docx"
        path.write_bytes(minutes(str(number)))
        yield Drop(path.stem, _digest(path), stays=stays)


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
