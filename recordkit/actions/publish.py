"""Publish the board as one page that opens by a double click, and keep it fresh in the shared folder."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from recordkit.actions.status import Board, status
from recordkit.disk import write_over
from recordkit.documents.pages.board_page import Page, board_page
from recordkit.domain.periods import start_of
from recordkit.inbox.layout import MARKED, REJECTED, STATUS_PAGE
from recordkit.inbox.settle import Waiting
from recordkit.office import Office
from recordkit.wording import Lang, Text

FILLED_WRONGLY = Text("填写有误, 已在表中标出", "filled in with faults, marked in the sheet")


def publish(  # noqa: PLR0913 - what the page shows stands by name
    office: Office,
    target: Path,
    now: datetime,
    *,
    lang: Lang,
    board: Board | None = None,
    waiting: Sequence[Waiting] = (),
    health: Text | None = None,
) -> Path:
    """Write the status page at `now` to `target`, in one step, and return it; `health` says what is amiss with the watcher."""
    shown = board or status(office, now)
    page = Page(
        unit=office.config.name,
        now=now.astimezone(office.zone),
        rows=shown.rows,
        type_labels=shown.labels,
        filed_today=_filed_today(office, now),
        waiting=[(one.path.name.encode("utf-8", "replace").decode(), one.reason) for one in waiting],
        rejected=_returned(office),
        health=health,
        people=shown.people,
    )
    write_over(target, board_page(page, lang).encode())
    return target


def refresh_page(
    office: Office, now: datetime, *, waiting: Sequence[Waiting] = (), health: Text | None = None
) -> Path:
    """Write 归档状态.html into the shared folder, so that heads need nothing but a double click."""
    target, lang = office.inbox / STATUS_PAGE, office.config.language
    return publish(office, target, now, lang=lang, waiting=waiting, health=health)


def _filed_today(office: Office, now: datetime) -> list[tuple[str, str, datetime]]:
    today = start_of(now.astimezone(office.zone).date(), office.zone)
    people = {person.login: person.name for person in office.archive.people()}
    return [
        (entry.name, people.get(entry.current.by, entry.current.by), entry.received.astimezone(office.zone))
        for entry in office.archive.received_since(office.reading(), today)
        if entry.received <= now
    ]


def _returned(office: Office) -> list[tuple[str, Text | str, datetime]]:
    """Return what lies in 退回/ with the first line of its reason and when it came back."""
    folder = office.inbox / REJECTED
    rows: list[tuple[str, Text | str, datetime]] = []
    for copy in sorted(folder.rglob(f"*{MARKED}")) if folder.is_dir() else []:
        when = datetime.fromtimestamp(copy.stat().st_mtime, office.zone)
        rows.append((copy.name, FILLED_WRONGLY, when))
    for reason in sorted(folder.rglob("*.原因.txt")) if folder.is_dir() else []:
        said = reason.read_text("utf-8-sig", "replace").splitlines()
        when = datetime.fromtimestamp(reason.stat().st_mtime, office.zone)
        rows.append(
            (reason.name.removesuffix(".原因.txt"), next((line for line in said if line.strip()), ""), when)
        )
    return rows
