"""The archive that a test is given: in memory and in a folder, one after the other."""

from pathlib import Path

import pytest

from recordkit.archive.archive import Archive
from tests.archive.builders import in_memory, on_disk


@pytest.fixture(params=["memory", "folder"])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Archive:
    return in_memory() if request.param == "memory" else on_disk(tmp_path / "archive")
