"""tests of recordkit.watch.report: what waits and since when, as the heartbeat tells it (issue 4, waiting is visible)."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from recordkit.actions.health import SHOWN, Held, InboxHealth, State
from recordkit.actions.sweep import Swept
from recordkit.inbox.scan import Junk
from recordkit.inbox.settle import CHANGING, Waiting
from recordkit.watch.report import EPOCH, Report
from recordkit.wording import Text
from tests.house.offices import AT, on

OPEN = Text("文件正由王芳打开", "open by 王芳")


def report() -> Report:
    return Report(InboxHealth("/in", State.STARTING, on(11, 21)), 0.0)


def test_since_when_a_file_waits_is_told_by_the_clock_and_longest_first() -> None:
    told = report()
    waiting = (Waiting(Path("/in/b.docx"), CHANGING, 95.0), Waiting(Path("/in/骨科/a.docx"), OPEN, 40.0))
    told.scanned(Swept(waiting=waiting), AT, 100.0)
    assert told.health.waiting == (
        Held("骨科/a.docx", OPEN, AT - timedelta(seconds=60)),
        Held("b.docx", CHANGING, AT - timedelta(seconds=5)),
    )
    assert (told.health.waiting_count, told.health.last_scan) == (2, AT)


def test_what_was_put_back_has_no_beginning() -> None:
    told = report()
    told.scanned(Swept(waiting=(Waiting(Path("/in/b.docx"), OPEN, 0.0),)), AT, 100.0)
    assert told.health.waiting == (Held("b.docx", OPEN, None),)


def test_thousands_are_counted_and_some_are_named() -> None:
    told = report()
    waiting = tuple(Waiting(Path(f"/in/{number}"), OPEN, 1.0) for number in range(10_000))
    told.scanned(Swept(waiting=waiting), AT, 100.0)
    assert (len(told.health.waiting), told.health.waiting_count) == (SHOWN, 10_000)


def test_a_state_keeps_its_beginning_while_it_lasts() -> None:
    told = report()
    for hour, state in ((9, State.WATCHING), (10, State.OFFLINE), (11, State.OFFLINE)):
        told.stands(state, on(11, 21, hour))
    assert (told.health.state, told.health.since) == (State.OFFLINE, on(11, 21, 10))


def test_junk_is_old_after_a_day() -> None:
    """INTAKE: junk is ignored, counted, and listed when older than a day."""
    told = report()

    def left(hours: float) -> int:
        return int((AT - EPOCH - timedelta(hours=hours)).total_seconds()) * 10**9

    told.junk(
        [Junk("/in/骨科/~$a.docx", left(25)), Junk("/in/b.tmp", left(23)), Junk("/in/c.tmp", left(0))], AT
    )
    assert (told.health.junk_count, told.health.junk_old, told.health.junk_old_count) == (
        3,
        ("骨科/~$a.docx",),
        1,
    )


def test_progress_counts_each_thing_done() -> None:
    told = report()
    told.note(5.0)
    told.note(6.0)
    assert (told.progress, told.touched) == (2, 6.0)
    assert replace(told.health).state is State.STARTING
