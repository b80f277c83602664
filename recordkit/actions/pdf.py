"""Documents with their PDF beside them: generated as ever, then printed by LibreOffice (COMMANDS.md).

A PDF that cannot be made is a finding of its document, which stays; no number is reserved before LibreOffice is seen to be there.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from recordkit.actions.generate import Generated, Options, generate
from recordkit.documents.pdf.office_program import office_program
from recordkit.documents.pdf.printing import Printed, print_documents
from recordkit.domain.findings import Finding
from recordkit.inbox.output import Written, write_beside
from recordkit.office import Office

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class WithPdf:
    """What was generated, the findings of its PDF among the others, and the PDF of each document by the document's path."""

    made: Generated
    pdfs: Mapping[Path, Written]


def generate_with_pdf(
    office: Office,
    key: str,
    inputs: Sequence[Path],
    options: Options,
    at: datetime,
    *,
    progress: Progress | None = None,
) -> WithPdf:
    """Make the documents of type `key` from `inputs`, each with a PDF of its name beside it.

    `progress` is told how many PDF are done, of how many. Raises OfficeProgramMissing, and what `generate` raises.
    """
    office_program()
    made = generate(office, key, inputs, options, at)
    paths = list(dict.fromkeys(document.path for document in made.documents))
    printed = list(_written(print_documents(paths, progress=progress)))
    pdfs = {source: outcome for source, outcome in printed if isinstance(outcome, Written)}
    faults = [outcome for _, outcome in printed if isinstance(outcome, Finding)]
    return WithPdf(replace(made, findings=(*made.findings, *faults)), pdfs)


def _written(printed: Iterable[Printed]) -> Iterator[tuple[Path, Written | Finding]]:
    """Yield each document with its PDF, written as soon as it is made, or with why there is none."""
    for one in printed:
        if one.content is None:
            yield one.source, Finding("pdf_failed", file=one.source.name, facts={"reason": one.reason})
        else:
            yield one.source, write_beside(one.source.parent, f"{one.source.stem}.pdf", one.content)
