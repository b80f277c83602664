"""type.toml to RecordType: read, checked, built; every fault at once, and never any refusal but BadType."""

from functools import lru_cache
from pathlib import Path

from recordkit.domain.recordtype import RecordType
from recordkit.domain.toml_text import read_toml
from recordkit.errors import BadType
from recordkit.templates.build import build
from recordkit.templates.fault_words import listed
from recordkit.templates.type_faults import type_faults
from recordkit.wording import Text


def load_type(folder: Path) -> RecordType:
    """Return the RecordType of a folder that holds type.toml; raises BadType naming every fault."""
    file = folder / "type.toml"
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, ValueError) as fault:
        raise BadType(file=file, faults=f"- {fault}") from None
    judged = _judged(text, folder.name)
    if isinstance(judged, Text):
        raise BadType(file=file, faults=judged)
    return judged


@lru_cache(maxsize=64)
def _judged(text: str, key: str) -> RecordType | Text:
    """Return the type that the text of a folder's type.toml describes, or its faults.

    Kept by the text itself: an office that is opened again finds the same ones, and judging them is most of opening it.
    """
    try:
        raw = read_toml(text)
    except ValueError as fault:
        return Text(f"- {fault}", f"- {fault}")
    faults = list(type_faults(raw, key))
    return listed(faults) if faults else build(raw)
