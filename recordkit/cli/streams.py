"""Standard output and standard error: what is printed arrives on any console, and no character stops a command."""

import json
import sys


def survive() -> None:
    """Make both streams take every character: ASCII consoles are given UTF-8, others a replacement mark."""
    for stream in (sys.stdout, sys.stderr):
        if not hasattr(stream, "reconfigure"):
            continue
        if _is_ascii(stream.encoding):
            stream.reconfigure(encoding="utf-8", errors="replace")
        else:
            stream.reconfigure(errors="replace")


def out(text: str = "") -> None:
    """Print a line of data."""
    print(text)


def err(text: str) -> None:
    """Print a message, away from the data, after what was printed before it."""
    sys.stdout.flush()
    print(text, file=sys.stderr)


def out_json(data: object) -> None:
    """Print one JSON document; characters outside ASCII are escaped where the console is not UTF-8."""
    utf8 = (sys.stdout.encoding or "").lower().replace("_", "-") in {"utf-8", "utf8", "cp65001"}
    print(json.dumps(data, ensure_ascii=not utf8, indent=2 if sys.stdout.isatty() else None))


def out_line(data: object) -> None:
    """Print one JSON object on a line of its own, at once (the watcher's log)."""
    print(json.dumps(data, ensure_ascii=False), flush=True)


def _is_ascii(encoding: str | None) -> bool:
    return (encoding or "ascii").lower() in {"ascii", "us-ascii", "ansi_x3.4-1968", "646"}
