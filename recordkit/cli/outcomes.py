"""What became of files that wanted in, as a person reads it."""

from collections.abc import Iterable, Iterator

from recordkit.actions.outcome import Outcome
from recordkit.cli.findings import finding_lines
from recordkit.cli.streams import out
from recordkit.wording import Lang, Text

STATUS = {
    "filed": Text("已归档", "filed"),
    "version": Text("已归档为新版本", "filed as a new version"),
    "duplicate": Text("早已归档, 内容相同", "filed already, the same content"),
    "rejected": Text("退回", "rejected"),
    "waiting": Text("等待", "waiting"),
    "generated": Text("已生成", "made into documents"),
}


def say_outcomes(outcomes: Iterable[Outcome], lang: Lang) -> None:
    """Print a line a file, with its findings below."""
    for outcome in outcomes:
        for line in outcome_lines(outcome, lang):
            out(line)


def outcome_lines(outcome: Outcome, lang: Lang) -> Iterator[str]:
    """Yield the lines of one file's outcome."""
    name = f" → {outcome.name}" if outcome.name and outcome.name != outcome.input else ""
    yield f"{STATUS[outcome.status].say(lang)}: {outcome.input}{name}"
    yield from (f"  {document}" for document in outcome.documents)
    yield from finding_lines(outcome.findings, lang, "  ")
    if outcome.returned:
        yield f"  → {outcome.returned}"
