"""The headers and footers of a sheet's pages: their tags filled as text, which never becomes one of Excel's `&` codes."""

from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from recordkit.documents.excel.cells import plain_text
from recordkit.documents.excel.strings import S
from recordkit.documents.faults import Fault, Unfit
from recordkit.documents.sandbox import environment
from recordkit.documents.script import Program, Script, faults_of
from recordkit.documents.tags import Kind, Placed, Scope, scan
from recordkit.wording import Text

LONGEST = 255  # characters; Excel's own limit of a header, codes and all
NAMES = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")
ELEMENTS = tuple(f"{{{S}}}{name}" for name in NAMES)
IN_LINE = Text(
    "页眉页脚中只能用 {{ … }} 和 {% … %}", "in a header or footer only {{ … }} and {% … %} are known"
)


def page_text(value: object) -> str:
    """Return the value as a header's text; raises Unfit as `text_of` does."""
    return plain_text(value).replace("&", "&&")


def _bounded(text: str) -> str:
    if len(text) > LONGEST:
        raise Unfit(
            Text(
                f"页眉页脚过长({len(text)} > {LONGEST} 字)",
                f"too long for a header ({len(text)} > {LONGEST})",
            )
        )
    return text


ENVIRONMENT = environment({"_page": page_text, "_bounded": _bounded})


def page_scripts(sheet: str, root: etree._Element) -> tuple[dict[str, Script], list[Fault]]:
    """Return a script for every header and footer of the sheet that has tags, by its element's name, and all faults."""
    scripts: dict[str, Script] = {}
    faults: list[Fault] = []
    for element in root.iter(*ELEMENTS):
        name = etree.QName(element).localname
        placed, wrong = _read(element.text or "", _place(sheet, name))
        faults += wrong
        if placed and not wrong:
            scripts[name] = _script(element.text or "", placed)
    return scripts, faults


def fill_pages(root: etree._Element, texts: Mapping[str, str]) -> None:
    """Put the filled texts into the sheet, in place."""
    for element in root.iter(*ELEMENTS):
        name = etree.QName(element).localname
        if name in texts:
            element.text = texts[name]


def _read(text: str, place: Text) -> tuple[list[Placed], list[Fault]]:
    tags, slips = scan(text)
    placed = [Placed(tag, place, text) for tag in tags]
    return placed, [
        *(Fault(place, slip.raw, slip.what) for slip in slips),
        *(Fault(place, tag.raw, IN_LINE) for tag in tags if tag.scope is not Scope.INLINE),
        *faults_of(placed, ENVIRONMENT),
    ]


def _script(text: str, placed: Sequence[Placed]) -> Script:
    program = Program()
    program.block("filter _bounded", placed[0])
    for piece in _pieces(text, placed):
        if isinstance(piece, str):
            program.literal(piece)
        elif piece.tag.kind is Kind.VALUE:
            program.value(f"({piece.tag.body})|_page", piece)
        elif piece.tag.kind is Kind.BLOCK:
            program.block(piece.tag.body, piece)
    program.block("endfilter")
    return program.compiled(ENVIRONMENT)


def _pieces(text: str, placed: Sequence[Placed]) -> Iterator[str | Placed]:
    at = 0
    for each in placed:
        yield text[at : each.tag.start]
        yield each
        at = each.tag.end
    yield text[at:]


def _place(sheet: str, name: str) -> Text:
    zh = "页眉" if name.endswith("Header") else "页脚"
    return Text(f"工作表“{sheet}”{zh}", f"sheet {sheet!r} {'header' if zh == '页眉' else 'footer'}")
