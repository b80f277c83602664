"""Write what falls due as a calendar to subscribe to: all that is open, what was done of late, and the next twelve months."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from recordkit.actions.status import Wanted, status
from recordkit.disk import write_over
from recordkit.documents.pages.board_calendar import KEPT, Agenda, board_calendar
from recordkit.office import Office
from recordkit.wording import Lang

AHEAD = timedelta(days=365)


def publish_calendar(office: Office, target: Path, now: datetime, *, wanted: Wanted, lang: Lang) -> Path:
    """Write the calendar of the duties that are `wanted` to `target`, in one step, and return it; raises UnknownType."""
    today = now.astimezone(office.zone).date()
    board = status(office, now, replace(wanted, ahead=today + AHEAD, done_since=today - KEPT))
    agenda = Agenda(
        board.unit, board.as_of, board.rows, board.labels, office.archive.id, board.people, wanted.department
    )
    write_over(target, board_calendar(agenda, lang))
    return target
