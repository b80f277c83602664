"""tests of recordkit.watch.tally: issue "what was filed and refused today, by whom"."""

from dataclasses import replace

from recordkit.actions.health import Heartbeat
from recordkit.actions.outcome import Outcome
from recordkit.watch.tally import Tally
from tests.house.offices import on

FILED = Outcome("a.docx", "filed", person="zhouyuan")
REFUSED = Outcome("b.docx", "rejected", person="zhouyuan")


def test_outcomes_are_counted_by_status_and_by_person() -> None:
    tally = Tally.after(None, on(11, 21))
    for outcome in (FILED, FILED, REFUSED, Outcome("c.docx", "filed")):
        tally.add(outcome, on(11, 21))
    assert tally.at(on(11, 21, 23, 59)) == (
        {"filed": 3, "rejected": 1},
        {"zhouyuan": {"filed": 2, "rejected": 1}},
    )


def test_midnight_begins_anew() -> None:
    tally = Tally.after(None, on(11, 21))
    tally.add(FILED, on(11, 21, 23, 59))
    assert tally.at(on(11, 22, 0, 0)) == ({}, {})


def test_a_restart_goes_on_with_the_same_day_and_not_with_yesterday() -> None:
    beat = Heartbeat(on(11, 21), on(11, 20), 1, (), {"filed": 2}, {"zhouyuan": {"filed": 2}})
    tally = Tally.after(beat, on(11, 21, 10))
    tally.add(FILED, on(11, 21, 10))
    assert tally.at(on(11, 21, 11)) == ({"filed": 3}, {"zhouyuan": {"filed": 3}})
    assert Tally.after(replace(beat, at=on(11, 20)), on(11, 21)).at(on(11, 21)) == ({}, {})
