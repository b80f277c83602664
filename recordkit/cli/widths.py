"""Widths on a terminal: a Chinese character takes two columns, and a line may break beside it."""

import re
from collections.abc import Iterator
from unicodedata import combining, east_asian_width

_PIECE = re.compile(
    r"\s+|[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60][，。、；：！？）”’]*|[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]+"
)


def width(text: str) -> int:
    """Return how many columns `text` takes."""
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def pad(text: str, columns: int) -> str:
    """Return `text` with spaces after it, to `columns`."""
    return text + " " * max(columns - width(text), 0)


def fold(text: str, columns: int) -> list[str]:
    """Return `text` as lines of at most `columns`, broken at spaces and beside Chinese characters."""
    lines: list[str] = []
    for paragraph in text.splitlines():
        lines += _folded(paragraph, columns)
    return lines


def _folded(text: str, columns: int) -> Iterator[str]:
    line = ""
    for piece in _PIECE.findall(text):
        if line and width(line) + width(piece.rstrip()) > columns:
            yield line.rstrip()
            line = ""
        line += piece if line else piece.lstrip()
    if line:
        yield line.rstrip()
