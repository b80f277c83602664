"""The board on a terminal: one table of departments and periods in signs, then what is late and due; plain lines in a pipe."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby

from rich.console import Console
from rich.text import Text as Styled

from recordkit.actions.status import Board
from recordkit.cli.board_table import STYLES, table_lines
from recordkit.cli.streams import out
from recordkit.cli.tables import console
from recordkit.cli.widths import pad, width
from recordkit.documents.pages.board_words import SIGNS, Words
from recordkit.domain.duties import Duty, Row, Standing
from recordkit.wording import Lang, Text

HEAD = Text("{unit} · 截至 {as_of}", "{unit} · as of {as_of}")
NO_DUTIES = Text(
    "没有报送任务。请在 recordkit.toml 的 [duties.类型] 中写明哪些科室须报送。",
    "no duties. Say in recordkit.toml, under [duties.TYPE], which departments owe what.",
)
NONE_SUCH = Text("没有符合条件的任务", "no duty is so")
LATE_LIST = Text("逾期未交 {n} 项, 最久的在前", "late: {n}, the longest first")
DUE_LIST = Text("接下来要交", "due next")
FOLLOW_LIST = Text("由记录引起的", "what follows from records")
WAIVED_LIST = Text("豁免 {n} 项", "waived: {n}")
DUE = Text("截止 {day}", "due {day}")
RECEIVED = Text("收到 {at}", "received {at}")
DONE = Text("完成 {at}", "done {at}")
HAVE = Text("已有 {have} / {wanted}", "{have} of {wanted}")
TO_COME = Text("{label} {period}: 待交 {n} 个: {who}", "{label} {period}: {n} to come: {who}")
OTHERS = Text("等", ", …")
ESCALATED = Text("应上报", "to be escalated")
DOUBTFUL = Text("所属期间待确认", "period to be confirmed")
MORE = Text(
    "  ……另有 {n} 项: --json 或 --xlsx FILE 看全部", "  … and {n} more: --json or --xlsx FILE has all"
)
LONGEST, FEW = 15, 5
"""Lines of the late list, and of any other, on a terminal; a pipe gets everything."""
WORST = (
    Standing.LATE,
    Standing.DUE,
    Standing.PROVISIONAL,
    Standing.UPCOMING,
    Standing.MET_LATE,
    Standing.MET,
    Standing.WAIVED,
)
"""The order of the lines in a pipe."""


def show_board(board: Board, lang: Lang, *, narrowed: bool = False) -> None:
    """Print the board (R29, R30, C16): what fits the terminal, or a line a duty in a pipe, the worst first.

    `narrowed`: only some duties were asked for, so that none of them says nothing of the office.
    """
    screen, words = console(), Words(lang, board.as_of, board.people)
    as_of = board.as_of.strftime("%Y-%m-%d %H:%M")
    _say(screen, Styled(HEAD.say(lang, {"unit": board.unit, "as_of": as_of}), style="bold"))
    if not board.rows:
        screen.print(Styled((NONE_SUCH if narrowed else NO_DUTIES).say(lang)))
        return
    _say(screen, _counts(board.rows, words))
    if not screen.is_terminal:
        for line in plain_lines(board, words):
            out(line)
        return
    for shown in board_lines(board, words, screen.width):
        _say(screen, shown)


def board_lines(board: Board, words: Words, width: int) -> Iterator[Styled]:
    """Yield what a terminal `width` cells wide shows: the table, then what is late, due, open, waived."""
    yield from table_lines(board, words, width)
    yield from _lists(board, words)


def plain_lines(board: Board, words: Words) -> Iterator[str]:
    """Yield a line for each duty, the worst first, its columns in line."""
    rows = sorted(board.rows, key=_worst)
    cells = [_plain(row, board, words) for row in rows]
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    for line in cells:
        yield "  ".join(pad(cell, wide) for cell, wide in zip(line, widths, strict=True)).rstrip()


def _plain(row: Row, board: Board, words: Words) -> tuple[str, ...]:
    duty = row.duty
    due = DUE.say(words.lang, {"day": _iso(duty)})
    return (
        f"{SIGNS[row.standing]} {words.how(row)}",
        words.owner(duty),
        f"{board.labels[duty.kind].say(words.lang)} {duty.occasion}",
        due,
        words.binding(duty.falls),
        " · ".join(_more(row, words)),
    )


def _iso(duty: Duty) -> str:
    due = duty.due
    return f"{due:%Y-%m-%d %H:%M}" if isinstance(due, datetime) else due.isoformat()


def _more(row: Row, words: Words) -> Iterator[str]:
    if row.duty.falls.provisional:
        yield words.standing(Standing.PROVISIONAL)
    if row.duty.wanted > 1 and row.received is None:
        yield HAVE.say(words.lang, {"have": row.have, "wanted": row.duty.wanted})
    if row.escalated:
        yield ESCALATED.say(words.lang)
    if row.received is not None:
        at = f"{row.received.astimezone(words.now.tzinfo):%Y-%m-%d %H:%M}"
        yield (DONE if row.duty.period is None else RECEIVED).say(words.lang, {"at": at})
    if row.name is not None and row.name != row.duty.cause:
        yield row.name
    if row.doubtful:
        yield DOUBTFUL.say(words.lang)
    if row.waiver is not None:
        yield words.waived(row)


def _worst(row: Row) -> tuple[int, int, str]:
    return WORST.index(row.standing), -row.late_by, row.duty.due.isoformat()


def _counts(rows: Sequence[Row], words: Words) -> Styled:
    line = Styled()
    for standing in SIGNS:
        count = sum(row.standing is standing for row in rows)
        if count:
            line.append("  " if line else "")
            line.append(f"{SIGNS[standing]} {words.standing(standing)} {count}", style=STYLES[standing])
    return line


def _lists(board: Board, words: Words) -> Iterator[Styled]:
    yield from _late(board, words)
    yield from _due(board, words)
    yield from _following(board, words)
    yield from _waived(board, words)


def _late(board: Board, words: Words) -> Iterator[Styled]:
    late = sorted((row for row in board.rows if row.standing is Standing.LATE), key=_worst)
    if late:
        title = LATE_LIST.say(words.lang, {"n": len(late)})
        yield from _titled(title, STYLES[Standing.LATE])
        yield from _limited(
            [_line(row, board, words) for row in late[: LONGEST + 1]], len(late), words, LONGEST
        )


def _due(board: Board, words: Words) -> Iterator[Styled]:
    """Yield what reports are due, those of one due and period in one line, the soonest first."""
    due = [row.duty for row in board.rows if row.standing is Standing.DUE and row.duty.period is not None]
    grouped = [
        list(duties)
        for _, duties in groupby(
            sorted(due, key=_by_due), key=lambda duty: (duty.due, duty.kind, duty.period)
        )
    ]
    if grouped:
        yield from _titled(DUE_LIST.say(words.lang), STYLES[Standing.DUE])
        yield from _limited([_together(each, board, words) for each in grouped], len(grouped), words)


def _by_due(duty: Duty) -> tuple[str, str, str]:
    return duty.due.isoformat(), duty.kind, duty.occasion


def _together(duties: Sequence[Duty], board: Board, words: Words) -> str:
    first = duties[0]
    who = words.say("、", ", ").join(duty.department for duty in duties[:FEW])
    facts = {
        "label": board.labels[first.kind],
        "period": first.period,
        "n": len(duties),
        "who": who + (OTHERS.say(words.lang) if len(duties) > FEW else ""),
    }
    said = f"{words.falls(first.falls)}, {words.until(first.falls)}"
    return f"  {SIGNS[Standing.DUE]} {said}  {TO_COME.say(words.lang, facts)}"


def _following(board: Board, words: Words) -> Iterator[Styled]:
    """Yield each rule of records with its counts, and the few that are open and fall due soonest; late ones stand above."""
    rows = sorted((row for row in board.rows if row.duty.period is None), key=lambda row: row.duty.kind)
    for place, (kind, each) in enumerate(groupby(rows, key=lambda row: row.duty.kind)):
        if place == 0:
            yield from _titled(FOLLOW_LIST.say(words.lang), "bold")
        seen = list(each)
        yield Styled(f"  {board.labels[kind].say(words.lang)}: ").append(_counts(seen, words))
        still = sorted(
            (row for row in seen if row.standing in (Standing.DUE, Standing.PROVISIONAL)), key=_worst
        )
        yield from _limited([f"  {_line(row, board, words)}" for row in still[: FEW + 1]], len(still), words)


def _waived(board: Board, words: Words) -> Iterator[Styled]:
    rows = [row for row in board.rows if row.standing is Standing.WAIVED]
    if rows:
        yield from _titled(WAIVED_LIST.say(words.lang, {"n": len(rows)}), STYLES[Standing.WAIVED])
        latest = sorted(rows, key=lambda row: row.duty.due.isoformat(), reverse=True)
        yield from _limited([_line(row, board, words) for row in latest[: FEW + 1]], len(rows), words)


def _line(row: Row, board: Board, words: Words) -> str:
    """Return a line whose end a narrow terminal may cut: what matters most stands first."""
    duty = row.duty
    what = f"{board.labels[duty.kind].say(words.lang)} {duty.occasion}"
    binding = words.binding(duty.falls)
    due = DUE.say(words.lang, {"day": words.falls(duty.falls)})
    more = [f"({binding})"] * bool(binding) + [
        said for said in _more(row, words) if said != words.standing(Standing.PROVISIONAL)
    ]
    return "  ".join((f"  {SIGNS[row.standing]} {words.how(row)}", due, words.owner(duty), what, *more))


def _titled(title: str, style: str) -> Iterable[Styled]:
    return Styled(), Styled(title, style=style)


def _limited(lines: Sequence[str], count: int, words: Words, most: int = FEW) -> Iterator[Styled]:
    yield from (Styled(line) for line in lines[:most])
    if count > most:
        yield Styled(MORE.say(words.lang, {"n": count - most}), style="dim")


def _say(screen: Console, line: Styled) -> None:
    """Print a line, cut to the terminal's width by its display cells."""
    screen.print(line, no_wrap=True, overflow="ellipsis", crop=True)
