"""An input's records drafted: every finding at its place, and what was said of the file not said again of each record."""

import re

from recordkit.domain.findings import Finding, errors
from recordkit.domain.record import Draft, Facts, draft_all
from recordkit.domain.recordtype import RecordType
from recordkit.inbox.readers.inputs import Input, Raw, place

_INDEX = re.compile(r"\[\d+\]")


def drafted(found: Input, rtype: RecordType, facts: Facts) -> list[Draft]:
    """Return a draft for each record of the input, in its order; an error of the file itself refuses them all."""
    drafts = draft_all(rtype, [raw.values for raw in found.records], facts)
    refused = bool(errors(found.findings))
    return [
        _placed(raw, draft, found, refused=refused) for raw, draft in zip(found.records, drafts, strict=True)
    ]


def _placed(raw: Raw, draft: Draft, found: Input, *, refused: bool) -> Draft:
    if errors(raw.findings):
        return Draft(None, raw.findings)
    own = [place(each, raw, found.file) for each in draft.findings if not _said(each, found)]
    return Draft(None if refused else draft.record, (*raw.findings, *own))


def _said(finding: Finding, found: Input) -> bool:
    """True if the finding only repeats that a column is missing."""
    return finding.code == "required_missing" and _INDEX.sub("", finding.path or "") in found.missing_columns
