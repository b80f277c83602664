"""Numbers: reserved, adopted, filed, voided, refused - and never two of the same."""

import multiprocessing
import os
import signal
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordkit.archive.archive import Archive
from recordkit.archive.filing import Filed
from recordkit.archive.numbers import Claim, Number, State, missing, refusal
from recordkit.domain.naming import MAX_NUMBER, DateStyle, Name
from recordkit.domain.tiers import UNKNOWN, Act, Person
from recordkit.errors import NoEntry, NotPossible, NumberTaken, TierRefused
from tests.archive.builders import (
    AT,
    CLERK,
    DAY,
    DIRECTOR,
    OTHER,
    SUPERVISOR,
    WORD,
    blamed,
    file,
    filing,
    looked,
    may,
    on_disk,
    wanted,
)

FREE = Name(WORD, DAY, 3)


def held(number: int, state: State, by: str = "zhang", key: str | None = None) -> Number:
    return Number(Name(WORD, DAY, number), state, by, datetime(2026, 11, 9, tzinfo=UTC), "坏了", key)


@pytest.mark.parametrize(
    ("number", "claim", "holder", "refused"),
    [
        (3, Claim("zhang"), None, False),
        (3, Claim(UNKNOWN.login), None, False),
        (4, Claim("zhang"), None, True),
        (2, Claim("zhang"), held(2, State.RESERVED), False),
        (2, Claim("zhao"), held(2, State.RESERVED), True),
        (2, Claim("zhao", "k"), held(2, State.RESERVED, key="k"), False),
        (2, Claim("zhao", "other"), held(2, State.RESERVED, key="k"), True),
        (2, Claim(UNKNOWN.login), held(2, State.RESERVED), True),
        (2, Claim(UNKNOWN.login), held(2, State.RESERVED, by=UNKNOWN.login), False),
        (2, Claim("zhao"), held(2, State.RESERVED, by=UNKNOWN.login), False),
        (2, Claim(UNKNOWN.login, "k"), held(2, State.RESERVED, key="k"), False),
        (2, Claim("zhang"), held(2, State.VOIDED), True),
        (2, Claim("zhao"), held(2, State.FILED), False),
    ],
)
def test_who_may_file_under_which_number(
    number: int, claim: Claim, holder: Number | None, *, refused: bool
) -> None:
    assert (refusal(Name(WORD, DAY, number), claim, holder, FREE) is not None) is refused


def test_numbers_are_reserved_without_gaps_within_type_and_day(archive: Archive) -> None:
    may_reserve = may(CLERK, Act.RESERVE)
    names = archive.reserve(may_reserve, [*wanted("a", "b"), *wanted("a", word="会议纪要")], AT)
    other_day = date(2026, 11, 10)
    names += archive.reserve(may_reserve, [*wanted("c"), *wanted("d", day=other_day)], AT)
    assert [str(name) for name in names] == [
        "家访报告-2026-1109-001",
        "家访报告-2026-1109-002",
        "会议纪要-2026-1109-001",
        "家访报告-2026-1109-003",
        "家访报告-2026-1110-001",
    ]
    assert archive.free(WORD, DAY).number == 4


def test_the_same_key_gets_the_same_name_and_no_second_event(archive: Archive) -> None:
    first = archive.reserve(may(CLERK, Act.RESERVE), wanted("a", "b", "a"), AT)
    head = archive.head
    assert archive.reserve(may(OTHER, Act.RESERVE), wanted("b", "a"), AT) == [first[1], first[0]]
    assert first[0] == first[2]
    assert archive.head == head


def test_the_key_is_nowhere_in_the_journal(archive: Archive) -> None:
    archive.reserve(may(CLERK, Act.RESERVE), wanted("病案号 12345"), AT)
    events = [event for _, event in archive.log(may(CLERK, Act.READ))]
    assert "12345" not in str(events)


def test_a_number_typed_by_hand_is_adopted_if_it_is_the_next(archive: Archive) -> None:
    assert file(archive, b"1", 1).entry.name == "家访报告-2026-1109-001"
    with pytest.raises(NumberTaken) as taken:
        file(archive, b"3", 3)
    assert taken.value.facts["free"] == "家访报告-2026-1109-002"
    assert file(archive, b"2").entry.number == 2


def test_a_reserved_number_is_for_who_reserved_it(archive: Archive) -> None:
    archive.reserve(may(CLERK, Act.RESERVE), wanted("a"), AT)
    for person in (OTHER, SUPERVISOR, UNKNOWN):
        with pytest.raises(NumberTaken, match="reserved for zhang"):
            file(archive, b"x", 1, by=person)
    assert file(archive, b"x", 1).status == "filed"


def test_a_colleague_files_the_very_record_that_the_number_is_for(archive: Archive) -> None:
    archive.reserve(may(CLERK, Act.RESERVE), wanted("a"), AT)
    assert file(archive, b"x", None, by=OTHER, key="a").entry.number == 1
    (number,) = archive.numbers(may(OTHER, Act.READ))
    assert (number.state, number.by) == (State.FILED, "zhao")


def test_somebody_unknown_has_the_next_free_number(archive: Archive) -> None:
    archive.reserve(may(CLERK, Act.RESERVE), wanted("a"), AT)
    entry = file(archive, b"x", 2, by=UNKNOWN).entry
    assert (entry.number, entry.current.by) == (2, "unknown")


def test_a_void_number_is_explained_and_never_used_again(archive: Archive) -> None:
    archive.reserve(may(CLERK, Act.RESERVE), wanted("a"), AT)
    void = archive.void(may(CLERK, Act.VOID), "家访报告-2026-11-09-001", "打印错误", AT)
    assert (void.state, void.reason) == (State.VOIDED, "打印错误")
    with pytest.raises(NumberTaken, match="is void"):
        file(archive, b"x", 1)
    assert archive.reserve(may(CLERK, Act.RESERVE), wanted("a"), AT) == [Name(WORD, DAY, 2)]


def test_only_its_reserver_or_a_director_voids_a_number(archive: Archive) -> None:
    archive.reserve(may(CLERK, Act.RESERVE), wanted("a"), AT)
    for person in (OTHER, SUPERVISOR):
        with pytest.raises(TierRefused):
            archive.void(may(person, Act.VOID), "家访报告-2026-1109-001", "x", AT)
    assert archive.void(may(DIRECTOR, Act.VOID), "家访报告-2026-1109-001", "x", AT).by == "wang"


def test_what_is_filed_or_void_or_unknown_is_not_voided(archive: Archive) -> None:
    archive.reserve(may(CLERK, Act.RESERVE), wanted("a", "b"), AT)
    file(archive, b"x", 1)
    archive.void(may(CLERK, Act.VOID), "家访报告-2026-1109-002", "x", AT)
    for number in (1, 2):
        with pytest.raises(NotPossible):
            archive.void(may(CLERK, Act.VOID), f"家访报告-2026-1109-00{number}", "x", AT)
    with pytest.raises(NoEntry):
        archive.void(may(CLERK, Act.VOID), "家访报告-2026-1109-003", "x", AT)


def test_a_fault_is_told_beforehand(archive: Archive) -> None:
    archive.reserve(may(CLERK, Act.RESERVE), wanted("a"), AT)
    assert archive.number_fault(Name(WORD, DAY, 1), CLERK.login) is None
    told = archive.number_fault(Name(WORD, DAY, 1), OTHER.login)
    assert told is not None
    assert "zhang" in told.zh


def opened(archive: Archive, number: int, reason: str = "此前为纸质登记") -> Name:
    return archive.open_numbers(may(DIRECTOR, Act.OPEN_NUMBERS), WORD, DAY, number, reason, AT)


def test_an_opening_number_is_followed_by_the_next(archive: Archive) -> None:
    assert opened(archive, 20) == Name(WORD, DAY, 21)
    assert file(archive, b"x").entry.number == 21
    assert archive.free("会议纪要", DAY).number == 1
    ((number), _) = archive.numbers(may(CLERK, Act.READ), WORD)
    assert (number.name.number, number.state, number.by, number.reason) == (
        20,
        State.OPENED,
        "wang",
        "此前为纸质登记",
    )
    assert looked(archive).ok


def test_what_was_numbered_on_paper_may_still_be_filed(archive: Archive) -> None:
    opened(archive, 20)
    for number in (7, 20, 3):
        assert file(archive, b"%d" % number, number, by=OTHER).entry.number == number
    with pytest.raises(NumberTaken):
        file(archive, b"x", 22)
    with pytest.raises(NotPossible):
        archive.void(may(DIRECTOR, Act.VOID), "家访报告-2026-1109-020", "x", AT)
    assert archive.free(WORD, DAY).number == 21
    assert looked(archive).ok


def test_opening_again_what_is_known_to_be_used_is_no_event(archive: Archive) -> None:
    opened(archive, 20)
    head = archive.head
    assert opened(archive, 20).number == 21
    assert opened(archive, 5).number == 21
    assert archive.head == head
    assert opened(archive, 30).number == 31
    assert looked(archive).ok


def test_an_opening_number_that_leaves_none_is_refused(archive: Archive) -> None:
    with pytest.raises(NotPossible):
        opened(archive, MAX_NUMBER)


def test_only_a_director_opens_numbers(archive: Archive) -> None:
    for person in (CLERK, SUPERVISOR):
        with pytest.raises(TierRefused):
            may(person, Act.OPEN_NUMBERS)
    with pytest.raises(TypeError):
        archive.open_numbers(may(DIRECTOR, Act.VOID), WORD, DAY, 5, "x", AT)


def test_gaps_begin_beyond_the_numbers_that_were_opened() -> None:
    rows = [(WORD, DAY, 3), (WORD, DAY, 12), (WORD, DAY, 14)]
    assert [first.number for first, _ in missing(rows, {(WORD, DAY): 10})] == [11, 13]
    assert list(missing(rows[:2], {(WORD, DAY): 11})) == []


@given(st.dictionaries(st.sampled_from("甲乙"), st.sets(st.integers(1, 30), min_size=1)))
def test_gaps_are_exactly_the_numbers_that_nobody_holds(days: Mapping[str, set[int]]) -> None:
    rows = sorted((word, DAY, number) for word, numbers in days.items() for number in numbers)
    told = {(first.word, n) for first, last in missing(rows) for n in range(first.number, last.number + 1)}
    assert told == {(word, n) for word, held in days.items() for n in range(1, max(held)) if n not in held}


def _reserve_fifty(root: Path, person: Person) -> None:
    with Archive.open(root) as archive:
        for count in range(50):
            archive.reserve(may(person, Act.RESERVE), wanted(f"{person.login}-{count}"), AT)


def _file_some(root: Path, person: Person, count: int) -> None:
    with Archive.open(root) as archive:
        permit = may(person, Act.FILE)
        for begin in range(0, count, 10):
            batch = [filing(f"{person.login} {os.getpid()} {n}".encode()) for n in range(begin, begin + 10)]
            assert all(
                isinstance(one, Filed) for one in archive.file_all([(permit, one) for one in batch], AT)
            )


def _file_until_killed(root: Path) -> None:
    """Die half-way: some batches filed, one published and not committed."""
    _file_some(root, OTHER, 20)
    store = Archive.open(root)._ledger.store
    store.publish(f"records/{WORD}/2026/{WORD}-2026-1109-99999.docx", store.stage(b"orphan"))
    os.kill(os.getpid(), signal.SIGKILL)


def _consecutive(root: Path, processes: int, each: int) -> None:
    """Have `processes` file `each` documents at once, and one more be killed: every number is used once, none is missing."""
    on_disk(root).close()
    spawn = multiprocessing.get_context("spawn")
    filers = [spawn.Process(target=_file_some, args=(root, CLERK, each)) for _ in range(processes)]
    doomed = spawn.Process(target=_file_until_killed, args=(root,))
    for process in (*filers, doomed):
        process.start()
    for process in (*filers, doomed):
        process.join(240)
    assert {process.exitcode for process in filers} == {0}
    assert doomed.exitcode == -signal.SIGKILL
    with Archive.open(root) as archive:
        file(archive, b"the next writer tidies")
        numbers = [one.name.number for one in archive.numbers(may(CLERK, Act.READ), WORD)]
        assert numbers == list(range(1, processes * each + 20 + 2))
        report = looked(archive)
        assert report.ok
        assert {code for code, _ in blamed(report)} == {"4-3"}


def test_processes_that_file_at_once_use_every_number_though_one_is_killed(tmp_path: Path) -> None:
    _consecutive(tmp_path / "archive", 3, 40)


@pytest.mark.full
def test_eight_processes_file_two_thousand_consecutive_numbers_though_a_ninth_is_killed(
    tmp_path: Path,
) -> None:
    _consecutive(tmp_path / "archive", 8, 250)


def test_two_processes_reserve_a_hundred_consecutive_numbers(tmp_path: Path) -> None:
    archive = on_disk(tmp_path / "archive", DateStyle.ISO)
    spawn = multiprocessing.get_context("spawn")
    processes = [
        spawn.Process(target=_reserve_fifty, args=(tmp_path / "archive", one)) for one in (CLERK, OTHER)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0]
    numbers = archive.numbers(may(CLERK, Act.READ), WORD)
    assert [one.name.number for one in numbers] == list(range(1, 101))
    assert {one.by for one in numbers} == {"zhang", "zhao"}
    assert archive.verify(may(CLERK, Act.VERIFY)).ok
