"""Would this file be filed? Name, content, number and rights, as filing would judge them; nothing is changed."""

from datetime import datetime
from pathlib import Path

from recordkit.actions.check import Checked, check_name
from recordkit.actions.intake import Arrival, judge
from recordkit.desk import Desk
from recordkit.office import Office


def check_file(office: Office, path: Path, at: datetime) -> Checked:
    """Return the verdict on a file that exists: every finding of its name and its content."""
    name = check_name(desk_of(office), path.name, at)
    verdict = judge(office, Arrival(path, path.name, office.person, at), at)
    said = {(finding.code, finding.value) for finding in verdict.findings}
    extra = tuple(finding for finding in name.findings if (finding.code, finding.value) not in said)
    return Checked(
        str(path),
        name.word,
        name.day,
        name.number,
        name.extension,
        name.canonical,
        name.repaired,
        verdict.findings + extra,
    )


def desk_of(office: Office) -> Desk:
    """Return the desk of an open office: names are judged by the archive itself."""
    words = {rtype.word: rtype.extensions for rtype in office.types}
    return Desk(office.config, words, office.archive, office.person.login)
