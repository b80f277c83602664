"""Blank forms to fill in: one for a type, or all of them into the shared folder."""

import json
from contextlib import suppress
from pathlib import Path

from recordkit import __version__
from recordkit.disk import write_over
from recordkit.documents.forms.blank import blank_form
from recordkit.domain.chain import sha256
from recordkit.domain.recordtype import RecordType
from recordkit.errors import FiledOnly
from recordkit.inbox.layout import BLANKS, STATE
from recordkit.inbox.output import write_beside
from recordkit.office import Office
from recordkit.wording import Lang

STAMPS = "blanks.json"


def blank(office: Office, key: str, lang: Lang, out: Path | None = None) -> Path:
    """Write the Excel form of a type to `out` (default: `<word>.xlsx` here) and return where it lies."""
    rtype = office.types.get(key)
    if rtype.filed_only:
        raise FiledOnly(word=rtype.word)
    source = office.types.get(rtype.view_of) if rtype.view_of else rtype
    content = blank_form(source, lang, departments=office.config.departments)
    target = out or Path.cwd() / f"{rtype.word}.xlsx"
    return write_beside(target.parent, target.name, content).path


def refresh_blanks(office: Office) -> list[Path]:
    """Write the blank forms that are missing, were changed or whose type has changed into 空白表单/, and return them."""
    folder = office.inbox / BLANKS
    folder.mkdir(exist_ok=True)
    known, stamps, fresh = _read_stamps(office), {}, []
    for rtype in office.types:
        if rtype.view_of is None and not rtype.filed_only:
            target = folder / f"{rtype.word}.xlsx"
            made_of = _made_of(office, rtype)
            if known.get(target.name) != [made_of, *_seen(target)]:
                content = blank_form(rtype, office.config.language, departments=office.config.departments)
                if not target.exists() or target.read_bytes() != content:
                    write_over(target, content)
                    fresh.append(target)
            stamps[target.name] = [made_of, *_seen(target)]
    if stamps != known:
        write_over(office.inbox / STATE / STAMPS, json.dumps(stamps).encode("ascii"))
    return fresh


def _made_of(office: Office, rtype: RecordType) -> str:
    """Return what tells two forms of a type apart, short: making a form takes a tenth of a second."""
    return sha256(repr((rtype, office.config.language, office.config.departments, __version__)).encode())


def _seen(target: Path) -> list[int]:
    with suppress(OSError):
        seen = target.stat()
        return [seen.st_size, seen.st_mtime_ns]
    return []


def _read_stamps(office: Office) -> dict[str, list[object]]:
    with suppress(OSError, ValueError):
        stamps = json.loads((office.inbox / STATE / STAMPS).read_bytes())
        return stamps if isinstance(stamps, dict) else {}
    return {}
