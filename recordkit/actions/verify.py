"""Verify the archive: chain, files, numbers, what is due; keep its head outside, and hand in the report (参照 DA/T 70-2018)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from recordkit.actions.heads import keep_head, read_heads
from recordkit.actions.look_inside import look_inside
from recordkit.actions.status import status
from recordkit.actions.verify_report import write_report
from recordkit.archive.archive import Archive
from recordkit.archive.asked import Asked, Scanned
from recordkit.archive.catalogue.catalogue import Progress
from recordkit.archive.verify.verdicts import Item, Report, Result
from recordkit.config.load import load_config
from recordkit.domain.duties import Standing
from recordkit.domain.tiers import Act, Person, Tier
from recordkit.errors import ArchiveDamaged
from recordkit.guard.viruses import scan
from recordkit.office import Office
from recordkit.people.logins import process_login
from recordkit.templates.shelf import Shelf
from recordkit.wording import Lang, Text

STATE = ".recordkit"
BOOKMARK = "verify.json"


@dataclass(frozen=True, slots=True)
class Wish:
    """How to verify: what share of the entries (by `seed`), against and into which head file, into which workbook."""

    share: float | None = None
    seed: int = 0
    head: Path | None = None
    xlsx: Path | None = None
    scan: bool = False
    resume: bool = False
    lang: Lang | None = None


def verify(
    office: Office,
    names: Sequence[str],
    at: datetime,
    progress: Progress | None = None,
    *,
    wish: Wish | None = None,
) -> Report:
    """Return what holds and what does not, item by item; a name limits it to those entries.

    An existing head file is checked against, and the new head is added to it where the chain holds. Raises NoEntry,
    OtherHead, NotReadable.
    """
    wanted = wish or Wish()
    permit = office.permit(Act.VERIFY, None, at)
    heads = read_heads(wanted.head, office.archive.id) if wanted.head else ()
    asked = Asked(
        names,
        wanted.share,
        wanted.seed,
        heads,
        look_inside,
        _scanned if wanted.scan else None,
        office.root / STATE / BOOKMARK,
        wanted.resume,
    )
    report = _with_duties(office, office.archive.verify(permit, asked, progress), at)
    if wanted.head and report.chained:
        keep_head(wanted.head, report.extent, office.config.name)
    if wanted.xlsx:
        write_report(office, report, wanted.xlsx, at, lang=wanted.lang or office.config.language)
    return report


def open_damaged(root: Path) -> Office:
    """Open an office whose journal is too damaged to say who may do what, to be verified and for nothing else.

    Whoever can read the archive's folder may look at what is broken in it: nothing is changed. Raises NoOffice, BadConfig.
    """
    config = load_config(root)
    login = process_login()
    archive = Archive.open(root / config.archive)
    return Office(root, config, Shelf(own=root / "templates"), archive, Person(login, login, Tier.STAFF))


def _scanned(files: Iterable[Path]) -> Scanned:
    said = scan(files)
    return Scanned(said.engine, said.words, said.found)


def _with_duties(office: Office, report: Report, at: datetime) -> Report:
    """Return the report with what is due and not there (2-9): owing a report is no damage, and somebody's to look at."""
    try:
        board = status(office, at)
    except ArchiveDamaged:
        return report
    owed = sum(row.standing is not Standing.UPCOMING for row in board.rows)
    if not owed:
        return report
    counted = Text(
        f"应报 {owed} 项, 逾期未归档 {board.late} 项",
        f"{owed} reports due, {board.late} of them late and not filed",
    )
    return report.instead("2-9", Item("2-9", Result.MANUAL if board.late else Result.PASSED, counted))
