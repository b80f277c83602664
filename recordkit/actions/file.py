"""File documents now: what the watcher does to each, by hand."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from recordkit.actions.index import index
from recordkit.actions.intake import Arrival, intake
from recordkit.actions.outcome import Outcome
from recordkit.domain.tiers import Act
from recordkit.errors import BadUsage, ReasonMissing
from recordkit.office import Office
from recordkit.wording import Text

NOT_AHEAD = Text("收到时间不能晚于现在", "nothing is received ahead of now")


def file(
    office: Office,
    paths: Sequence[Path],
    at: datetime,
    *,
    received: datetime | None = None,
    reason: str | None = None,
) -> list[Outcome]:
    """File each document, its source left where it lies; `received` (a supervisor's, with a reason) is for paper and imports.

    Raises TierRefused and BadUsage before anything is filed.
    """
    office.permit(Act.FILE, None, at)
    arrivals = [_arrival(office, path, received or at, reason) for path in paths]
    if received is not None:
        if not (reason or "").strip():
            raise ReasonMissing
        if received > at:
            raise BadUsage(what="--received", value=received.isoformat(), remedy=NOT_AHEAD)
        office.permit(Act.RECEIVED, None, at)
    outcomes = [intake(office, arrival, at) for arrival in arrivals]
    index(office, at, limit=len(outcomes))
    return outcomes


def _arrival(office: Office, path: Path, received: datetime, reason: str | None) -> Arrival:
    if not path.is_file():
        raise BadUsage(what="FILE", value=str(path), remedy="no such file / 没有这个文件")
    return Arrival(path, path.name, office.person, received, reason=reason, dropped=False)
