"""The words that file names may begin with, read from the head of each type.toml: for commands that need no more.

Law: a head that is not plain is not guessed at; the whole type has to be loaded then.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from recordkit.domain.naming import ANY_DOCUMENT
from recordkit.templates.folders import SHIPPED, type_folders


def read_words(own: Path | None, shipped: Path = SHIPPED) -> Mapping[str, tuple[str, ...]] | None:
    """Return each type's word with the extensions that it takes, or None where a head cannot be read by itself."""
    folders = type_folders(shipped) | (type_folders(own) if own else {})
    heads = [_head(folder / "type.toml") for _, folder in sorted(folders.items())]
    if not all(isinstance(head.get("word"), str) and _taken(head) for head in heads):
        return None
    return {str(head["word"]): _taken(head) for head in heads}


def _taken(head: Mapping[str, object]) -> tuple[str, ...]:
    """Return the extensions that a type takes, as RecordType.extensions; none where its head does not say."""
    if head.get("filed_only") is True:
        return ANY_DOCUMENT
    output = head.get("output")
    return (output, "pdf") if isinstance(output, str) else ()


def _head(file: Path) -> dict[str, object]:
    """Return what stands before the first table of the file."""
    try:
        return tomllib.loads(file.read_text("utf-8").partition("\n[")[0])
    except (OSError, ValueError):
        return {}
