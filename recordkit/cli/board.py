"""The board on a terminal: for each type a table of departments and periods, in colour and in words, then what is late."""

from collections.abc import Sequence
from itertools import groupby

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text as Styled

from recordkit.actions.status import Board
from recordkit.cli.tables import console, new_table, show
from recordkit.documents.pages.board_words import SIGNS, Words
from recordkit.domain.duties import Row, Standing
from recordkit.domain.periods import Period
from recordkit.wording import Lang, Text

STYLES = {
    Standing.LATE: "bold red",
    Standing.DUE: "yellow",
    Standing.MET_LATE: "magenta",
    Standing.PROVISIONAL: "cyan",
    Standing.UPCOMING: "dim",
    Standing.MET: "green",
    Standing.WAIVED: "dim",
}
HEAD = Text("{unit} · 截至 {as_of}", "{unit} · as of {as_of}")
DEPARTMENT = Text("科室", "department")
DUE = Text("截止 {day}", "due {day}")
EARLIER = Text("(较早的 {n} 期未显示)", "({n} earlier periods are not shown)")
LATE_LIST = Text("逾期未交 {n} 项", "late: {n}")
LATE_LINE = Text(
    "{department} · {label} {period} · 截止 {due} · 逾期 {days}",
    "{department} · {label} {period} · due {due} · late by {days}",
)
NO_DUTIES = Text(
    "没有报送任务。请在 recordkit.toml 的 [duties.类型] 中写明哪些科室须报送。",
    "no duties. Say in recordkit.toml, under [duties.TYPE], which departments owe what.",
)
MORE = Text("  ……另有 {n} 项", "  … and {n} more")
GAP = 2
LONGEST = 20
"""Late duties listed on a terminal, the longest late first; a pipe gets them all."""


def show_board(board: Board, lang: Lang) -> None:
    """Print the board (R29, R30): the latest periods that fit the terminal, all of them in a pipe."""
    screen, words = console(), Words(lang, board.as_of)
    as_of = board.as_of.strftime("%Y-%m-%d %H:%M")
    screen.print(Styled(HEAD.say(lang, {"unit": board.unit, "as_of": as_of}), style="bold"))
    if not board.rows:
        screen.print(Styled(NO_DUTIES.say(lang)))
        return
    screen.print(_counts(board.rows, words))
    for kind, rows in groupby(
        sorted(board.rows, key=lambda row: row.duty.type), key=lambda row: row.duty.type
    ):
        screen.print()
        _show_type(screen, board.labels[kind].say(lang), list(rows), words)
    _show_late(screen, board, words)


def _counts(rows: Sequence[Row], words: Words) -> Styled:
    line = Styled()
    for standing in SIGNS:
        count = sum(row.standing is standing for row in rows)
        if count:
            line.append("  " if line else "")
            line.append(f"{SIGNS[standing]} {words.standing(standing)} {count}", style=STYLES[standing])
    return line


def _show_type(screen: Console, label: str, rows: Sequence[Row], words: Words) -> None:
    departments = list(dict.fromkeys(row.duty.department for row in rows))
    periods = sorted({row.duty.period for row in rows})
    cells = {(row.duty.department, row.duty.period): _cell(row, label, words) for row in rows}
    shown = periods[-_fitting(screen, departments, periods, cells) :]
    title = (
        label
        if len(shown) == len(periods)
        else f"{label} {EARLIER.say(words.lang, {'n': len(periods) - len(shown)})}"
    )
    screen.print(Styled(title, style="bold"))
    due = {row.duty.period: row.duty.due for row in rows}
    table = new_table(screen)
    table.add_column(DEPARTMENT.say(words.lang), overflow="fold")
    for period in shown:
        day = DUE.say(words.lang, {"day": words.short_day(due[period])})
        table.add_column(f"{period}\n{day}" if screen.is_terminal else f"{period} ({day})", no_wrap=True)
    for department in departments:
        table.add_row(department, *(cells.get((department, period), Styled()) for period in shown))
    show(screen, table)


def _cell(row: Row, label: str, words: Words) -> Styled:
    cell = words.cell(row, label)
    doubt = " ?" if cell.doubtful else ""
    return Styled(f"{cell.sign} {cell.words}{doubt}", style=STYLES[row.standing])


def _fitting(
    screen: Console,
    departments: Sequence[str],
    periods: Sequence[Period],
    cells: dict[tuple[str, Period], Styled],
) -> int:
    """Return how many of the latest periods fit beside the departments' names (at least one)."""
    left = screen.width - max(map(cell_len, departments)) - GAP
    count = 0
    for period in reversed(periods):
        widest = max(cells[key].cell_len for key in cells if key[1] == period)
        left -= max(widest, 12) + GAP
        if left < 0:
            break
        count += 1
    return max(count, 1)


def _show_late(screen: Console, board: Board, words: Words) -> None:
    late = sorted((row for row in board.rows if row.standing is Standing.LATE), key=lambda row: -row.late_by)
    if not late:
        return
    screen.print()
    screen.print(Styled(LATE_LIST.say(words.lang, {"n": len(late)}), style=STYLES[Standing.LATE]))
    shown = late[:LONGEST] if screen.is_terminal else late
    for row in shown:
        facts = {
            "department": row.duty.department,
            "label": board.labels[row.duty.type],
            "period": row.duty.period,
            "due": row.duty.due.isoformat(),
            "days": words.days(row.late_by),
        }
        screen.print(Styled(f"  {LATE_LINE.say(words.lang, facts)}"))
    if len(shown) < len(late):
        screen.print(Styled(MORE.say(words.lang, {"n": len(late) - len(shown)})))
