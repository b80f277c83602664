"""Which program an Office file says it was made with (docProps/app.xml): a claim, kept as such."""

from pathlib import Path

from recordkit.errors import NotReadable, TooLarge
from recordkit.guard.xml import parse
from recordkit.guard.zips import measure

PART = "docProps/app.xml"


def creating_program(document: Path) -> str | None:
    """Return the program and its version as an Office file names them, or None where it says nothing or is no such file."""
    try:
        zipped = measure(document, file=document.name)
        if PART not in zipped.names:
            return None
        root = parse(zipped.read(PART), file=document.name)
    except (NotReadable, TooLarge):
        return None
    said = [(root.findtext(f"{{*}}{name}") or "").strip() for name in ("Application", "AppVersion")]
    return " ".join(word for word in said if word)[:100] or None
