"""What was acknowledged is there after the power fails, at whatever instant it fails."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.grounds import demand_mounts
from tests.faults.power import powerless
from tests.faults.runs import Warm
from tests.faults.scenes import Scene, filing_each, naive, standing

pytestmark = pytest.mark.full("mount", "mkfs.ext4", "e2fsck")
CUTS = 8


@pytest.mark.parametrize(("build", "documents", "pace"), [(filing_each, 24, 0.2), (standing, 120, 0.03)])
def test_no_acknowledged_document_is_lost_when_the_power_fails(
    build: Callable[[Path, int], Scene], documents: int, pace: float, warm: Warm, tmp_path: Path
) -> None:
    """The watcher files in batches: the cuts fall before, within and after them."""
    demand_mounts()
    found = powerless(warm, build(tmp_path / "office", documents), tmp_path / "ram", cuts=CUTS, pace=pace)
    assert any(cut.told for cut in found)
    assert [fault for cut in found for fault in cut.violations] == []


@pytest.mark.parametrize("program", ["without_fsync", "copy_delete_insert"])
def test_a_filer_that_does_not_sync_is_seen_to_lose_what_it_acknowledged(
    program: str, warm: Warm, tmp_path: Path
) -> None:
    demand_mounts()
    found = powerless(warm, naive(tmp_path / "office", program, 150), tmp_path / "ram", cuts=CUTS, pace=0.01)
    acknowledged = [cut for cut in found if cut.told]
    lossy = [cut for cut in acknowledged if cut.violations]
    assert acknowledged
    assert len(lossy) > len(acknowledged) / 2
