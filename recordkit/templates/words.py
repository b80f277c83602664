"""The words that file names may begin with, read from the head of each type.toml: for commands that need no more.

Law: a head that is not plain is not guessed at; the whole type has to be loaded then.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from recordkit.templates.folders import SHIPPED, type_folders


def read_words(own: Path | None, shipped: Path = SHIPPED) -> Mapping[str, tuple[str, ...]] | None:
    """Return each type's word with the extensions that it takes, or None where a head cannot be read by itself."""
    folders = type_folders(shipped) | (type_folders(own) if own else {})
    heads = [_head(folder / "type.toml") for _, folder in sorted(folders.items())]
    if not all(isinstance(head.get("word"), str) and isinstance(head.get("output"), str) for head in heads):
        return None
    return {head["word"]: (head["output"], "pdf") for head in heads}


def _head(file: Path) -> dict[str, str]:
    """Return what stands before the first table of the file."""
    try:
        return tomllib.loads(file.read_text("utf-8").partition("\n[")[0])
    except (OSError, ValueError):
        return {}
