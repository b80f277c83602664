"""What every test shares: the tests marked `full` run under `make test-full`, and say aloud what they miss."""

import os
import shutil

import pytest

FULL = os.environ.get("RECORDKIT_FULL") == "1"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip, by name, what needs a system package that is not here or that only the full run pays for."""
    for item in items:
        mark = item.get_closest_marker("full")
        if mark is None:
            continue
        programs = [str(program) for program in mark.args]
        missing = [program for program in programs if shutil.which(program) is None]
        if missing:
            item.add_marker(pytest.mark.skip(reason=f"needs {', '.join(missing)}"))
        elif not FULL:
            item.add_marker(pytest.mark.skip(reason="runs under make test-full"))
