"""tests of recordkit.guard.xml: entity bombs, external entities, depth and number of nodes."""

import pytest

from recordkit.errors import NotReadable, TooLarge
from recordkit.guard.limits import Limits
from recordkit.guard.xml import parse

BOMB = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>"""
EXTERNAL = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>"""


def test_plain_xml_is_parsed_without_comments_and_instructions() -> None:
    root = parse("<a><!-- x --><?rk 1?><b>甲</b></a>".encode(), file="a.xml")
    assert [(child.tag, child.text) for child in root] == [("b", "甲")]


@pytest.mark.parametrize(
    "content",
    [
        BOMB,
        EXTERNAL,
        b"<!DOCTYPE a><a/>",
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a><a/>'.encode("utf-16"),
    ],
)
def test_a_dtd_is_refused(content: bytes) -> None:
    with pytest.raises(NotReadable, match="DTD"):
        parse(content, file="a.xml")


@pytest.mark.parametrize("content", [b"", b"<a>", b"<a></b>", b"<a>&b;</a>", b"<a>\x01</a>", b"<a/><b/>"])
def test_what_is_not_well_formed_is_refused_and_never_mended(content: bytes) -> None:
    with pytest.raises(NotReadable, match="not well-formed"):
        parse(content, file="a.xml")


def test_too_many_nodes_are_refused() -> None:
    limits = Limits(xml_nodes=5)
    assert len(parse(b"<a><b></b><b/><b/><b/></a>", limits, file="a.xml")) == 4
    with pytest.raises(TooLarge, match="XML nodes 6 > 5"):
        parse(b"<a><b/><b/><b/><b/><b/></a>", limits, file="a.xml")


@pytest.mark.parametrize("depth", [21, 300, 5_000])
def test_deep_nesting_is_refused(depth: int) -> None:
    limits = Limits(depth=20)
    parse(b"<a>" * 20 + b"</a>" * 20, limits, file="a.xml")
    with pytest.raises(TooLarge, match="depth"):
        parse(b"<a>" * depth + b"</a>" * depth, limits, file="a.xml")
