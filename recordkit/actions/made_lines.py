"""The lines of 生成/清单.xlsx: kept in the inbox's own folder first, then written into the list when nobody has it open.

Law: no line is lost. A line that was kept is written sooner or later; a kill between the two may write it twice.
"""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from recordkit.disk import write_over
from recordkit.documents.pages.made_list import Made, add_lines, readable
from recordkit.inbox.layout import LIST, MADE, STATE
from recordkit.inbox.openers import opened
from recordkit.inbox.output import write_beside
from recordkit.inbox.place import write_durably
from recordkit.inbox.settle import Waiting
from recordkit.office import Office
from recordkit.wording import Text

LINES = "lines"
WAIT = Text("{reason}, {count} 批清单行待补记", "{reason}; {count} batches of lines wait to be added")


def list_lines(office: Office, lines: Sequence[Made]) -> None:
    """Add a line a document to the list, now or when it is closed."""
    if lines:
        folder = office.inbox / STATE / LINES
        folder.mkdir(exist_ok=True)
        content = json.dumps([asdict(line) for line in lines], default=datetime.isoformat).encode("ascii")
        number = f"{len(list(folder.iterdir())):06d}-{uuid4().hex}"
        write_durably(folder / f"{number}.json", content)
        write_kept_lines(office)


def write_kept_lines(office: Office) -> Waiting | None:
    """Write the kept lines into the list, and return why they wait, if they do; never raises what a share may say."""
    kept = _kept(office.inbox)
    if not kept:
        return None
    target = office.inbox / MADE / LIST
    held = _held(target)
    if held is None:
        held = _written(office, target, kept)
    if held is None:
        return None
    facts = {"reason": held, "count": len(kept)}
    return Waiting(target, Text(WAIT.say("zh", facts), WAIT.say("en", facts)), 0.0)


def _written(office: Office, target: Path, kept: Sequence[Path]) -> Text | None:
    """Write the lines and forget that they were kept; return why not, when the share refuses for now."""
    lines = [line for path in kept for line in _read(path)]
    try:
        old = target.read_bytes() if target.exists() else None
        if old is not None and not readable(old):
            write_beside(target.parent, f"{target.stem}.损坏.xlsx", old)
            old = None
        if lines:
            write_over(target, add_lines(old, lines, office.config.language))
    except (
        OSError
    ) as fault:  # a sharing violation (EACCES, EBUSY, ETXTBSY), a full disk, a share that is gone
        return Text(
            f"清单暂时无法写入({fault.strerror})", f"the list cannot be written now ({fault.strerror})"
        )
    for path in kept:
        path.unlink(missing_ok=True)
    return None


def _held(target: Path) -> Text | None:
    try:
        return opened(target)
    except OSError:
        return None  # not there, or not to be read: the writing will say


def _kept(inbox: Path) -> list[Path]:
    with suppress(OSError):
        return sorted((inbox / STATE / LINES).glob("*.json"))
    return []


def _read(path: Path) -> list[Made]:
    """Return the lines of one file; one that a power cut tore has none."""
    with suppress(ValueError, KeyError, TypeError):
        return [_made(plain) for plain in json.loads(path.read_bytes())]
    return []


def _made(plain: Mapping[str, Any]) -> Made:
    kind = plain["type"]
    return Made(
        **{
            **plain,
            "type": Text(**kind) if isinstance(kind, dict) else kind,
            "made_at": datetime.fromisoformat(plain["made_at"]),
        }
    )
