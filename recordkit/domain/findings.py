"""Faults in someone's data: where, and what is wrong. They are listed, all at once, and never raised."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from recordkit.domain.sentences import SENTENCES
from recordkit.wording import Lang, Text

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: `path` is the machine path in the record (resolutions[1].owner), `facts` fill the sentence.

    `record` counts from 1 among the records of the file, `row` as Excel numbers it, `column` is its heading.
    """

    code: str
    severity: Severity = "error"
    path: str | None = None
    value: str | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    file: str | None = None
    record: int | None = None
    row: int | None = None
    column: str | None = None

    def __post_init__(self) -> None:
        if self.code not in SENTENCES:
            raise KeyError(f"no sentence for finding {self.code!r}")

    def message(self, lang: Lang) -> str:
        """Return what is wrong, in `lang`."""
        return SENTENCES[self.code][0].say(lang, self._all_facts())

    def suggestion(self, lang: Lang) -> str:
        """Return what to do about it, in `lang`."""
        return SENTENCES[self.code][1].say(lang, self._all_facts())

    def placed(self, **place: object) -> "Finding":
        """Return the same finding with its file, record, row or column filled in."""
        return replace(self, **place)  # type: ignore[arg-type]

    def plain(self, lang: Lang) -> dict[str, object]:
        """Return the finding as the command line's JSON contract names it; what does not apply is None."""
        return {
            "severity": self.severity,
            "code": self.code,
            "message": self.message(lang),
            "suggestion": self.suggestion(lang) or None,
            "file": self.file,
            "record": self.record,
            "row": self.row,
            "column": self.column,
            "field": self.path,
            "value": self.value,
        }

    def _all_facts(self) -> dict[str, object]:
        return {
            "value": self.value or "",
            "path": self.path or "",
            "column": self.column or self.path or "",
            **self.facts,
        }


def said_once(findings: Iterable[Finding], code: str) -> list[Finding]:
    """Return the findings, those of `code` once for each value: the first, which says in how many places it stands."""
    listed = list(findings)
    counts = Counter(finding.value for finding in listed if finding.code == code)
    first: set[str | None] = set()
    kept = []
    for finding in listed:
        if finding.code != code:
            kept.append(finding)
        elif finding.value not in first:
            first.add(finding.value)
            kept.append(replace(finding, facts={**finding.facts, "times": times(counts[finding.value])}))
    return kept


def times(count: int) -> Text:
    """Return the words that say in how many places something stands; nothing for one."""
    return Text(f"(共 {count} 处)", f" (in {count} places)") if count > 1 else Text("", "")


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """Return those findings that keep a record from being made or a document from being filed."""
    return [finding for finding in findings if finding.severity == "error"]
