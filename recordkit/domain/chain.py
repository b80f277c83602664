"""The journal's lines: canonical JSON, each chained by SHA-256 to the line before (ARCHIVE.md; 2-5, 4-7 of DA/T 70).

Law: any change to any byte of any line changes its hash, or breaks the link of the line after it.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

GENESIS = "0" * 64


def canonical(value: object) -> bytes:
    """Return `value` as canonical JSON: keys sorted, no spaces, UTF-8, no NaN."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def sha256(content: bytes) -> str:
    """Return the SHA-256 of `content` as 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


class BrokenLine(ValueError):
    """A journal line that is not what was written: `reason` says how."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Head:
    """Where the chain stands: the last line's seq (0: none yet) and hash."""

    seq: int = 0
    hash: str = GENESIS


@dataclass(frozen=True, slots=True)
class Line:
    """One commit: its events happen all together or not at all."""

    seq: int
    at: datetime
    events: Sequence[Mapping[str, object]]
    prev: str
    hash: str

    @property
    def head(self) -> Head:
        """The chain's head once this line stands."""
        return Head(self.seq, self.hash)

    def encode(self) -> bytes:
        """Return the line as it is written: canonical JSON and a newline."""
        return canonical({**self._body(), "hash": self.hash}) + b"\n"

    def digest(self) -> str:
        """Return the hash that belongs to the line: the SHA-256 of it without its hash."""
        return sha256(canonical(self._body()))

    def _body(self) -> dict[str, object]:
        return {"seq": self.seq, "at": utc(self.at), "events": list(self.events), "prev": self.prev}


def link(head: Head, at: datetime, events: Sequence[Mapping[str, object]]) -> Line:
    """Return the line that follows `head` with these events at the aware instant `at`."""
    draft = Line(head.seq + 1, at, events, head.hash, "")
    return replace(draft, hash=draft.digest())


def decode(raw: bytes, head: Head) -> Line:
    """Return the line that `raw` (with its newline) holds, checked against the head before it; raises BrokenLine."""
    if not raw.endswith(b"\n"):
        raise BrokenLine("torn")
    try:
        fields = json.loads(raw)
        line = Line(fields["seq"], parse_utc(fields["at"]), fields["events"], fields["prev"], fields["hash"])
        sound = line.encode() == raw and line.hash == line.digest()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise BrokenLine("unreadable") from None
    if line.seq != head.seq + 1:
        raise BrokenLine("sequence")
    if line.prev != head.hash:
        raise BrokenLine("link")
    if not sound:
        raise BrokenLine("hash")
    return line


def utc(at: datetime) -> str:
    """Return an aware instant as the journal writes it: UTC, ISO 8601, microseconds, Z."""
    if at.tzinfo is None:
        raise ValueError("an instant is aware")
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def parse_utc(text: str) -> datetime:
    """Return the aware instant that the journal's text names; raises ValueError."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
