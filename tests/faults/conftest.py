"""What the fault tests begin with: a warm process for each worker, and the scenes, each built once."""

from collections.abc import Callable, Iterator
from functools import cache

import pytest

from tests.faults.runs import Warm, warmed
from tests.faults.scenes import Scene, filing, sweeping, watching

SCENES = {"file": filing, "sweep": sweeping, "watch": watching}


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
