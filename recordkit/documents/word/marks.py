"""The marks of a Word part as a script: what stands at each, in the words of the template language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from recordkit.documents.script import Program, Script
from recordkit.documents.tags import Kind, Placed, Scope
from recordkit.documents.word.filling import Surroundings
from recordkit.documents.word.runs import MARK


@dataclass(frozen=True, slots=True)
class WordScript:
    """A part's script, and what stands around each value that may bring formatting of its own."""

    script: Script
    surroundings: Mapping[int, Surroundings]


WRITERS = {Scope.INLINE: "_written({})", Scope.RUN: "_runs({})", Scope.PARAGRAPH: "_blocks"}


def add_doing(program: Program, doing: str, placed: Placed) -> None:
    """Add what a mark says beside its tag's number: a property of a cell, a box, a text without breaks."""
    word, _, detail = doing.partition(" ")
    body = placed.tag.body
    if word == "first":
        program.block("if loop.first", placed)
    elif word == "hm":
        program.value(f"(loop.length * {int(detail)})|_colspan", placed)
    elif word == "vm":
        program.value("loop.first|_vmerge", placed)
    elif word == "box":
        signs = ", ".join(f"'\\U{int(code, 16):08x}'" for code in detail.split())
        program.value(f"({body})|_box({signs})", placed)
    elif placed.tag.kind is Kind.LITERAL:
        program.literal(body)
    elif placed.tag.kind is Kind.BLOCK:
        program.block(body, placed)
    elif placed.tag.kind is Kind.VALUE:
        program.value(f"({body})|_{word}", placed)


def split_marks(text: str, token: str) -> list[tuple[str, str, str]]:
    """Return the text as (literal, mark's content, change's number): one of the two, none at the end."""
    wanted = f"<\\?{MARK} (.*?)\\?>" + (f"|{token}(\\d+){token}" if token else "|(?!)()")
    pieces = re.split(wanted, text, flags=re.DOTALL)
    padded = [*pieces, "", ""]
    return [(padded[at], padded[at + 1] or "", padded[at + 2] or "") for at in range(0, len(padded) - 2, 3)]
