"""Would it be filed? The same verdict as filing, beforehand; nothing is changed."""

from dataclasses import dataclass
from datetime import datetime

from recordkit.desk import Desk
from recordkit.domain.findings import Finding, errors
from recordkit.domain.naming import Name
from recordkit.inbox.identify import identify
from recordkit.wording import Lang


@dataclass(frozen=True, slots=True)
class Checked:
    """The verdict on one name or file."""

    input: str
    word: str | None
    day: str | None
    number: int | None
    extension: str
    canonical: str | None
    repaired: bool
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """True if it would be filed."""
        return not errors(self.findings)

    def plain(self, lang: Lang) -> dict[str, object]:
        """Return the verdict as the command line's JSON contract names it."""
        name = {
            "type": self.word,
            "day": self.day,
            "number": self.number,
            "ext": self.extension or None,
            "canonical": self.canonical,
        }
        return {
            "input": self.input,
            "ok": self.ok,
            "name": name if self.word and self.day else None,
            "repaired": self.repaired,
            "findings": [finding.plain(lang) for finding in self.findings],
        }


def check_name(desk: Desk, filename: str, at: datetime) -> Checked:
    """Return whether a document of that file name would be filed: its parts, its number, or each finding."""
    config = desk.config
    named = identify(
        filename,
        desk.words,
        style=config.date_style,
        today=at.astimezone(config.zone).date(),
        repair_names=config.repair_names,
    )
    findings, canonical, stem = list(named.findings), named.canonical, named.stem
    if stem is not None and not errors(findings):
        free = desk.numbers.free(stem.word, stem.day)
        name = stem.named(stem.number or free.number)
        spelled = name.text(config.date_style)
        canonical = f"{spelled}.{named.extension}" if named.extension else spelled
        findings += _number(desk, filename, name, free)
    return Checked(
        filename,
        named.word,
        stem.day.isoformat() if stem else None,
        stem.number if stem else None,
        named.extension,
        canonical,
        named.repaired,
        tuple(findings),
    )


def _number(desk: Desk, filename: str, name: Name, free: Name) -> list[Finding]:
    """Find a number that is voided, held by somebody else, or beyond the next free one (ARCHIVE.md, Numbers)."""
    reason = desk.numbers.number_fault(name, desk.login)
    if reason is None:
        return []
    facts = {"reason": reason, "free": free.text(desk.config.date_style)}
    return [Finding("number_taken", value=filename, facts=facts)]
