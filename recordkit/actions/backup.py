"""A whole office beside the office: its archive, settings, people and types, so that restoring is copying back.

Law: secrets/ and the inbox stay behind. Whoever may copy an archive has all of it: a director's act.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from recordkit.archive.archive import Archive
from recordkit.archive.asked import Asked
from recordkit.archive.transfer.copy_out import CopiedOut
from recordkit.archive.verify.verdicts import Report
from recordkit.config.load import FILE
from recordkit.disk import make_folders, write_over
from recordkit.domain.chain import utc
from recordkit.domain.tiers import Act
from recordkit.errors import BadUsage, NotPossible
from recordkit.inbox.layout import create
from recordkit.office import Office
from recordkit.wording import Text

Progress = Callable[[int, int], None]
NOTE = "backup.toml"
ROSTER = "people.toml"
TYPES = "templates"


@dataclass(frozen=True, slots=True)
class BackedUp:
    """Where the backup lies, and what was copied this time."""

    folder: Path
    archive: Path
    copied: CopiedOut

    @property
    def whole(self) -> bool:
        """True if every file of the archive is in the backup as it was filed."""
        return not self.copied.damaged


def backup(office: Office, folder: Path, at: datetime, progress: Progress | None = None) -> BackedUp:
    """Back the office up into `folder`, new or an earlier backup of it; the watcher may go on meanwhile.

    Raises TierRefused, BadUsage for a folder in the office or around it, NotPossible for one that holds something else.
    """
    permit = office.permit(Act.BACKUP, None, at)
    folder = folder.resolve()
    _demand_apart(office, folder)
    _demand_free(office, folder)
    make_folders(folder)
    archive = folder / office.config.archive
    copied = office.archive.copy_out(permit, archive, progress)
    _copy_office(office, folder)
    _write_note(office, folder, copied, at)
    return BackedUp(folder, archive, copied)


def verify_backup(office: Office, made: BackedUp, at: datetime, progress: Progress | None = None) -> Report:
    """Return what a verification of the backup says, its head witnessed by the office itself."""
    permit = office.permit(Act.VERIFY, None, at)
    with Archive.open(made.archive) as archive:
        return archive.verify(permit, Asked(witnessed=(made.copied.head,)), progress)


def _demand_apart(office: Office, folder: Path) -> None:
    root = office.root.resolve()
    places = (root, office.inbox.resolve())
    if folder in (root, *root.parents) or any(folder.is_relative_to(place) for place in places):
        raise BadUsage(what="DIR", value=str(folder), remedy=_APART)


def _demand_free(office: Office, folder: Path) -> None:
    """Raise NotPossible where something else lies there: only a backup that says which archive it is of is gone on with."""
    if folder.exists() and not folder.is_dir():
        raise NotPossible(what=_occupied(folder))
    if not folder.exists() or not any(folder.iterdir()):
        return
    if not (folder / office.config.archive).is_dir():
        raise NotPossible(what=_occupied(folder))


def _copy_office(office: Office, folder: Path) -> None:
    """Copy what makes an office of an archive: settings, the list of people, its own types, an inbox with nothing in it."""
    for name in (FILE, ROSTER):
        if (office.root / name).is_file():
            _copy_file(office.root / name, folder / name)
    _mirror(office.root / TYPES, folder / TYPES)
    if not Path(office.config.inbox).is_absolute():
        create(folder / office.config.inbox, office.archive.id)


def _mirror(source: Path, target: Path) -> None:
    """Make the folder `target` hold what `source` holds and nothing else."""
    target.mkdir(exist_ok=True)
    wanted = set(_files_in(source)) if source.is_dir() else set()
    for name in wanted:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        _copy_file(source / name, target / name)
    for name in set(_files_in(target)) - wanted:
        (target / name).unlink()
    for place in sorted((path for path in target.rglob("*") if path.is_dir()), reverse=True):
        if not any(place.iterdir()):
            place.rmdir()


def _files_in(folder: Path) -> Iterator[Path]:
    return (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())


def _copy_file(source: Path, target: Path) -> None:
    content = source.read_bytes()
    if not target.is_file() or target.read_bytes() != content:
        write_over(target, content, mode=0o644)


def _write_note(office: Office, folder: Path, copied: CopiedOut, at: datetime) -> None:
    """Write until when the backup stands: a head that was witnessed outside the archive."""
    text = (
        "# recordkit 的备份: 到此行为止。 A backup by recordkit: it stands up to this line.\n"
        f'archive = "{office.archive.id}"\n'
        f"seq = {copied.head.seq}\n"
        f'hash = "{copied.head.hash}"\n'
        f'at = "{utc(at)}"\n'
    )
    write_over(folder / NOTE, text.encode(), mode=0o644)


_APART = Text(
    "备份不能放在单位文件夹里, 也不能把它包在其中: 请放到另一块磁盘或另一台机器",
    "A backup lies neither in the office nor around it: take another disk or machine",
)


def _occupied(folder: Path) -> Text:
    return Text(
        f"{folder} 不是空文件夹, 也不是本单位的备份。请另选一个文件夹。",
        f"{folder} is neither empty nor a backup of this office. Choose another folder.",
    )
