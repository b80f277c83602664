"""The journal's chain: any change of any byte is found (DA/T 70; ARCHIVE.md)."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordkit.domain.chain import (
    GENESIS,
    BrokenLine,
    Head,
    Line,
    canonical,
    decode,
    decode_again,
    link,
    parse_utc,
    sha256,
    utc,
)
from tests.house.types import SHANGHAI

AT = datetime(2026, 11, 9, 15, 0, 0, 123, tzinfo=SHANGHAI)
TEXTS = st.text(st.characters(codec="utf-8"), max_size=12)
EVENTS = st.lists(
    st.dictionaries(TEXTS, TEXTS | st.integers() | st.booleans() | st.none(), max_size=3), max_size=3
)
START = Head()
MOMENTS = st.datetimes(timezones=st.just(UTC))


def _lines(batches: Sequence[Sequence[dict[str, object]]]) -> list[Line]:
    lines: list[Line] = []
    for events in batches:
        lines.append(link(lines[-1].head if lines else Head(), AT, events))
    return lines


def _reason(raw: bytes, head: Head = START) -> str:
    """Return why a line is broken, which both readings must say alike."""
    with pytest.raises(BrokenLine) as broken:
        decode(raw, head)
    with pytest.raises(BrokenLine) as again:
        decode_again(raw, head)
    assert again.value.reason == broken.value.reason
    return broken.value.reason


@given(st.lists(EVENTS, min_size=1, max_size=4))
def test_what_was_written_is_read(batches: list[list[dict[str, object]]]) -> None:
    head = Head()
    for line in _lines(batches):
        assert decode(line.encode(), head) == decode_again(line.encode(), head) == line
        head = line.head


@given(EVENTS)
def test_a_line_read_again_has_the_text_of_each_event(events: list[dict[str, object]]) -> None:
    line = decode_again(link(Head(), AT, events).encode(), Head())
    assert not line.texts or [text.encode() for text in line.texts] == [
        utc(AT).encode(),
        *map(canonical, events),
    ]


def test_the_first_line_of_a_later_start_follows_the_line_before_it() -> None:
    first, second = _lines([[{"verb": "filed"}], [{"verb": "read"}]])
    assert decode_again(second.encode(), first) == second
    assert decode(second.encode(), first) == second


@given(EVENTS, st.data())
def test_any_changed_byte_is_found(events: list[dict[str, object]], data: st.DataObject) -> None:
    raw = bytearray(link(Head(), AT, events).encode())
    place = data.draw(st.integers(0, len(raw) - 1))
    raw[place] ^= data.draw(st.integers(1, 255))
    assert _reason(bytes(raw)) in {"torn", "unreadable", "sequence", "link", "hash"}


@given(EVENTS, st.data())
def test_any_byte_put_in_or_taken_out_is_found(events: list[dict[str, object]], data: st.DataObject) -> None:
    raw = link(Head(), AT, events).encode()
    place = data.draw(st.integers(0, len(raw) - 1))
    assert _reason(raw[:place] + raw[place + 1 :])
    assert _reason(raw[:place] + data.draw(st.binary(min_size=1, max_size=3)) + raw[place:])


@given(st.lists(EVENTS, min_size=2, max_size=5), st.data())
def test_a_line_taken_out_or_swapped_is_found(
    batches: list[list[dict[str, object]]], data: st.DataObject
) -> None:
    lines = _lines(batches)
    place = data.draw(st.integers(0, len(lines) - 2))
    before = lines[place - 1].head if place else Head()
    assert _reason(lines[place + 1].encode(), before) == "sequence"


def test_a_line_of_another_past_is_found() -> None:
    ours, theirs = link(Head(), AT, [{"verb": "filed"}]), link(Head(), AT, [{"verb": "read"}])
    assert _reason(link(theirs.head, AT, []).encode(), ours.head) == "link"


def _forged(**changed: object) -> bytes:
    """Return a canonical line with changed fields and the hash that the sound line had."""
    line = json.loads(link(Head(), AT, [{"verb": "filed"}]).encode())
    return canonical({**line, **changed}) + b"\n"


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"seq": 1.0}, "hash"),
        ({"seq": True}, "hash"),
        ({"seq": 2}, "sequence"),
        ({"seq": None}, "sequence"),
        ({"extra": 1}, "hash"),
        ({"events": [{"verb": "read"}]}, "hash"),
        ({"events": {"verb": "filed"}}, "hash"),
        ({"events": 5}, "unreadable"),
        ({"at": "2026-11-09T07:00:00.000124Z"}, "hash"),
        ({"at": "2026-11-09"}, "unreadable"),
        ({"at": None}, "unreadable"),
        ({"prev": "1" * 64}, "link"),
        ({"hash": "0" * 64}, "hash"),
    ],
)
def test_a_changed_field_is_found(changed: dict[str, object], reason: str) -> None:
    assert _reason(_forged(**changed)) == reason


@pytest.mark.parametrize(
    "raw",
    [
        b"\n",
        b"[]\n",
        b"5\n",
        b"null\n",
        b'{"seq":1}\n',
        b"\xff\n",
        b"[" * 100_000 + b"\n",
        _forged().replace(b'"filed"', b"NaN"),
        _forged().replace(b'"filed"', b'"\\ud800"'),
    ],
)
def test_what_is_no_line_is_unreadable(raw: bytes) -> None:
    assert _reason(raw) == "unreadable"


def test_spaces_and_another_order_are_no_canonical_line() -> None:
    raw = link(Head(), AT, []).encode()
    fields = json.loads(raw)
    assert _reason(json.dumps(fields, sort_keys=True).encode() + b"\n") == "hash"
    assert _reason(canonical(fields).replace(b'"seq":1', b'"seq":01') + b"\n") == "unreadable"
    assert (
        _reason(json.dumps(dict(reversed(fields.items())), separators=(",", ":")).encode() + b"\n") == "hash"
    )


NOT_CANONICAL = [
    b'{"at":"2026-11-09T07:00:00.000123Z","events":[{"verb":"filed", "by":"x"}],"prev":"%s","seq":1}',
    b'{"at":"2026-11-09T07:00:00.000123Z","events":[{"verb":"filed","by":"x"}],"prev":"%s","seq":1}',
    b'{"at":"2026-11-09T07:00:00.000123Z","events":[{"by":"x","by":"y"}],"prev":"%s","seq":1}',
    b'{"at":"2026-11-09T07:00:00.000123Z","events":[1e2],"prev":"%s","seq":1}',
]


@pytest.mark.parametrize("body", NOT_CANONICAL)
def test_a_line_in_another_form_is_found_by_the_strict_reading_even_with_a_hash_that_fits(
    body: bytes,
) -> None:
    said = body % GENESIS.encode()
    raw = said.replace(b',"prev"', b',"hash":"%s","prev"' % sha256(said).encode()) + b"\n"
    assert decode_again(raw, Head()).hash == sha256(said)
    with pytest.raises(BrokenLine) as broken:
        decode(raw, Head())
    assert broken.value.reason == "hash"


@pytest.mark.parametrize("events", [b"[NaN]", b"[{}", b"[{},]", b"[{}{}]", b"[,]", b'["\\ud800"]', b"[[]]]"])
def test_nonsense_with_a_hash_that_fits_is_found_by_both(events: bytes) -> None:
    said = b'{"at":"2026-11-09T07:00:00.000123Z","events":%s,"prev":"%s","seq":1}' % (
        events,
        GENESIS.encode(),
    )
    raw = said.replace(b',"prev"', b',"hash":"%s","prev"' % sha256(said).encode()) + b"\n"
    assert _reason(raw) == "unreadable"


def test_a_line_without_its_newline_never_happened() -> None:
    assert _reason(link(Head(), AT, []).encode()[:-1]) == "torn"


def test_the_first_line_is_what_the_readme_says_it_is() -> None:
    line = link(Head(), AT, [{"verb": "founded", "by": "王芳"}])
    body = (
        '{"at":"2026-11-09T07:00:00.000123Z","events":[{"by":"王芳","verb":"founded"}],'
        f'"prev":"{GENESIS}","seq":1}}'
    )
    assert line.hash == sha256(body.encode())
    assert line.encode() == body.replace('"prev"', f'"hash":"{line.hash}","prev"').encode() + b"\n"


def test_canonical_json_has_sorted_keys_no_spaces_and_no_nan() -> None:
    assert canonical({"b": [1, None], "a": "家"}) == '{"a":"家","b":[1,null]}'.encode()
    with pytest.raises(ValueError, match="JSON"):
        canonical(float("nan"))


@given(MOMENTS)
def test_an_instant_reads_as_it_was_written(moment: datetime) -> None:
    assert parse_utc(utc(moment)) == moment


def test_an_instant_is_written_in_utc_and_never_naive() -> None:
    assert utc(AT) == "2026-11-09T07:00:00.000123Z"
    assert parse_utc(utc(AT)).tzinfo is UTC
    with pytest.raises(ValueError, match="aware"):
        utc(AT.replace(tzinfo=None))
