"""tests of recordkit.documents.tags: what is a tag, what is a slip, and what nests."""

import pytest

from recordkit.documents.tags import Kind, Placed, Scope, scan, unbalanced
from recordkit.wording import Text

HERE = Text("此处", "here")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("无标签 {} { } % 50%", []),
        ("{{ a }}", [(Kind.VALUE, Scope.INLINE, "a")]),
        ("x{{a}}y{{ b|money }}z", [(Kind.VALUE, Scope.INLINE, "a"), (Kind.VALUE, Scope.INLINE, "b|money")]),
        ("{%tr for r in rows %}", [(Kind.BLOCK, Scope.ROW, "for r in rows")]),
        ("{%p if a %}", [(Kind.BLOCK, Scope.PARAGRAPH, "if a")]),
        ("{% tc endfor %}", [(Kind.BLOCK, Scope.CELL, "endfor")]),
        ("{# note #}{#tr note #}", [(Kind.COMMENT, Scope.INLINE, "note"), (Kind.COMMENT, Scope.ROW, "note")]),
        ("{% if a == “是” %}", [(Kind.BLOCK, Scope.INLINE, 'if a == "是"')]),
    ],
)
def test_tags_are_found_in_their_order(text: str, found: list[tuple[Kind, Scope, str]]) -> None:
    tags, slips = scan(text)
    assert [(tag.kind, tag.scope, tag.body) for tag in tags] == found
    assert [text[tag.start : tag.end] for tag in tags] == [tag.raw for tag in tags]
    assert slips == []


@pytest.mark.parametrize(
    ("text", "raw", "said"),
    [
        ("｛｛ name ｝｝", "｛｛ name ｝｝", "full-width"),
        ("{{ a }} 和 ｛% if b %｝", "｛% if b %｝", "full-width"),
        ("{％ if b ％}", "{％ if b ％}", "full-width"),
        ("{{ a", "{{ a", "not closed"),
        ("{{ a {{ b }}", "{{ a", "not closed"),
        ("a }}", "}}", "not closed"),
        ("{% if a", "{% if a", "not closed"),
        ("{{ a ｝｝", "{{ a ｝｝", "not closed"),
    ],
)
def test_slips_of_the_keyboard_are_found(text: str, raw: str, said: str) -> None:
    _, slips = scan(text)
    assert [slip.raw for slip in slips] == [raw]
    assert said in slips[0].what.en


def placed(*texts: str, homes: str = "") -> list[Placed]:
    found = [scan(text)[0][0] for text in texts]
    return [Placed(tag, HERE, home) for tag, home in zip(found, homes or "a" * len(found), strict=True)]


@pytest.mark.parametrize(
    "texts",
    [
        (),
        ("{{ a }}", "{# for #}"),
        ("{% for a in b %}", "{% if a %}", "{% elif c %}", "{% else %}", "{% endif %}", "{% endfor %}"),
        ("{% for a in b %}", "{% else %}", "{% endfor %}"),
    ],
)
def test_blocks_that_nest_have_no_fault(texts: tuple[str, ...]) -> None:
    assert unbalanced(placed(*texts)) == []


@pytest.mark.parametrize(
    ("texts", "homes", "said"),
    [
        (("{%tr for a in b %}",), "a", ["add {%tr endfor %}"]),
        (("{% if a %}", "{% if b %}"), "aa", ["add {% endif %}", "add {% endif %}"]),
        (("{% endif %}",), "a", ["nothing was begun"]),
        (("{% for a in b %}", "{% endif %}"), "aa", ["nothing was begun"]),
        (("{% for a in b %}", "{% elif c %}", "{% endfor %}"), "aaa", ["nothing was begun"]),
        (("{% if a %}", "{% endif %}"), "ab", ["another paragraph"]),
        (("{% if a %}", "{% else %}", "{% endif %}"), "aba", ["another paragraph"]),
    ],
)
def test_blocks_that_do_not_nest_are_faults(texts: tuple[str, ...], homes: str, said: list[str]) -> None:
    faults = unbalanced(placed(*texts, homes=homes))
    assert len(faults) == len(said)
    assert all(words in fault.say("en") for words, fault in zip(said, faults, strict=True))
