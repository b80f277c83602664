"""What every test shares: the tests marked `full` run under `make test-full`, and say aloud what they miss.

A law is tried on few examples in `make test`, other ones each time, and on many in `make test-full`.
"""

import os
import shutil

import pytest
from hypothesis import HealthCheck, settings

FULL = os.environ.get("RECORDKIT_FULL") == "1"

# no deadline for one example, nor for making it: a loaded machine is no fault of the code
settings.register_profile(
    "quick", max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("full", settings.get_profile("quick"), max_examples=300)
settings.load_profile("full" if FULL else "quick")


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
