"""The board: department x duty x period, and how each stands at an instant (R29, R30)."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from recordkit.domain.duties import Row, Standing, board
from recordkit.office import Office
from recordkit.wording import Text


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which duties to show; None shows all."""

    department: str | None = None
    type: str | None = None
    late_only: bool = False


@dataclass(frozen=True, slots=True)
class Board:
    """The duties as they stand at `as_of` (in the office's zone), oldest period first."""

    as_of: datetime
    unit: str
    rows: tuple[Row, ...]
    labels: dict[str, Text]

    @property
    def late(self) -> int:
        """How many duties are late now: owed, past due, and not there."""
        return sum(row.standing is Standing.LATE for row in self.rows)

    def plain(self) -> dict[str, object]:
        """Return the board as the command line's JSON contract names it."""
        return {
            "as_of": self.as_of.isoformat(),
            "duties": [plain_row(row, self.as_of.tzinfo) for row in self.rows],
            "late": self.late,
        }


def status(office: Office, now: datetime, wanted: Wanted | None = None) -> Board:
    """Return how every duty stands at `now`."""
    wish = wanted or Wanted()
    permit = office.reading()
    kinds = {rule.type for rule in office.owed}
    entries = [entry for kind in sorted(kinds) for entry in office.archive.entries(permit, type=kind)]
    rows = board(office.owed, entries, now, office.zone, waived=office.archive.waived(permit))
    key = office.types.get(wish.type).key if wish.type else None
    shown = tuple(row for row in rows if _wanted(row, wish, key))
    labels = {kind: office.types.get(kind).label for kind in kinds}
    return Board(now.astimezone(office.zone), office.config.name, shown, labels)


def _wanted(row: Row, wish: Wanted, key: str | None) -> bool:
    return (
        (wish.department is None or row.duty.department == wish.department)
        and (key is None or row.duty.type == key)
        and (not wish.late_only or row.standing is Standing.LATE)
    )


def plain_row(row: Row, zone: tzinfo | None) -> dict[str, object]:
    """Return one duty as JSON names it; `late_by` counts days, instants are in `zone`."""
    return {
        "type": row.duty.type,
        "department": row.duty.department,
        "period": str(row.duty.period),
        "due": row.duty.due.isoformat(),
        "standing": row.standing.value,
        "late_by": row.late_by,
        "name": row.name,
        "received": row.received.astimezone(zone).isoformat() if row.received else None,
    }
