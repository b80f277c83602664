"""All that lies in a folder, as a test compares it."""

from pathlib import Path


def tree(root: Path) -> dict[str, bytes]:
    """Return every file below `root` and what it holds, by its path with `/`."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }
