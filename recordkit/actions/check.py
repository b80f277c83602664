"""Would it be filed? The same verdict as filing, beforehand; nothing is changed."""

from dataclasses import dataclass
from datetime import datetime

from recordkit.domain.findings import Finding, errors
from recordkit.domain.naming import Name
from recordkit.inbox.identify import identify
from recordkit.office import Office
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


def check_name(office: Office, filename: str, at: datetime) -> Checked:
    """Return whether a document of that file name would be filed: its parts, its number, or each finding."""
    named = identify(
        filename,
        {rtype.word: rtype.extensions for rtype in office.types},
        style=office.config.date_style,
        today=at.astimezone(office.zone).date(),
        repair_names=office.config.repair_names,
    )
    findings, canonical = list(named.findings), named.canonical
    stem = named.stem
    if stem is not None and not errors(findings):
        free = office.archive.free(stem.word, stem.day)
        name = stem.named(stem.number or free.number)
        canonical = office.text(name) + (f".{named.extension}" if named.extension else "")
        findings += _number(office, filename, name, free)
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


def _number(office: Office, filename: str, name: Name, free: Name) -> list[Finding]:
    """Find a number that is voided, held by somebody else, or beyond the next free one (ARCHIVE.md, Numbers)."""
    reason = office.archive.number_fault(name, office.person.login)
    if reason is None:
        return []
    return [Finding("number_taken", value=filename, facts={"reason": reason, "free": office.text(free)})]
