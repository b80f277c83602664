"""Where types lie: the shipped ones (in the wheel, or beside the code), and an office's own."""

from pathlib import Path

_PACKAGED = Path(__file__).parent / "shipped"
SHIPPED = _PACKAGED if _PACKAGED.is_dir() else Path(__file__).parents[2] / "templates"


def type_folders(root: Path) -> dict[str, Path]:
    """Return the folders of `root` that hold a type.toml, by their names; none if there is no such folder."""
    if not root.is_dir():
        return {}
    return {folder.name: folder for folder in root.iterdir() if (folder / "type.toml").is_file()}
