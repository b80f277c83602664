"""The journal's lines: canonical JSON, each chained by SHA-256 to the line before (ARCHIVE.md; 2-5, 4-7 of DA/T 70).

Law: any change to any byte of any line changes its hash, or breaks the link of the line after it.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

GENESIS = "0" * 64


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
_BEGIN = re.compile(rb'\{"at":"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)","events":(?=\[)')
_HASH = b',"hash":"'
_HASH_BYTES = len(_HASH) + 64
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)


def canonical(value: object) -> bytes:
    """Return `value` as canonical JSON: keys sorted, no spaces, UTF-8, no NaN."""
    return _ENCODER.encode(value).encode()


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
    """One commit: its events happen all together or not at all.

    `texts` is its instant and then each event as the journal writes them, where they were read from there.
    """

    seq: int
    at: datetime
    events: Sequence[Mapping[str, object]]
    prev: str
    hash: str
    texts: Sequence[str] = field(default=(), compare=False, repr=False)

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


def decode(raw: bytes, head: Head | Line) -> Line:
    """Return the line that `raw` (with its newline) holds, checked against the head (or line) before it; raises BrokenLine."""
    line = _recognised(raw, head)
    return line if line is not None and line.encode() == raw else _decoded(raw, head)


def decode_again(raw: bytes, head: Head | Line) -> Line:
    """Return the line as `decode` does, four times as fast: that its bytes have their hash is checked, their form is not.

    A change of any byte is found as well. What only `decode` finds is a line that was made, hash and all, by somebody who
    does not write canonical JSON.
    """
    return _recognised(raw, head) or _decoded(raw, head)


def _recognised(raw: bytes, head: Head | Line) -> Line | None:
    """Return the line if `raw` begins and ends as the line after `head` does, and the rest of its bytes have its hash."""
    begin, end = _BEGIN.match(raw), b'","prev":"%s","seq":%d}\n' % (head.hash.encode(), head.seq + 1)
    hashed = len(raw) - len(end)  # where the hash ends, and begins with its key so many bytes before
    said = hashed - _HASH_BYTES
    if begin is None or not raw.endswith(end) or raw[said : said + len(_HASH)] != _HASH or b"\\" in raw:
        return None
    digest = hashlib.sha256(raw[:said])
    digest.update(raw[hashed + 1 : -1])
    if (hash_ := digest.hexdigest()).encode() != raw[hashed - 64 : hashed]:
        return None
    try:
        events, texts = _events(raw[begin.end() + 1 : said].decode())
        stamp = begin[1].decode()
        return Line(head.seq + 1, datetime.fromisoformat(stamp), events, head.hash, hash_, (stamp, *texts))
    except (ValueError, RecursionError):
        return None


def _events(text: str) -> tuple[list[Mapping[str, object]], list[str]]:
    """Return the events of a list without its opening bracket, and the text of each; raises ValueError."""
    events: list[Mapping[str, object]] = []
    texts: list[str] = []
    place = 0
    while text != "]":
        event, end = _DECODER.raw_decode(text, place)
        events.append(event)
        texts.append(text[place:end])
        if end == len(text) - 1 and text[end] == "]":
            break
        if not text.startswith(",", end):
            raise ValueError(text)
        place = end + 1
    return events, texts


def _no_number(text: str) -> object:
    raise ValueError(text)


_DECODER = json.JSONDecoder(parse_constant=_no_number)


def _decoded(raw: bytes, head: Head | Line) -> Line:
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
    at = at.astimezone(UTC)
    day, clock = (at.year, at.month, at.day), (at.hour, at.minute, at.second, at.microsecond)
    return "%04d-%02d-%02dT%02d:%02d:%02d.%06dZ" % (*day, *clock)  # noqa: UP031 - half the time of isoformat


def parse_utc(text: str) -> datetime:
    """Return the aware instant that the journal's text names; raises ValueError."""
    if not _INSTANT.fullmatch(text):
        raise ValueError(f"no instant: {text!r}")
    return datetime.fromisoformat(text)
