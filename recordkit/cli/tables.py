"""Tables: ruled and coloured on a terminal, plain and at full width in a pipe (rich is loaded here, and only when needed)."""

import os
import sys
from collections.abc import Iterable, Sequence
from typing import Literal

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text as Styled

from recordkit.cli.streams import out

PIPE_WIDTH = 10_000


def console() -> Console:
    """Return standard output as rich sees it: no colour and no wrapping where it is no terminal (NO_COLOR is heeded)."""
    if sys.stdout.isatty():
        system: Literal["auto"] | None = None if os.environ.get("NO_COLOR") else "auto"
        return Console(file=sys.stdout, markup=False, highlight=False, emoji=False, color_system=system)
    return Console(
        file=sys.stdout,
        markup=False,
        highlight=False,
        emoji=False,
        width=PIPE_WIDTH,
        color_system=None,
        force_terminal=False,
    )


def show_table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, fold: Sequence[int] = ()) -> None:
    """Print a table; columns whose places stand in `fold` may be broken over lines, the others keep whole."""
    screen = console()
    table = new_table(screen)
    for place, column in enumerate(columns):
        table.add_column(column, overflow="fold", no_wrap=place not in fold)
    for row in rows:
        table.add_row(*(cell if isinstance(cell, Styled) else Styled(_said(cell)) for cell in row))
    show(screen, table)


def show(screen: Console, table: Table) -> None:
    """Print a table; in a pipe without the spaces that fill its last column."""
    if screen.is_terminal:
        screen.print(table)
        return
    with screen.capture() as drawn:
        screen.print(table)
    for line in drawn.get().splitlines():
        out(line.rstrip())


def new_table(screen: Console) -> Table:
    """Return an empty table in the manner of this console."""
    if screen.is_terminal:
        return Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    return Table(box=None, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0))


def _said(value: object) -> str:
    return "" if value is None else str(value)
