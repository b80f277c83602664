"""What happens to a record after it is filed, and to the office: each verb asks for its permit and leaves one event.

Law: nothing is taken back: withdrawing, voiding and waiving are added, and the content stays (LIFE.md).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from recordkit.archive.catalogue import queries
from recordkit.archive.layout import note_key
from recordkit.archive.ledger import Ledger
from recordkit.archive.numbers import Number, State
from recordkit.domain.chain import canonical
from recordkit.domain.entry import Entry, Event, Notice, Verb
from recordkit.domain.naming import MAX_NUMBER, InvalidName, Name, parse
from recordkit.domain.tiers import Act, Permit, Person
from recordkit.domain.tiers import permit as permit_for
from recordkit.errors import NoEntry, NotPossible
from recordkit.wording import Text


def note(
    ledger: Ledger,
    permit: Permit,
    name: str,
    values: Mapping[str, object],
    at: datetime,
    *,
    facts: Mapping[str, object] | None = None,
) -> Entry:
    """Note what happened to a record; the values lie beside the document, the journal has their keys, hash and `facts`."""
    person = permit.demand(Act.NOTE)

    def decide() -> tuple[list[Event], Name]:
        entry = _standing(ledger, name)
        wanted, count = parse(entry.name), len(entry.notes) + 1
        content = canonical({"name": entry.name, "note": count, "values": values})
        stored = ledger.put(note_key(wanted, ledger.about.style, count), content)
        kept = {"path": stored.key, "sha256": stored.sha256, "size": stored.size, "keys": sorted(values)}
        told = dict(facts or {}) or None
        return [_event(Verb.NOTED, person, name=entry.name, note=count, facts=told, **kept)], wanted

    return ledger.demand(ledger.commit(at, decide))


def assign(ledger: Ledger, permit: Permit, name: str, period: str, at: datetime) -> Entry:
    """Say which period a report belongs to, which removes the doubt."""
    person = permit.demand(Act.ASSIGN)

    def decide() -> tuple[list[Event], Name]:
        entry = _standing(ledger, name)
        return [_event(Verb.ASSIGNED, person, name=entry.name, period=period)], parse(entry.name)

    return ledger.demand(ledger.commit(at, decide))


def withdraw(ledger: Ledger, permit: Permit, name: str, reason: str, at: datetime) -> Entry:
    """Withdraw what was filed by mistake: the content stays, duties no longer count it."""
    person = permit.demand(Act.WITHDRAW)

    def decide() -> tuple[list[Event], Name]:
        entry = _standing(ledger, name)
        return [_event(Verb.WITHDRAWN, person, name=entry.name, reason=reason)], parse(entry.name)

    return ledger.demand(ledger.commit(at, decide))


def waive(ledger: Ledger, permit: Permit, duty: str, reason: str, at: datetime) -> None:
    """Excuse a duty for a reason."""
    person = permit.demand(Act.WAIVE)

    def decide() -> tuple[list[Event], None]:
        if duty in queries.duties_waived(ledger.tables()):
            raise NotPossible(what=Text(f"{duty} 已豁免", f"{duty} is waived already"))
        return [_event(Verb.WAIVED, person, duty=duty, reason=reason)], None

    ledger.commit(at, decide)


def notified(ledger: Ledger, permit: Permit, notices: Sequence[Notice], at: datetime) -> None:
    """Journal that reminders went out, all in one commit; one that is known already is no event."""
    person = permit.demand(Act.NOTIFY)

    def decide() -> tuple[list[Event], None]:
        known = queries.notices_sent(ledger.tables())
        fresh = {notice[:4]: notice for notice in notices if notice[:4] not in known}
        return [_event(Verb.NOTIFIED, person, **notice._asdict()) for notice in fresh.values()], None

    ledger.commit(at, decide)


def void(ledger: Ledger, permit: Permit, name: str, reason: str, at: datetime) -> Number:
    """Void a reserved number that was never used: its own reserver, or a director (LIFE.md)."""
    person = permit.demand(Act.VOID)

    def decide() -> tuple[list[Event], Name]:
        number = _reserved(ledger, name)
        permit_for(person, Act.VOID, own=number.by == person.login)
        return [_event(Verb.VOIDED, person, name=ledger.spelled(number.name), reason=reason)], number.name

    wanted = ledger.commit(at, decide)
    number = queries.number_of(ledger.tables(), wanted)
    assert number is not None
    return number


def open_numbers(ledger: Ledger, permit: Permit, last: Name, reason: str, at: datetime) -> Name:
    """Say that numbers up to `last` were used before the archive counted, and return the next free one.

    What is known to be used already is no event. Raises NotPossible where no number would be left.
    """
    person = permit.demand(Act.OPEN_NUMBERS)
    if last.number >= MAX_NUMBER:
        raise NotPossible(what=Text(f"编号 {last.number} 过大", f"{last.number} is too great a number"))

    def decide() -> tuple[list[Event], None]:
        if last.number < ledger.free(last.word, last.day).number:
            return [], None
        return [_event(Verb.OPENED, person, name=ledger.spelled(last), reason=reason)], None

    ledger.commit(at, decide)
    return ledger.free(last.word, last.day)


def refused(ledger: Ledger, person: Person, act: Act, name: str | None, at: datetime) -> None:
    """Journal that somebody was refused an act: no permit, because there was none."""
    event = _event(Verb.REFUSED, person, act=act.value, name=_canonical(ledger, name))
    ledger.commit(at, lambda: ([event], None))


def enrol(ledger: Ledger, permit: Permit, person: Person, at: datetime) -> None:
    """List a person, or change their name, tier or department; the same again is no event."""
    director = permit.demand(Act.PEOPLE)

    def decide() -> tuple[list[Event], None]:
        listed = person in queries.people_in(ledger.tables())
        return [] if listed else [enrolled(director, person)], None

    ledger.commit(at, decide)


def enrolled(director: Person, person: Person) -> Event:
    """Return the event that lists a person."""
    facts = {"person": person.name, "tier": person.tier.key, "department": person.department}
    return _event(Verb.ENROLLED, director, login=person.login, **facts)


def _standing(ledger: Ledger, name: str) -> Entry:
    entry = ledger.demand(name)
    if entry.withdrawn is not None:
        gone = Text(
            f"{entry.name} 已撤回: {entry.withdrawn}", f"{entry.name} is withdrawn: {entry.withdrawn}"
        )
        raise NotPossible(what=gone)
    return entry


def _reserved(ledger: Ledger, name: str) -> Number:
    try:
        number = queries.number_of(ledger.tables(), parse(name))
    except InvalidName:
        number = None
    if number is None:
        raise NoEntry(name=name, suggestion=Text("没有这个编号", "No such number is held"))
    if number.state is not State.RESERVED:
        raise NotPossible(what=_NOT_RESERVED[number.state])
    return number


_NOT_RESERVED = {
    State.FILED: Text("编号已归档, 不能作废; 可以撤回(withdraw)", "the number is filed: withdraw it instead"),
    State.VOIDED: Text("编号已作废", "the number is void already"),
    State.OPENED: Text("编号在启用本档案前已使用", "the number was used before the archive counted"),
}


def _canonical(ledger: Ledger, name: str | None) -> str | None:
    """Return the name as this archive spells it; what is no name stays as it was said."""
    try:
        return name and ledger.spelled(parse(name))
    except InvalidName:
        return name and name.encode("utf-8", "backslashreplace").decode()


def _event(verb: Verb, by: Person, /, **facts: object) -> Event:
    said = {key: value for key, value in facts.items() if value is not None}
    return {"verb": verb.value, "by": by.login, **said}
