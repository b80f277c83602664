"""An office of four people in a folder of the test's own, opened as its director."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from recordkit.office import Office
from tests.house.offices import founded


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Found one office, which each test's office is a copy of."""
    office = founded(tmp_path_factory.mktemp("founded") / "office")
    office.archive.close()
    return office.root


@pytest.fixture
def office(template: Path, tmp_path: Path) -> Iterator[Office]:
    """Open a copy of the office as its director, and let go of it in the end."""
    root = tmp_path / "office"
    shutil.copytree(template, root)
    opened = Office.open(root)
    yield opened
    opened.archive.close()
