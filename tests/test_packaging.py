"""What the wheel carries: every shipped type, the archive's format, and nothing of the work tree's drawing scripts."""

import tomllib
from pathlib import Path

from recordkit.templates.folders import SHIPPED, type_folders

ROOT = Path(__file__).parents[1]
WHEEL = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"][
    "wheel"
]


def test_every_shipped_type_is_in_the_wheel_and_no_drawing_script() -> None:
    wanted = {f"templates/{key}": f"recordkit/templates/shipped/{key}" for key in type_folders(SHIPPED)}
    carried = {
        source: target for source, target in WHEEL["force-include"].items() if source.startswith("templates/")
    }
    assert carried == wanted | {"templates/README.md": "recordkit/templates/shipped/README.md"}


def test_the_archives_format_is_in_the_wheel_where_the_archive_looks_for_it() -> None:
    assert WHEEL["force-include"]["archive/README.md"] == "recordkit/archive/README.md"
