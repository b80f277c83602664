"""An office of four people in a folder of the test's own, opened as its director."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from recordkit.archive.archive import Archive
from recordkit.office import Office
from recordkit.templates.shelf import Shelf
from tests.house.offices import founded


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Found one office, which each test's office is a copy of; its types are the shipped ones, read once."""
    office = founded(tmp_path_factory.mktemp("founded") / "office")
    office.archive.close()
    return replace(office, types=Shelf())


def copy_of(template: Office, root: Path) -> Office:
    """Return a copy of the office at `root`; `reopened` gives it types of its own."""
    shutil.copytree(template.root, root)
    return replace(template, root=root, archive=Archive.open(root / "archive"))


@pytest.fixture
def office(template: Office, tmp_path: Path) -> Iterator[Office]:
    """Copy the office, and let go of it in the end."""
    opened = copy_of(template, tmp_path / "office")
    yield opened
    opened.archive.close()
