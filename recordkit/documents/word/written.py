"""Values as the XML of a Word document: the engine's own filters, one for each place where a tag may stand.

Law: text comes back as text; what has no form at its place is refused, never dropped.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any
from xml.sax.saxutils import escape

from jinja2 import pass_context
from jinja2.runtime import Context, Undefined

from recordkit.documents.charts.chart import NO_CHART, Chart
from recordkit.documents.faults import Unfit
from recordkit.documents.filters import TICKED, UNTICKED
from recordkit.documents.sandbox import STEPS, Steps, text_of
from recordkit.documents.word.charts import chart_drawing
from recordkit.documents.word.filling import Surroundings, WordFilling, filling_of
from recordkit.documents.word.images import Image, drawing, placed_picture
from recordkit.documents.word.richtext import (
    HYPERLINK,
    UNCUT,
    Listing,
    RichText,
    RichTextParagraph,
    colour,
    texts,
)
from recordkit.documents.word.subdocument import SubDocument, merged
from recordkit.wording import Text

# Most values need no second look: nothing else is in them.
SPECIAL = re.compile("[^ -%'-;=?-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ESCAPES = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        "\n": '</w:t><w:br/><w:t xml:space="preserve">',
        "\t": '</w:t><w:tab/><w:t xml:space="preserve">',
    }
)
QUOTED = {'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"}
LONG = 100  # characters; shorter values are bounded well enough by the turns of loops
PRESERVED = '<w:t xml:space="preserve">'
PAGE_BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
WHOLE = Text(
    "这是整段内容, 请改用 {{p …}} 并独占一段", "whole paragraphs: write {{p …}}, alone in its paragraph"
)
NO_BLOCKS = Text(
    "{{p …}} 需要段落富文本或子文档", "{{p …}} wants rich paragraphs or a sub-document, not plain text"
)
NO_COLOUR = Text("不是颜色, 请写 RRGGBB, 如 FF0000", "no colour: write RRGGBB, such as FF0000")
NO_SPAN = Text("合并的列数须是 1 到 63 的整数", "the number of columns is a whole number from 1 to 63")

TextOf = Callable[[object], str]


def word_filters(text: TextOf = text_of) -> dict[str, Callable[..., Any]]:
    """Return the engine's filters for Word; `text` says how a plain value reads."""

    @pass_context
    def written(context: Context, value: object, number: int) -> str:
        if type(value) is str and len(value) <= LONG and SPECIAL.search(value) is None:
            return value
        return _inline(value, number, context, text)

    @pass_context
    def runs(context: Context, value: object, number: int) -> str:
        return _runs(value, number, context, text)

    def quoted(value: object) -> str:
        return escape(text(value), QUOTED)

    def plain(value: object) -> str:
        return escape(text(value))

    return {"_written": written, "_runs": runs, "_quoted": quoted, "_plain": plain, **OTHERS}


def escaped(text: str) -> str:
    """Return text as the content of `<w:t>`: breaks and tabs become elements beside it."""
    if SPECIAL.search(text) is None:
        return text
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(ESCAPES)


def _inline(value: object, number: int, context: Context, text: TextOf) -> str:
    if isinstance(value, str):
        if len(value) > LONG and isinstance(steps := context.resolve(STEPS), Steps):
            steps.write(len(value))
        return escaped(text(value)) if SPECIAL.search(value) else value
    if isinstance(value, RICH):
        return _inline_rich(value, number, filling_of(context))
    return escaped(text(value))


def _inline_rich(value: object, number: int, filling: WordFilling) -> str:
    if isinstance(value, Image):
        return f"</w:t>{drawing(value, filling)}{PRESERVED}"
    if isinstance(value, Chart):
        return f"</w:t>{chart_drawing(value, filling)}{PRESERVED}"
    around = filling.surroundings[number]
    if isinstance(value, RichText):
        return f"</w:t></w:r>{value.xml(_linking(filling), _again(around))}<w:r>{around.run}{PRESERVED}"
    if isinstance(value, Listing):
        return _listing(str(value), around)
    raise Unfit(WHOLE)


def _listing(words: str, around: Surroundings) -> str:
    if not around.whole and ("\a" in words or "\f" in words):
        raise Unfit(UNCUT)
    again = f"<w:p>{around.paragraph}<w:r>{around.run}{PRESERVED}"
    ended = "</w:t></w:r></w:p>"
    pages = [f"{ended}{again}".join(escaped(each) for each in page.split("\a")) for page in words.split("\f")]
    return f"{ended}{PAGE_BREAK}{again}".join(pages)


def _again(around: Surroundings) -> str | None:
    return f"</w:p><w:p>{around.paragraph}" if around.whole else None


def _runs(value: object, number: int, context: Context, text: TextOf) -> str:
    filling = filling_of(context)
    around = filling.surroundings[number]
    if isinstance(value, RichText):
        return value.xml(_linking(filling), _again(around))
    run = around.run
    if isinstance(value, Image):
        return f"<w:r>{run}{drawing(value, filling)}</w:r>"
    if isinstance(value, Chart):
        return f"<w:r>{run}{chart_drawing(value, filling)}</w:r>"
    if isinstance(value, (RichTextParagraph, SubDocument)):
        raise Unfit(WHOLE)
    return f"<w:r>{run}{texts(text(value))}</w:r>"


@pass_context
def blocks(context: Context, value: object) -> str:
    """Return rich paragraphs or a sub-document, or a list of them, as the blocks of a body or cell; raises Unfit."""
    if value is None or isinstance(value, Undefined):
        return "" if value is None else str(value)
    filling = filling_of(context)
    if isinstance(value, (list, tuple)):
        return "".join(_block(each, filling) for each in value)
    return _block(value, filling)


def _block(value: object, filling: WordFilling) -> str:
    if isinstance(value, RichTextParagraph):
        return value.xml(_linking(filling))
    if isinstance(value, RichText):
        return f"<w:p>{value.xml(_linking(filling), '</w:p><w:p>')}</w:p>"
    if isinstance(value, SubDocument):
        return merged(value, filling)
    if isinstance(value, Image):
        return f"<w:p><w:r>{drawing(value, filling)}</w:r></w:p>"
    if isinstance(value, Chart):
        return f"<w:p><w:r>{chart_drawing(value, filling)}</w:r></w:p>"
    raise Unfit(NO_BLOCKS)


@pass_context
def picture(context: Context, value: object, before: str) -> str:
    """Return the id of the picture that is shown: the value's if it is an Image, else that of the template; raises Unfit."""
    if isinstance(value, Chart):
        raise Unfit(NO_CHART)
    return placed_picture(value, filling_of(context)) if isinstance(value, Image) else before


@pass_context
def numbered(context: Context, _: object) -> int:
    """Return an id of its own for a repeated drawing."""
    return filling_of(context).next_id()


@pass_context
def bookmarked(context: Context, old: str, begin: int) -> int:
    """Return the id of a repeated bookmark, at its beginning or its end."""
    return filling_of(context).bookmark(old, begin=bool(begin))


@pass_context
def bookmark_named(context: Context, name: str) -> str:
    """Return the name of a repeated bookmark: names are unique too."""
    return escape(filling_of(context).bookmark_name(name), QUOTED)


def shaded(value: object) -> str:
    """Return the cell's colour (`{% cellbg x %}`); nothing is no colour. Raises Unfit."""
    wanted = text_of(value)
    if not wanted:
        return ""
    try:
        return f'<w:shd w:val="clear" w:color="auto" w:fill="{colour(wanted)}"/>'
    except ValueError as error:
        raise Unfit(NO_COLOUR) from error


def spanned(value: object) -> str:
    """Return the cell's span in columns (`{% colspan n %}`); raises Unfit."""
    number = text_of(value).strip()
    if not number.isascii() or not number.isdecimal() or not 1 <= int(number) <= 63:
        raise Unfit(NO_SPAN)
    return f'<w:gridSpan w:val="{int(number)}"/>'


def merged_down(value: object) -> str:
    """Return how the cell merges with the one above (`{% vm %}`): true begins, false goes on."""
    return f'<w:vMerge w:val="{"restart" if value else "continue"}"/>'


def kept(content: str, wanted: str) -> str:
    """Return what became of a table or row, or nothing if none of what it must hold (`<w:tr`) is left."""
    return content if f"<w:{wanted}>" in content or f"<w:{wanted} " in content else ""


def ended(content: str) -> str:
    """Return what became of a cell's paragraphs, with an empty one at the end if none is left there."""
    return content if content.endswith(("</w:p>", "<w:p/>")) else f"{content}<w:p/>"


def boxed(value: object, ticked: str = TICKED, unticked: str = UNTICKED) -> str:
    """Return the sign of a check box."""
    return escape(ticked if value else unticked)


def _linking(filling: WordFilling) -> Callable[[str], str]:
    return lambda address: filling.relate(HYPERLINK, address, external=True)


RICH = (Chart, Image, RichText, RichTextParagraph, Listing, SubDocument)
OTHERS: Mapping[str, Callable[..., Any]] = {
    "_blocks": blocks,
    "_picture": picture,
    "_numbered": numbered,
    "_bookmarked": bookmarked,
    "_bookmark_named": bookmark_named,
    "_cellbg": shaded,
    "_colspan": spanned,
    "_vmerge": merged_down,
    "_kept": kept,
    "_ended": ended,
    "_box": boxed,
    "_bit": lambda value: "1" if value else "0",
}
