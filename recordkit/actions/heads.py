"""The file that keeps the chain's heads outside the archive: read before a verification, added to after one that agrees."""

from pathlib import Path

from recordkit.archive.verify.verdicts import Extent
from recordkit.disk import write_over
from recordkit.domain.chain import Head
from recordkit.domain.witness import NoWitness, Witness, Witnessed, read_witness, write_witness
from recordkit.errors import NotReadable, OtherArchive
from recordkit.wording import Text

_REMEDY = Text("请换一个文件名, 或恢复该文件原来的内容", "Name another file, or put back what this one held")
_LONGEST = 1 << 20


def read_heads(path: Path, archive: str) -> tuple[Head, ...]:
    """Return the heads that were kept of this archive, none where the file is not there; raises OtherArchive, NotReadable."""
    kept = _read(path)
    if kept is None:
        return ()
    if kept.archive != archive:
        raise OtherArchive(file=path, other=kept.archive, archive=archive)
    return tuple(one.head for one in kept.seen)


def keep_head(path: Path, extent: Extent, unit: str) -> None:
    """Write the head that a verification came to, after those that the file holds; the same head again is not added."""
    if extent.head_at is None:
        return
    kept = _read(path)
    seen = kept.seen if kept else ()
    fresh = Witnessed(extent.head, extent.head_at.replace(microsecond=0))
    if kept is None:
        write_over(path, write_witness(extent.archive, unit, [fresh]).encode())
    elif seen[-1].head != fresh.head:
        text = path.read_text("utf-8").rstrip("\n")
        write_over(path, f"{text}\n{fresh}\n".encode())


def _read(path: Path) -> Witness | None:
    try:
        with path.open("rb") as file:
            return read_witness(file.read(_LONGEST).decode("utf-8-sig"))
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        reason = Text("不是 UTF-8 文本", "it is no text in UTF-8")
        raise NotReadable(file=path, reason=reason, remedy=_REMEDY) from None
    except NoWitness as fault:
        raise NotReadable(file=path, reason=fault.reason, remedy=_REMEDY) from None
