"""Text that brings its own formatting into a Word template: `{{r x}}`, `{{p x}}`; its words are escaped, always."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypedDict, Unpack
from xml.sax.saxutils import quoteattr

from recordkit.documents.faults import Unfit
from recordkit.documents.sandbox import text_of
from recordkit.wording import Text

HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
UNDERLINES = "single double thick dotted dash dotDash dotDotDash wave words".split()
COLOUR = re.compile(r"#?([0-9A-Fa-f]{6}|auto)")
RELATED = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
UNCUT = Text(
    "此处的段落不能拆分(在链接、控件或分节段落中)",
    "this paragraph cannot be cut here: a link, a control or a section break",
)
Relate = Callable[[str], str]  # an address -> the id of its relationship
ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
CONTROLS = {"\n": "<w:br/>", "\t": "<w:tab/>", "\f": '<w:br w:type="page"/>'}
BREAKS = {ord("\f"): None, ord("\a"): None}
CONTROL = re.compile("([\n\t\f])")


class Look(TypedDict, total=False):
    """How a piece of rich text looks; `size` in points, colours as RRGGBB, `font` may name a region (eastAsia:宋体)."""

    style: str
    font: str
    size: float
    color: str
    highlight: str
    bold: bool
    italic: bool
    underline: bool | str
    strike: bool
    subscript: bool
    superscript: bool
    rtl: bool
    lang: str
    link: str


@dataclass(slots=True)
class Piece:
    """A piece of text and its look."""

    text: str
    look: Look


class RichText:
    """Runs of text for `{{r x}}` (and for `{{ x }}`), each with a look of its own."""

    def __init__(self, text: object = "", **look: Unpack[Look]) -> None:
        self._pieces: list[Piece] = []
        if text != "":
            self.add(text, **look)

    def add(self, text: object, **look: Unpack[Look]) -> "RichText":
        """Add a piece (line breaks, tabs and page breaks kept), or all of another rich text; return this one.

        Raises ValueError for a colour, size or underline that Word does not have, Unfit for text that it cannot hold.
        """
        if isinstance(text, RichText):
            self._pieces += text.pieces()
            return self
        # These two breaks are for us alone: XML cannot hold them.
        text_of(str(text).translate(BREAKS))
        written = text_of(text) if not isinstance(text, str) else text
        properties_of(look)
        self._pieces.append(Piece(written, look))
        return self

    def pieces(self) -> "tuple[Piece, ...]":
        """Return the pieces with their looks."""
        return tuple(self._pieces)

    def xml(self, relate: Relate, again: str | None = None) -> str:
        r"""Return the runs; `relate` gives the id of a link's relationship, `again` ends a paragraph and begins the next.

        Raises Unfit for \a where the paragraph cannot be cut (`again` is None).
        """
        if again is None and any("\a" in piece.text for piece in self._pieces):
            raise Unfit(UNCUT)
        return "".join(_run(piece, relate, again or "") for piece in self._pieces)

    def __str__(self) -> str:
        return "".join(piece.text for piece in self._pieces)


@dataclass(slots=True)
class RichTextParagraph:
    """Whole paragraphs for `{{p x}}`, each with its paragraph style."""

    _paragraphs: list[tuple[RichText, str]] = field(default_factory=list)

    def add(self, text: object, style: str = "") -> "RichTextParagraph":
        """Add a paragraph of rich or plain text; return this one."""
        self._paragraphs.append((text if isinstance(text, RichText) else RichText(text), style))
        return self

    def xml(self, relate: Relate) -> str:
        """Return the paragraphs."""
        return "".join(_paragraph(text, style, relate) for text, style in self._paragraphs)


@dataclass(frozen=True, slots=True)
class Listing:
    r"""Plain text in the template's own formatting: \n line, \t tab, \a new paragraph, \f page break."""

    text: str

    def __post_init__(self) -> None:
        text_of(self.text.translate(BREAKS))

    def __str__(self) -> str:
        return self.text


def escaped_text(words: str) -> str:
    """Return words as XML text."""
    return words.translate(ESCAPES)


def texts(words: str) -> str:
    """Return words as children of a run: text, breaks and tabs."""
    unix = words.replace("\r\n", "\n").replace("\r", "\n")
    pieces = [CONTROLS.get(piece) or _text(piece) for piece in CONTROL.split(unix) if piece]
    return "".join(pieces) or _text("")


def properties_of(look: Look) -> str:
    """Return the run's properties in the order of the schema (ECMA-376, 17.3.2.28); raises ValueError."""
    made = "".join(write(look) for write in WRITERS)
    return f"<w:rPr>{made}</w:rPr>" if made else ""


def colour(value: str) -> str:
    """Return the colour as RRGGBB or auto; raises ValueError for anything else."""
    found = COLOUR.fullmatch(value.strip())
    if found is None:
        raise ValueError(f"{value!r} is no colour: write RRGGBB, such as FF0000")
    return found[1]


def _run(piece: Piece, relate: Relate, again: str) -> str:
    look = properties_of(piece.look)
    runs = [f"<w:r>{look}{texts(part)}</w:r>" for part in piece.text.split("\a")]
    link = piece.look.get("link")
    if link:
        runs = [f"<w:hyperlink {RELATED} r:id={quoteattr(relate(link))}>{run}</w:hyperlink>" for run in runs]
    return again.join(runs)


def _paragraph(text: RichText, style: str, relate: Relate) -> str:
    properties = f"<w:pPr><w:pStyle w:val={quoteattr(style)}/></w:pPr>" if style else ""
    return f"<w:p>{properties}{text.xml(relate, f'</w:p><w:p>{properties}')}</w:p>"


def _text(words: str) -> str:
    return f'<w:t xml:space="preserve">{escaped_text(words)}</w:t>'


def _valued(name: str, value: object) -> str:
    return f"<w:{name} w:val={quoteattr(str(value))}/>" if value else ""


def _fonts(look: Look) -> str:
    font = look.get("font")
    if not font:
        return ""
    region, _, name = font.rpartition(":")
    regions = ["ascii", "eastAsia", "hAnsi", "cs"] if not region else ["ascii", "hAnsi", "cs", region]
    if not set(regions) <= {"ascii", "eastAsia", "hAnsi", "cs"}:
        raise ValueError(f"{region!r} is no region of a font: ascii, eastAsia, hAnsi or cs")
    return f"<w:rFonts {' '.join(f'w:{each}={quoteattr(name)}' for each in dict.fromkeys(regions))}/>"


def _bold(look: Look) -> str:
    return _switched("b", "bCs", look, key="bold")


def _italic(look: Look) -> str:
    return _switched("i", "iCs", look, key="italic")


def _switched(name: str, complex_name: str, look: Look, *, key: Literal["bold", "italic"]) -> str:
    if not look.get(key):
        return ""
    return f"<w:{name}/>" + (f"<w:{complex_name}/>" if look.get("rtl") else "")


def _size(look: Look) -> str:
    points = look.get("size")
    if not points:
        return ""
    if not 1 <= points <= 1638:
        raise ValueError(f"{points!r} is no size of type: 1 to 1638 points")
    half = round(points * 2)
    return f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def _underline(look: Look) -> str:
    kind = look.get("underline")
    if not kind:
        return ""
    name = "single" if kind is True else kind
    if name not in UNDERLINES:
        raise ValueError(f"{kind!r} is no underline: {', '.join(UNDERLINES)}")
    return _valued("u", name)


def _shade(look: Look) -> str:
    wanted = look.get("highlight")
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{colour(wanted)}"/>' if wanted else ""


def _height(look: Look) -> str:
    kinds = [kind for kind in ("subscript", "superscript") if look.get(kind)]
    return _valued("vertAlign", kinds[-1]) if kinds else ""


WRITERS: Sequence[Callable[[Look], str]] = (
    lambda look: _valued("rStyle", look.get("style")),
    _fonts,
    _bold,
    _italic,
    lambda look: "<w:strike/>" if look.get("strike") else "",
    lambda look: _valued("color", colour(look["color"])) if look.get("color") else "",
    _size,
    _underline,
    _shade,
    _height,
    lambda look: "<w:rtl/>" if look.get("rtl") else "",
    lambda look: _valued("lang", look.get("lang")),
)
