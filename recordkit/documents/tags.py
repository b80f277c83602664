"""Template tags in plain text: `{{ value }}`, `{% block %}`, `{# comment #}`; what a clerk mistyped is a slip.

Block tags nest, and a block ends where it began: in the same paragraph, cell, table or page part.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from recordkit.documents.faults import Fault
from recordkit.wording import Text


class Kind(Enum):
    """What a tag does; the value is its opening mark."""

    VALUE = "{{"
    BLOCK = "{%"
    COMMENT = "{#"
    LITERAL = "{_"


class Scope(Enum):
    """What a tag stands for; the value is the word behind its opening mark."""

    INLINE = ""
    RUN = "r"
    PARAGRAPH = "p"
    ROW = "tr"
    CELL = "tc"


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag: `body` is what stands inside, `raw` what the clerk wrote, start and end its place in the text."""

    kind: Kind
    scope: Scope
    body: str
    raw: str
    start: int
    end: int

    @property
    def word(self) -> str:
        """Return the first word of the body, such as for or endif."""
        return self.body.split(maxsplit=1)[0] if self.body else ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A tag at its place; `home` is the element in which it stands, and in which its block must end."""

    tag: Tag
    place: Text
    home: object


@dataclass(frozen=True, slots=True)
class Slip:
    """Braces that open or close nothing."""

    raw: str
    what: Text


OPENERS = (Kind.VALUE, Kind.BLOCK, Kind.COMMENT)
CLOSERS = {Kind.VALUE: "}}", Kind.BLOCK: "%}", Kind.COMMENT: "#}"}
# What the clerk writes for braces that are to be read as braces, and what they become (Word only).
LITERALS = {"{_{": "{{", "}_}": "}}", "{_%": "{%", "%_}": "%}"}
LITERAL = re.compile("|".join(map(re.escape, LITERALS)))
# `{{ r x }}` of a value named r is no run: what follows the word then carries on an expression.
CARRIES_ON = re.compile(r"[|+\-*/%~=!<>)\]},.(\[]|(?:if|else|is|in|and|or|not)\b")
STRAY = ("{{", "{%", "{#", "}}", "%}")
HALF_WIDTH = str.maketrans("｛｝％＃", "{}%#")
# Word's AutoCorrect turns the quotes of 'x' into these.
STRAIGHT_QUOTES = str.maketrans("“”‘’\u00a0", "\"\"'' ")
BEGINNINGS = {"for": "endfor", "if": "endif"}
MIDDLES = {"else": ("if", "for"), "elif": ("if",)}
ENDINGS = {end: begin for begin, end in BEGINNINGS.items()}

NOT_CLOSED = Text(
    "标签没有成对的括号。请写成 {{ … }} 或 {% … %}", "the tag is not closed: write {{ … }} or {% … %}"
)
FULL_WIDTH = Text(
    "用了全角括号。请切换到英文输入法重写为 {{ … }}",
    "full-width braces: type it again as {{ … }} with half-width braces",
)
NEVER_ENDED = Text("没有结束标签。请补上 {}", "the block is not ended: add {}")
NEVER_BEGUN = Text(
    "没有对应的开始标签。请删除, 或补上开始标签", "nothing was begun here: delete it, or add the beginning"
)
OTHER_HOME = Text(
    "开始标签在{}, 两者不在同一段落、单元格或表格内。请改用 {{%p … %}} 或 {{%tr … %}}, 或移到一处",
    "its block began in {}, in another paragraph, cell or table: use {{%p … %}} or {{%tr … %}}, or bring them together",
)


def scan(text: str, *, word: bool = False) -> tuple[list[Tag], list[Slip]]:
    """Return the tags of `text` in their order, and the slips between them.

    In `word` there are more: `{%r`, `{{r`, `{{p`, `{%- -%}` and the literal braces `{_{ }_}`.
    """
    tags = list(_tags(text, word=word))
    edges = [0, *(edge for tag in tags for edge in (tag.start, tag.end)), len(text)]
    gaps = [text[edges[i] : edges[i + 1]] for i in range(0, len(edges), 2)]
    return tags, [slip for gap in gaps if (slip := _slip(gap)) is not None]


def unbalanced(placed: Sequence[Placed]) -> list[Fault]:
    """Return the faults of blocks that are not begun, not ended, or ended elsewhere than begun."""
    faults: list[Fault] = []
    open_blocks: list[Placed] = []
    for each in placed:
        word = each.tag.word if each.tag.kind is Kind.BLOCK else ""
        if word in BEGINNINGS:
            open_blocks.append(each)
        elif word in ENDINGS or word in MIDDLES:
            faults += _misplaced(each, open_blocks)
            if word in ENDINGS and open_blocks:
                open_blocks.pop()
    return faults + [_never_ended(each) for each in open_blocks]


def _tags(text: str, *, word: bool) -> Iterator[Tag]:
    at = 0
    while (found := _opening(text, at, word=word)) is not None:
        start, kind = found
        if kind is Kind.LITERAL:
            at, raw = start + 3, text[start : start + 3]
            yield Tag(kind, Scope.INLINE, LITERALS[raw], raw, start, at)
            continue
        stop = text.find(CLOSERS[kind], start + 2)
        inner = text[start + 2 : stop]
        if stop < 0 or any(kind.value in inner for kind in (Kind.VALUE, Kind.BLOCK)):
            at = start + 2  # not closed before the next begins: left in the gap, where it is a slip
            continue
        if word and kind is Kind.BLOCK:
            inner = inner.removeprefix("-").removesuffix("-")
        scope, body = _word_scoped(kind, inner) if word else _scoped(kind, inner)
        at = stop + 2
        yield Tag(kind, scope, body.translate(STRAIGHT_QUOTES).strip(), text[start:at], start, at)


def _opening(text: str, at: int, *, word: bool) -> tuple[int, Kind] | None:
    places = [(place, kind) for kind in OPENERS if (place := text.find(kind.value, at)) >= 0]
    if word and (literal := LITERAL.search(text, at)) is not None:
        places.append((literal.start(), Kind.LITERAL))
    return min(places, key=lambda found: found[0], default=None)


def _scoped(kind: Kind, inner: str) -> tuple[Scope, str]:
    words = inner.split(maxsplit=1)
    if kind is Kind.VALUE or not words or (kind is Kind.COMMENT and inner[0].isspace()):
        return Scope.INLINE, inner
    if words[0] in {"p", "tr", "tc"}:
        return Scope(words[0]), words[1] if len(words) > 1 else ""
    return Scope.INLINE, inner


def _word_scoped(kind: Kind, inner: str) -> tuple[Scope, str]:
    words = inner.split(maxsplit=1)
    if len(words) < 2 or kind is Kind.COMMENT:
        return _scoped(kind, inner)
    if kind is Kind.BLOCK:
        return (Scope.RUN, words[1]) if words[0] == "r" else _scoped(kind, inner)
    if words[0] not in {"r", "p"} or inner[0].isspace() or CARRIES_ON.match(words[1]):
        return Scope.INLINE, inner
    return Scope(words[0]), words[1]


def _slip(gap: str) -> Slip | None:
    half = gap.translate(HALF_WIDTH)
    places = [place for mark in STRAY if (place := half.find(mark)) >= 0]
    if not places:
        return None
    at = min(places)
    raw = gap[at : at + 30].strip()
    return Slip(raw, NOT_CLOSED if any(mark in gap for mark in STRAY) else FULL_WIDTH)


def _misplaced(each: Placed, open_blocks: Sequence[Placed]) -> list[Fault]:
    word = each.tag.word
    wanted = MIDDLES.get(word) or (ENDINGS[word],)
    if not open_blocks or open_blocks[-1].tag.word not in wanted:
        return [Fault(each.place, each.tag.raw, NEVER_BEGUN)]
    begun = open_blocks[-1]
    if begun.home is each.home:
        return []
    what = Text(OTHER_HOME.zh.format(begun.place.zh), OTHER_HOME.en.format(begun.place.en))
    return [Fault(each.place, each.tag.raw, what)]


def _never_ended(each: Placed) -> Fault:
    scope = f"{each.tag.scope.value} " if each.tag.scope is not Scope.INLINE else " "
    ending = "{%" + scope + BEGINNINGS[each.tag.word] + " %}"
    return Fault(each.place, each.tag.raw, Text(NEVER_ENDED.zh.format(ending), NEVER_ENDED.en.format(ending)))
