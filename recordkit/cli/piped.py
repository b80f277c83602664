"""Standard input as a file: its format is told by --format or by what it looks like."""

import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from recordkit.errors import BadUsage

FORMATS = ("csv", "json", "jsonl", "yaml", "toml", "xlsx")
_TOML = re.compile(rb"^\s*(\[\[?[^\]\n]+\]\]?|[\w\"'.-]+\s*=\s*\S)", re.MULTILINE)
_YAML = re.compile(rb"^\s*(- |---|[^\s,:\t][^,:\t\n]*:(\s|$))", re.MULTILINE)


@contextmanager
def piped_file(shape: str | None) -> Iterator[Path]:
    """Yield a temporary file that holds standard input, its extension telling the format; raises BadUsage."""
    if shape is not None and shape not in FORMATS:
        raise BadUsage(what="--format", value=shape, remedy=" | ".join(FORMATS))
    content = sys.stdin.buffer.read()
    with TemporaryDirectory(prefix="recordkit-") as folder:
        path = Path(folder) / f"stdin.{shape or sniff(content)}"
        path.write_bytes(content)
        yield path


def sniff(content: bytes) -> str:
    """Return the format that the bytes look like; csv where nothing else fits."""
    body = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    if body.startswith(b"PK"):
        return "xlsx"
    if body.startswith((b"{", b"[{")) or (body.startswith(b"[") and _is_json(body)):
        return "json" if _is_json(body) else "jsonl"
    first = body.splitlines()[0] if body else b""
    if _YAML.match(first):
        return "yaml"
    if _TOML.match(_first_told(body)):
        return "toml"
    return "yaml" if first.startswith(b"#") and _YAML.search(body) else "csv"


def _is_json(body: bytes) -> bool:
    try:
        json.loads(body)
    except ValueError:
        return False
    return True


def _first_told(body: bytes) -> bytes:
    """Return the first line that is no comment."""
    return next(
        (line for line in body.splitlines() if line.strip() and not line.lstrip().startswith(b"#")), b""
    )
