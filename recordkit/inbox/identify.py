"""What a file name says: type, day, number, extension; safe repairs made, all else refused with the nearest right name (R1, C1).

Law: light (no document is opened), and a guess is only ever offered, never taken.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from recordkit.domain.findings import Finding
from recordkit.domain.naming import (
    MAX_BYTES,
    DateStyle,
    InvalidName,
    Stem,
    far_future,
    fits,
    parse_stem,
    repair,
    split_extension,
)
from recordkit.domain.sentences import did_you_mean
from recordkit.inbox.propose import Known, propose, readable
from recordkit.wording import Text

NO_EXTENSION = Text("(无扩展名)", "(none)")


@dataclass(frozen=True, slots=True)
class Identified:
    """What a name says, or its findings; `canonical` is the one spelling that is filed, without a number if none was given.

    `nearest` is the right name that is offered when this one is refused.
    """

    word: str | None
    stem: Stem | None
    extension: str
    canonical: str | None
    repaired: bool
    findings: tuple[Finding, ...]
    nearest: str | None = None


def identify(
    filename: str, types: Mapping[str, tuple[str, ...]], *, style: DateStyle, today: date, repair_names: bool
) -> Identified:
    """Return what `filename` says; `types` maps each type's word to the extensions that it takes."""
    known = Known(types, style, today, numbered=not repair_names)
    plain = repair(filename)
    spelled, extension = split_extension(plain)
    if (unreadable := _unreadable(filename, known)) is not None:
        return unreadable
    try:
        stem = parse_stem(repair(spelled))
    except InvalidName as fault:
        return _refused(filename, extension, known, fault.code)
    if stem.word not in types:
        return _unknown_type(filename, stem, extension, known)
    if far_future(stem.day, today):
        return _refused(filename, extension, known, "name_date_far")
    if extension not in types[stem.word]:
        return _wrong_extension(filename, stem, extension, known)
    return _accepted(filename, stem, extension, known, repair_names=repair_names)


def _unreadable(filename: str, known: Known) -> Identified | None:
    """Refuse a name whose bytes are no text, or that is longer than filesystems take."""
    if any("\ud800" <= char <= "\udfff" for char in filename):
        guess = readable(filename)
        spelled, extension = split_extension(repair(guess))
        nearest = propose(repair(spelled), extension, known)
        finding = Finding("name_not_text", value=guess, facts={"nearest": nearest})
        return Identified(None, None, extension, None, repaired=False, findings=(finding,), nearest=nearest)
    if not fits(filename):
        size = len(filename.encode())
        finding = Finding("name_too_long", value=filename, facts={"size": size, "max": MAX_BYTES})
        return Identified(
            None, None, split_extension(filename)[1], None, repaired=False, findings=(finding,), nearest=None
        )
    return None


def _refused(filename: str, extension: str, known: Known, code: str) -> Identified:
    nearest = propose(repair(split_extension(repair(filename))[0]), extension, known)
    finding = Finding(code, value=filename, facts={"nearest": nearest})
    return Identified(None, None, extension, None, repaired=False, findings=(finding,), nearest=nearest)


def _unknown_type(filename: str, stem: Stem, extension: str, known: Known) -> Identified:
    word = known.nearest_word(stem.word)
    nearest = propose(repair(split_extension(repair(filename))[0]), extension, known) if word else None
    listing = Text(f"已有类型: {'、'.join(known.types)}", f"The types are: {', '.join(known.types)}")
    offered = did_you_mean(nearest)
    offer = Text(offered.zh + listing.zh, offered.en + listing.en)
    finding = Finding("name_type_unknown", value=filename, facts={"word": stem.word, "nearest": offer})
    return Identified(None, stem, extension, None, repaired=False, findings=(finding,), nearest=nearest)


def _wrong_extension(filename: str, stem: Stem, extension: str, known: Known) -> Identified:
    allowed = known.types[stem.word]
    nearest = f"{known.spelled(stem)}.{allowed[0]}"
    facts = {
        "word": stem.word,
        "ext": extension or NO_EXTENSION,
        "allowed": [f".{one}" for one in allowed],
        "nearest": nearest,
    }
    finding = Finding("name_extension", value=filename, facts=facts)
    return Identified(stem.word, stem, extension, None, repaired=False, findings=(finding,), nearest=nearest)


def _accepted(filename: str, stem: Stem, extension: str, known: Known, *, repair_names: bool) -> Identified:
    canonical = f"{known.spelled(stem)}.{extension}"
    repaired = canonical != filename or stem.number is None
    if repaired and not repair_names:
        return _refused(filename, extension, known, "name_shape")
    findings = []
    if canonical != filename:
        findings.append(
            Finding("name_repaired", severity="warning", value=filename, facts={"canonical": canonical})
        )
    if stem.number is None:
        findings.append(Finding("name_number_missing", severity="warning", value=filename))
    return Identified(stem.word, stem, extension, canonical, repaired, tuple(findings))
