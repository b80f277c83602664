"""The labels of a form: which field a cell or the head of a line names, and what is shared by a cell that names several."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from recordkit.domain.fields import Field, Kind, squeeze

BRACKETS = re.compile(r"\([^()]*\)$")
JOINTS = re.compile(r"[/、]")
VALUE_JOINTS = re.compile(r"[/／、]")
LONGEST_LABEL = 14


def vocabulary(fields: Sequence[Field]) -> dict[str, str]:
    """Return every squeezed label and the path it stands for; a group's own labels where only one field claims them."""
    names: dict[str, str] = {}
    for spec in fields:
        for name in spec.names():
            names.setdefault(squeeze(name), spec.key)
    for name, key in list(names.items()):
        names.setdefault(BRACKETS.sub("", name), key)
    groups = [spec for spec in fields if spec.kind is Kind.GROUP]
    inner = [
        (squeeze(name), f"{group.key}.{column.key}")
        for group in groups
        for column in group.columns
        for name in column.names()
    ]
    claims = Counter(name for name, _ in set(inner))
    names |= {name: path for name, path in inner if claims[name] == 1 and name not in names}
    for group in groups:
        for column in group.columns:
            path = f"{group.key}.{column.key}"
            names.setdefault(squeeze(path), path)
            names.setdefault(squeeze(group.label.zh + column.label.zh), path)
    return names


def label_pattern(fields: Sequence[Field]) -> re.Pattern[str]:
    """Return what finds a field's label in a line, its letters spread or not (备　　注), before a colon."""
    named = {
        name
        for spec in fields
        for one in (spec, *spec.columns)
        for name in (one.label.zh, one.label.en, *one.aliases)
    }
    spread = [
        r"[ \u3000]*".join(re.escape(letter) for letter in name if not letter.isspace())
        for name in sorted(named, key=len, reverse=True)
        if len(name) > 1
    ]
    return re.compile(rf"(?:^|(?<=[\s。；;，、(（☑☐]))({'|'.join(spread)})[ \u3000]*[：:]", re.IGNORECASE)


def keys_of(cell: str, names: Mapping[str, str]) -> list[str]:
    """Return the fields that a cell's label names: one, or several that it joins (性别／年龄)."""
    plain = squeeze(cell)
    if not plain or len(plain) > 2 * LONGEST_LABEL:
        return []
    known = names.get(plain) or names.get(BRACKETS.sub("", plain))
    if known is not None:
        return [known]
    parts = [names.get(part) for part in JOINTS.split(plain)]
    return [part for part in parts if part is not None] if len(parts) > 1 and None not in parts else []


def parts_of(text: str, count: int) -> list[str]:
    """Return a value for each of the fields that share a cell; one that cannot be parted belongs to the first."""
    parts = VALUE_JOINTS.split(text) if count > 1 else [text]
    return parts if len(parts) == count else [text, *[""] * (count - 1)]
