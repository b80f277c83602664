"""The fold: names are read as `parse` reads them, and rows come out the same one by one and many at once."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from recordkit.archive.catalogue import catalogue as catalogues
from recordkit.archive.catalogue.catalogue import Catalogue
from recordkit.archive.catalogue.entry_rows import first_seen
from recordkit.archive.catalogue.fold import key_of
from recordkit.archive.catalogue.schema import CONTENT
from recordkit.archive.journal.memory_journal import MemoryJournal
from recordkit.domain.chain import Line, canonical, sha256, utc
from recordkit.domain.entry import Event, follow
from recordkit.domain.naming import DateStyle, InvalidName, Name, parse
from recordkit.errors import ArchiveDamaged
from tests.archive.builders import AT, DAY, WORD

NAMES = st.builds(Name, st.sampled_from([WORD, "甲"]), st.dates(), st.integers(1, 99_999))
PIECES = st.lists(
    st.sampled_from(["家访报告", "2026", "1109", "11", "09", "001", "0", "000", "-", "٣٣٣", "a", " "])
)


@given(NAMES, st.sampled_from(DateStyle))
def test_a_name_is_read_as_parse_reads_it(name: Name, style: DateStyle) -> None:
    assert key_of(name.text(style)) == (name.day.isoformat(), name.word, name.number)


@given(PIECES.map("".join) | PIECES.map("-".join))
@example("甲-2026-1109-001-002")
@example("甲-2026-11-09")
@example("甲-2026-1109-0000000001")
def test_what_is_no_name_is_refused_as_parse_refuses_it(text: str) -> None:
    try:
        name = parse(text)
    except InvalidName:
        with pytest.raises(InvalidName):
            key_of(text)
    else:
        assert key_of(text) == (name.day.isoformat(), name.word, name.number)


def filed(number: int, facts: Mapping[str, object] | None = None, *, version: int = 1) -> Event:
    name = f"{WORD}-2026-1109-{number:03d}"
    said = {"verb": "filed", "by": "zhang", "name": name, "version": version, "path": "p", "size": 1}
    known = {"type": "home_visit", "day": DAY.isoformat(), "number": number, "received": utc(AT)}
    return {**said, **known, "sha256": sha256(canonical([number, version])), **(facts or {})}


def noted(number: int, **facts: object) -> Event:
    name = f"{WORD}-2026-1109-{number:03d}"
    return {"verb": "noted", "by": "li", "name": name, "path": "n", "sha256": "b" * 64, "size": 1, **facts}


FACTS = st.fixed_dictionaries(
    {},
    optional={
        "department": st.sampled_from(["门诊部", "急诊科"]),
        "period": st.sampled_from(["2026-09", "2026-10"]),
        "doubtful": st.just(True),
        "facts": st.dictionaries(
            st.sampled_from("ab"), st.none() | st.integers() | st.just("家"), max_size=2
        ),
    },
)
NUMBERS = st.integers(1, 3)
NOTED = st.fixed_dictionaries({}, optional={"facts": st.just({"a": 9}), "keys": st.just(["a"])})
EVENTS = st.one_of(
    st.builds(filed, NUMBERS, FACTS),
    st.builds(lambda number, facts: noted(number, **facts), NUMBERS, NOTED),
    st.builds(lambda number: {**noted(number), "verb": "assigned", "period": "2026-08"}, NUMBERS),
    st.builds(lambda number: {**noted(number), "verb": "withdrawn", "reason": "x"}, NUMBERS),
    st.builds(lambda number: {**noted(number), "verb": "reserved", "key": "k"}, NUMBERS),
    st.builds(lambda number: {**noted(number), "verb": "voided", "reason": "v"}, NUMBERS),
    st.builds(lambda number: {**noted(number), "verb": "opened", "reason": "o"}, NUMBERS),
    st.builds(lambda number: {**noted(number), "verb": "read"}, NUMBERS),
)
BATCHES = st.lists(st.tuples(st.lists(EVENTS, min_size=1, max_size=4), st.integers(-2, 3)), max_size=8)


def journal_of(batches: Sequence[tuple[list[Event], int]]) -> MemoryJournal:
    journal = MemoryJournal()
    for count, (events, hours) in enumerate(batches):
        versions: dict[object, int] = {}
        numbered = [
            {**event, "version": versions.setdefault(event["name"], count * 10 + place + 1)}
            if event["verb"] == "filed"
            else event
            for place, event in enumerate(events)
        ]
        journal.append(numbered, AT + timedelta(hours=hours), journal.head())
    return journal


def content(catalogue: Catalogue) -> dict[str, list[tuple[object, ...]]]:
    return {table: list(catalogue.content(table)) for table in CONTENT}


@given(BATCHES)
@example(
    [
        ([{**noted(1), "verb": "voided", "reason": "v"}], 0),
        ([{**noted(1), "verb": "reserved", "key": "k"}, filed(1)], 0),
    ]
)
def test_following_many_at_once_one_by_one_and_in_spurts_gives_the_same(
    batches: list[tuple[list[Event], int]],
) -> None:
    journal = journal_of(batches)
    at_once, one_by_one, in_spurts = (Catalogue.passing(lambda _: "") for _ in range(3))
    at_once.catch_up(journal)
    for line in journal.replay():
        one_by_one.add(line)
    with pytest.MonkeyPatch.context() as small:
        small.setattr(catalogues, "_AT_ONCE", 3)
        small.setattr(catalogues, "_IN_MEMORY", 2)
        in_spurts.catch_up(journal)
    assert content(at_once) == content(one_by_one) == content(in_spurts)
    for each in (at_once, one_by_one, in_spurts):
        assert each.head() == journal.head()
        each.close()


@given(FACTS)
def test_what_duties_see_of_a_filing_is_what_they_see_of_its_entry(facts: dict[str, object]) -> None:
    event = filed(1, facts)
    entry = follow(None, event, AT)
    assert entry is not None
    told = canonical(entry.facts).decode() if entry.facts else ""
    assert first_seen(event) == (utc(entry.received), entry.department, entry.period, entry.doubtful, told)


def test_rows_are_in_the_order_of_their_days() -> None:
    journal = MemoryJournal()
    for day in (date(2026, 3, 1), date(2025, 1, 1), date(2026, 3, 1)):
        number = journal.head().seq + 1
        facts = {"name": str(Name(WORD, day, number)), "day": day.isoformat(), "number": number}
        journal.append([filed(number, facts)], AT, journal.head())
    catalogue = Catalogue.passing(lambda _: "")
    catalogue.catch_up(journal)
    days = [row[0] for row in catalogue.tables.execute("SELECT day FROM entries ORDER BY id")]
    assert days == ["2025-01-01", "2026-03-01", "2026-03-01"]
    catalogue.close()


def test_progress_is_told_and_does_not_go_beyond_the_whole() -> None:
    journal = MemoryJournal()
    for number in range(1, 1101):
        journal.append([filed(number)], AT, journal.head())
    told: list[tuple[int, int]] = []
    catalogue = Catalogue.passing(lambda _: "")
    catalogue.catch_up(journal, lambda done, total: told.append((done, total)))
    assert told == [(500, 1100), (1000, 1100)]
    assert catalogue.applied == 1100
    catalogue.close()


def test_a_line_read_from_the_journal_and_one_just_made_are_the_same_rows() -> None:
    journal = MemoryJournal()
    made = journal.append([filed(1, {"title": '引号"与\\斜线'})], AT, journal.head())
    (replayed,) = journal.replay()
    both = [Catalogue.passing(lambda _: "") for _ in range(2)]
    for catalogue, line in zip(
        both, (Line(made.seq, made.at, made.events, made.prev, made.hash), replayed), strict=True
    ):
        catalogue.add(line)
    assert content(both[0]) == content(both[1])
    for catalogue in both:
        catalogue.close()


def waived(**facts: object) -> Event:
    return {"verb": "waived", "by": "li", "duty": "d", "reason": "r", **facts}


NOTICE = {"verb": "notified", "by": "li", "duty": "d", "stage": "s", "channel": "c", "to": "t"}
ENROLLED = {"verb": "enrolled", "by": "li", "login": "x", "person": "x", "tier": "staff"}


@pytest.mark.parametrize(
    "forged",
    [
        {**filed(2), "version": "x"},
        {**filed(2), "version": None},
        {**filed(2), "size": 1.5},
        {**filed(2), "path": ["p"]},
        {**filed(2), "number": 3},
        {**filed(2), "number": 10**30},
        {**filed(2), "day": "9999-12-31"},
        {**filed(2), "received": "2026-13-01"},
        {**filed(2), "sha256": "?"},
        {**filed(2), "facts": ["x"]},
        {**filed(2), "facts": 5},
        {**filed(2), "key": {"a": 1}},
        {**filed(2), "by": 5},
        {**filed(2), "name": "../../x"},
        {**filed(1, version=2), "version": []},
        {**noted(1), "size": "x"},
        {**noted(1), "path": None},
        {**noted(1), "facts": 5},
        {"verb": "noted", "by": "li", "name": f"{WORD}-2026-1109-001"},
        {"verb": "filed", "by": "li"},
        {"verb": ["filed"], "by": "li"},
        {"by": "li"},
        waived(duty={}),
        waived(reason=None),
        {**NOTICE, "channel": {}},
        {**NOTICE, "to": 5},
        {**ENROLLED, "tier": "king"},
        {**ENROLLED, "login": [1]},
        {**ENROLLED, "department": {}},
        {"verb": "opened", "by": "li", "name": f"{WORD}-2026-1109-009"},
        {"verb": "voided", "by": "li", "name": f"{WORD}-2026-1109-009", "reason": 5},
    ],
)
def test_a_forged_line_whose_hash_is_right_and_whose_words_are_nonsense_is_damage(
    forged: dict[str, object],
) -> None:
    journal, catalogue = MemoryJournal(), Catalogue.passing(lambda _: "")
    head = journal.append([filed(1)], AT, journal.head()).head
    catalogue.catch_up(journal)
    journal.append([forged], AT, head)
    with pytest.raises(ArchiveDamaged, match="journal:2"):
        catalogue.catch_up(journal)
    catalogue.close()
