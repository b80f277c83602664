"""What became of one file that wanted in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from recordkit.domain.findings import Finding
from recordkit.wording import Lang

Status = Literal["filed", "version", "duplicate", "rejected", "waiting", "generated"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One file's verdict; `name` is what it is filed under, `returned` where its faults went."""

    input: str
    status: Status
    name: str | None = None
    sha256: str | None = None
    findings: Sequence[Finding] = ()
    person: str | None = None
    returned: str | None = None
    documents: Sequence[str] = ()

    def plain(self, lang: Lang) -> dict[str, object]:
        """Return the verdict as the command line's JSON contract names it."""
        return {
            "input": self.input,
            "status": self.status,
            "name": self.name,
            "sha256": self.sha256,
            "findings": [finding.plain(lang) for finding in self.findings],
            **({"documents": list(self.documents)} if self.documents else {}),
        }
