"""Loses nothing, whichever system call is the last one, or fails: ARCHIVE.md, How it is tested."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.calls import KILL
from tests.faults.runs import Warm
from tests.faults.scenes import Scene
from tests.faults.trials import report, tried

pytestmark = pytest.mark.full("strace")
ERRORS = ("error=ENOSPC", "error=EIO", "error=EACCES")
families = pytest.mark.parametrize("family", ["open", "write", "sync", "name"])


@families
@pytest.mark.parametrize("name", ["file", "sweep", "watch"])
def test_a_run_that_is_killed_at_any_call_loses_nothing(
    name: str, family: str, warm: Warm, scene: Callable[[str], Scene], ground: Path
) -> None:
    """`sweep` is all that `watch --once` does to the documents; `watch` itself has its threads and processes around it."""
    trials = tried(warm, scene(name), family, KILL, ground, cache_every=12 if name == "watch" else 3)
    assert not report(trials), report(trials)
    assert any(trial.hit for trial in trials)


@families
@pytest.mark.parametrize("effect", ERRORS)
@pytest.mark.parametrize("name", ["file", "sweep"])
def test_a_run_in_which_any_call_fails_loses_nothing_and_ends_in_words(
    name: str, effect: str, family: str, warm: Warm, scene: Callable[[str], Scene], ground: Path
) -> None:
    trials = tried(warm, scene(name), family, effect, ground, cache_every=12)
    assert not report(trials), report(trials)
