"""Blank forms to fill in: one for a type, or all of them into the shared folder."""

from pathlib import Path

from recordkit.disk import write_over
from recordkit.documents.forms.blank import blank_form
from recordkit.inbox.layout import BLANKS
from recordkit.inbox.output import write_beside
from recordkit.office import Office
from recordkit.wording import Lang


def blank(office: Office, key: str, lang: Lang, out: Path | None = None) -> Path:
    """Write the Excel form of a type to `out` (default: `<word>.xlsx` here) and return where it lies."""
    rtype = office.types.get(key)
    source = office.types.get(rtype.view_of) if rtype.view_of else rtype
    content = blank_form(source, lang, departments=office.config.departments)
    target = out or Path.cwd() / f"{rtype.word}.xlsx"
    return write_beside(target.parent, target.name, content).path


def refresh_blanks(office: Office) -> list[Path]:
    """Write the blank forms that are missing or whose type has changed into 空白表单/, and return them."""
    folder = office.inbox / BLANKS
    folder.mkdir(exist_ok=True)
    fresh = []
    for rtype in office.types:
        if rtype.view_of is None:
            target = folder / f"{rtype.word}.xlsx"
            content = blank_form(rtype, office.config.language, departments=office.config.departments)
            if not target.exists() or target.read_bytes() != content:
                write_over(target, content)
                fresh.append(target)
    return fresh
