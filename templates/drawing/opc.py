"""Writing an Office file so that drawing it twice gives the same bytes: fixed times, fixed order, no leftovers."""

from pathlib import Path

from recordkit.documents.package import Parts, read_package, without_part, write_package

# What python-docx's own blank document brings along and no template needs.
DEAD = ("docProps/thumbnail.jpeg", "customXml/", "word/stylesWithEffects.xml")


def read_parts(content: bytes, file: str) -> Parts:
    """Return the parts of an Office file without the library's own leftovers."""
    parts = read_package(content, file=file)
    for name in [each for each in parts if each.startswith(DEAD)]:
        without_part(parts, name, file=file)
    return {name: parts[name] for name in sorted(parts) if not name.startswith(DEAD)}


def write_parts(parts: Parts, path: Path) -> None:
    """Write the parts to `path`."""
    path.write_bytes(write_package(parts))
