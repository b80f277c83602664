"""What the fault tests begin with: a warm process for each worker, and the scenes, each built once."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.faults.runs import Warm, warmed
from tests.faults.scenes import Scene, filing, sweeping, watching

SCENES = {"file": filing, "sweep": sweeping, "watch": watching}


MEMORY = Path("/dev/shm")


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Path]:
    """Return an empty folder, in memory where there is such a place: a kill is the same there, and a sync costs nothing."""
    if not MEMORY.is_dir():
        yield tmp_path
        return
    with TemporaryDirectory(dir=MEMORY, prefix="recordkit-") as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warm]:
    with warmed(tmp_path_factory.mktemp("runs")) as process:
        yield process


@pytest.fixture(scope="session")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Scene]:
    """Return each scene by its name."""

    @cache
    def built(name: str) -> Scene:
        return SCENES[name](tmp_path_factory.mktemp("scenes") / name)

    return built
