"""The harness sees: filers as they are written on a first day fail under it, and undisturbed they do not."""

from pathlib import Path

import pytest

from tests.faults.calls import FAMILIES, KILL
from tests.faults.invariants import unsettled
from tests.faults.naive import PROGRAMS
from tests.faults.runs import Warm
from tests.faults.scenes import naive
from tests.faults.trials import tried

pytestmark = pytest.mark.full("strace")


@pytest.mark.parametrize("program", ["copy_delete_insert", "delete_before_commit"])
def test_a_naive_filer_is_seen_to_lose_documents_at_many_calls(
    program: str, warm: Warm, ground: Path
) -> None:
    scene = naive(ground / "naive", program)
    trials = [one for family in FAMILIES for one in tried(warm, scene, family, KILL, ground)]
    lossy = [one for one in trials if any("is lost" in said for said in one.violations)]
    assert len(lossy) > len(trials) / 3


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_naive_filer_that_nobody_disturbs_is_seen_to_be_right(
    program: str, warm: Warm, ground: Path
) -> None:
    scene, root = naive(ground / "naive", program), ground / "run"
    assert warm.run(scene.staged(root)).code == 0
    assert list(unsettled(scene.held(root), scene.drops, [drop.name for drop in scene.drops])) == []
