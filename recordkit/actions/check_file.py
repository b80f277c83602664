"""Would this file be filed? Name, content, number and rights, as filing would judge them; nothing is changed."""

from datetime import datetime
from pathlib import Path

from recordkit.actions.check import Checked, check_name
from recordkit.actions.filing import may_not_replace
from recordkit.actions.intake import Arrival, judge
from recordkit.archive.filing import Filing
from recordkit.desk import Desk
from recordkit.domain.chain import sha256
from recordkit.domain.findings import Finding
from recordkit.domain.naming import Name
from recordkit.domain.tiers import Tier
from recordkit.office import Office


def check_file(office: Office, path: Path, at: datetime) -> Checked:
    """Return the verdict on a file that exists: every finding of its name and its content."""
    name = check_name(desk_of(office), path.name, at)
    verdict = judge(office, Arrival(path, path.name, office.person, at), at)
    number = _number(office, verdict.filing, path) if verdict.filing else []
    said = {(finding.code, finding.value) for finding in verdict.findings}
    if verdict.filing is not None:
        said.add(("number_taken", path.name))  # judged with what the document carries, not by its name alone
    extra = [finding for finding in name.findings if (finding.code, finding.value) not in said]
    return Checked(
        str(path),
        name.word,
        name.day,
        name.number,
        name.extension,
        name.canonical,
        name.repaired,
        (*verdict.findings, *extra, *number),
    )


def _number(office: Office, filing: Filing, path: Path) -> list[Finding]:
    """Find a number that is not this document's, or that is filed with other content and not this person's to replace (R3)."""
    if filing.number is None:
        return []
    name = Name(filing.word, filing.day, filing.number)
    reason = office.archive.number_fault(name, office.person.login, filing.key)
    if reason is not None:
        free = office.text(office.archive.free(name.word, name.day))
        return [Finding("number_taken", value=path.name, facts={"reason": reason, "free": free})]
    entry = office.archive.entry(office.reading(), name)
    held = {version.sha256 for version in entry.versions} if entry else None
    if held is None or office.person.tier >= Tier.SUPERVISOR or sha256(path.read_bytes()) in held:
        return []
    return [may_not_replace(office, office.person, name)]


def desk_of(office: Office) -> Desk:
    """Return the desk of an open office: names are judged by the archive itself."""
    words = {rtype.word: rtype.extensions for rtype in office.types}
    return Desk(office.config, words, office.archive, office.person.login)
