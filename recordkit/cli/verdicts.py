"""A verification on the screen: the four natures as groups, each result a word and a colour."""

from collections.abc import Iterator, Sequence

from rich.text import Text as Styled

from recordkit.archive.verify.verdicts import Item, Report, Result
from recordkit.cli.tables import console, show_table
from recordkit.wording import Lang, Text

HEADS = (
    Text("代码", "code"),
    Text("性质", "nature"),
    Text("结果", "result"),
    Text("项目", "item"),
    Text("说明", "what was found"),
)
COLOURS = {
    Result.PASSED: "green",
    Result.FAILED: "bold red",
    Result.UNCHECKED: "dim",
    Result.MANUAL: "yellow",
}
SHOWN = 20  # of one code on a terminal; a pipe gets them all
MORE = Text("… 另有 {count} 处, 见 --json 或 --xlsx", "… and {count} more: --json and --xlsx have them all")
Row = Sequence[object]


def show_report(report: Report, lang: Lang) -> None:
    """Print the table; on a terminal a nature stands once, and many faults of one code are cut short."""
    live = console().is_terminal
    rows = _grouped(report, lang) if live else (_row(item, lang) for item in report.items)
    show_table([head.say(lang) for head in HEADS], rows, fold=(3, 4))


def _grouped(report: Report, lang: Lang) -> Iterator[Row]:
    before = ""
    for verdict in report.verdicts():
        for item in verdict.items[:SHOWN]:
            nature = item.nature.say(lang)
            yield _row(item, lang, nature="" if nature == before else nature)
            before = nature
        if (rest := len(verdict.items) - SHOWN) > 0:
            yield (verdict.code, "", "", "", MORE.say(lang, {"count": rest}))


def _row(item: Item, lang: Lang, *, nature: str | None = None) -> Row:
    place = item.path or item.name
    return (
        item.code,
        Styled(item.nature.say(lang) if nature is None else nature, style="bold"),
        Styled(item.result.label.say(lang), style=COLOURS[item.result]),
        item.title.say(lang),
        " ".join(part for part in (place, item.message.say(lang)) if part),
    )
