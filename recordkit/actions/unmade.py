"""What could not be made: a record that its template cannot take is told as a finding at its place, and the others go on.

Law: its number stays reserved for it, and is taken up when it is generated again.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from recordkit.actions.draft import Drafted
from recordkit.documents.check.asked import paths_in
from recordkit.documents.check.shapes import Offer, offer_of
from recordkit.domain.findings import Finding
from recordkit.domain.recordtype import RecordType
from recordkit.errors import RenderFault, TooLarge
from recordkit.wording import Text


@dataclass(frozen=True, slots=True)
class Unmade:
    """One record that was not made: which of them (from 0), the name reserved for it, and the engine's refusal."""

    index: int
    name: str
    fault: RenderFault | TooLarge


def told(drafted: Sequence[Drafted], rtype: RecordType, unmade: Iterable[Unmade]) -> list[Drafted]:
    """Return the inputs with a finding for each record that was not made, which is then no longer among the sound.

    A register is made of all its cases: where it fails, no case is to blame, and the first input carries the finding.
    """
    offer = offer_of(rtype)
    failed = {each.index: _finding(each, offer) for each in unmade}
    if not failed:
        return list(drafted)
    if rtype.view_of is not None:
        first, *others = drafted
        return [replace(first, findings=(*first.findings, *failed.values())), *others]
    return list(_each(drafted, failed))


def _each(drafted: Sequence[Drafted], failed: Mapping[int, Finding]) -> Iterator[Drafted]:
    start = 0
    for one in drafted:
        mine = {index - start: finding for index, finding in failed.items() if index >= start}
        numbers = range(len(one.records))
        kept = [number for number in numbers if number not in mine]
        said = [
            mine[number].placed(file=one.path.name, record=record, row=row)
            for number, (record, row) in enumerate(one.places)
            if number in mine
        ]
        yield replace(
            one,
            records=tuple(one.records[number] for number in kept),
            places=tuple(one.places[number] for number in kept),
            findings=(*one.findings, *said),
        )
        start += len(numbers)


def _finding(unmade: Unmade, offer: Offer) -> Finding:
    what = unmade.fault.facts.get("what")
    if not isinstance(unmade.fault, RenderFault) or not isinstance(what, Text):
        what = Text(unmade.fault.sentence("zh"), unmade.fault.sentence("en"))
    path = next((each for each in paths_in(what.en, offer.record) if each in offer.to_show), None)
    label = offer.to_show[path].zh if path else None
    return Finding("render_fault", path=path, facts={"name": unmade.name, "what": what}, column=label)
