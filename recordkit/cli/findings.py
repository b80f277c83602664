"""Findings as a person reads them: by file, errors before warnings, each with its place, what is wrong, what to do."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from recordkit.cli.streams import err
from recordkit.domain.findings import Finding, errors
from recordkit.wording import Lang, Text

WRONG = {"error": Text("错误", "error"), "warning": Text("提醒", "warning")}
RECORD = Text("第 {n} 条", "record {n}")
ROW = Text("第 {n} 行", "row {n}")
COLUMN = Text("列“{name}”", "column {name!r}")
FIELD = Text("项目 {name}", "field {name}")
WARNINGS_SHOWN = 20
"""Every error is said; of a long list of warnings the rest stands in the marked copy and in --json."""
MORE = Text(
    "  … 另有 {n} 处提醒(见标记的副本, 或用 --json)",
    "  … and {n} more warnings (in the marked copy, or --json)",
)
SUMMARY = Text("共 {errors} 处错误, {warnings} 处提醒", "errors: {errors}, warnings: {warnings}")


def say_findings(findings: Sequence[Finding], lang: Lang) -> None:
    """Print the findings and their count on standard error; nothing when there are none."""
    faults = errors(findings)
    warnings = [finding for finding in findings if finding.severity != "error"]
    for line in finding_lines([*faults, *warnings[:WARNINGS_SHOWN]], lang):
        err(line)
    if len(warnings) > WARNINGS_SHOWN:
        err(MORE.say(lang, {"n": len(warnings) - WARNINGS_SHOWN}))
    if findings:
        wrong = len(faults)
        err(SUMMARY.say(lang, {"errors": wrong, "warnings": len(findings) - wrong}))


def finding_lines(findings: Iterable[Finding], lang: Lang, indent: str = "") -> Iterator[str]:
    """Yield the findings as lines, grouped by file."""
    ordered = sorted(findings, key=lambda finding: (finding.file or "", finding.severity != "error"))
    for file, group in groupby(ordered, key=lambda finding: finding.file):
        if file:
            yield f"{indent}{file}"
        for finding in group:
            yield from _lines(finding, lang, indent + ("  " if file else ""))


def place(finding: Finding, lang: Lang) -> str:
    """Return where the fault stands: 第 12 条 · 第 15 行 · 列“联系电话”."""
    parts = []
    if finding.record is not None:
        parts.append(RECORD.say(lang, {"n": finding.record}))
    if finding.row is not None:
        parts.append(ROW.say(lang, {"n": finding.row}))
    if finding.column is not None:
        parts.append(COLUMN.say(lang, {"name": finding.column}))
    elif finding.path is not None:
        parts.append(FIELD.say(lang, {"name": finding.path}))
    return " · ".join(parts)


def _lines(finding: Finding, lang: Lang, indent: str) -> Iterator[str]:
    where = place(finding, lang)
    yield f"{indent}{WRONG[finding.severity].say(lang)}{' · ' + where if where else ''}: {finding.message(lang)}"
    for line in finding.suggestion(lang).splitlines():
        yield f"{indent}    → {line}"
