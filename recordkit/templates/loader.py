"""type.toml to RecordType: read, checked, built; every fault at once, and never any refusal but BadType."""

from pathlib import Path

from recordkit.domain.recordtype import RecordType
from recordkit.domain.toml_text import read_toml
from recordkit.errors import BadType
from recordkit.templates.build import build
from recordkit.templates.fault_words import listed
from recordkit.templates.type_faults import type_faults


def load_type(folder: Path) -> RecordType:
    """Return the RecordType of a folder that holds type.toml; raises BadType naming every fault."""
    file = folder / "type.toml"
    try:
        raw = read_toml(file.read_text("utf-8-sig"))
    except (OSError, ValueError) as fault:
        raise BadType(file=file, faults=f"- {fault}") from None
    faults = list(type_faults(raw, folder.name))
    if faults:
        raise BadType(file=file, faults=listed(faults))
    return build(raw)
