"""The archive that a test is given: in memory and in a folder, one after the other."""

import shutil
from pathlib import Path

import pytest

from recordkit.archive.archive import Archive
from tests.archive.builders import in_memory, lived_in, on_disk


@pytest.fixture(params=["memory", "folder"])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Archive:
    return in_memory() if request.param == "memory" else on_disk(tmp_path / "archive")


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive in which every kind of event happened; to be copied, never touched."""
    root = tmp_path_factory.mktemp("pristine") / "archive"
    with lived_in(on_disk(root)):
        pass
    return root


@pytest.fixture
def root(pristine: Path, tmp_path: Path) -> Path:
    """A copy of it, to be damaged."""
    return Path(shutil.copytree(pristine, tmp_path / "archive"))
