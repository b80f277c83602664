"""The engine for Python programmers: compile a template once, render it many times, ask it what it wants.

    template = compile("notice.docx")
    template.names()                        # {'people': [{'name': 'value'}], 'title': 'value'}
    content = template.render({"title": "通知", "people": [{"name": "张三"}]})

The language, every value and a table for those who know docxtpl: docs/engine.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath

from recordkit.documents import engine
from recordkit.documents.charts.chart import Chart, ChartKind, Series
from recordkit.documents.outline import VALUE, Outline
from recordkit.documents.word.images import Image
from recordkit.documents.word.richtext import Listing, RichText, RichTextParagraph
from recordkit.documents.word.subdocument import SubDocument
from recordkit.documents.word.template import WordTemplate
from recordkit.errors import RenderFault
from recordkit.wording import Text

NO_PICTURES = Text("只有 Word 模板能替换图片", "only a Word template has pictures to replace")


@dataclass(frozen=True, slots=True)
class Template:
    """A compiled Word or Excel template; it may be used from several threads at once."""

    compiled: engine.Template

    def render(
        self, values: Mapping[str, object], *, pictures: Mapping[str, bytes | Path] | None = None
    ) -> bytes:
        """Return the filled document; `pictures` replace the template's own, by file name or alternative text.

        Raises RenderFault (a missing name, a value that cannot stand at its place; with part, place and tag) or TooLarge.
        """
        if not pictures:
            return self.compiled.render(values)
        if not isinstance(self.compiled, WordTemplate):
            raise RenderFault(file="", what=NO_PICTURES)
        read = {name: _bytes(picture) for name, picture in pictures.items()}
        return self.compiled.render(values, pictures=read)

    def names(self) -> Outline:
        """Return what the template wants, nested: "value", "flag" (only asked whether it is there), lists and groups."""
        if isinstance(self.compiled, WordTemplate):
            return self.compiled.outline()
        return dict.fromkeys(sorted(self.compiled.names()), VALUE)


def compile(source: bytes | str | Path, *, file: str = "") -> Template:  # noqa: A001 # as re.compile: face.compile
    """Return the compiled template of a file or of its bytes; `file` names bytes in refusals, and tells their kind.

    Raises BadTemplate (every fault at once), NotReadable (a broken file, no docx or xlsx) or TooLarge.
    """
    if isinstance(source, bytes):
        return Template(engine.compile_template(source, file=file or "template.docx"))
    path = Path(source)
    return Template(engine.compile_template(path.read_bytes(), file=file or PurePath(path).name))


def _bytes(source: bytes | Path) -> bytes:
    return source if isinstance(source, bytes) else source.read_bytes()


__all__ = [
    "Chart",
    "ChartKind",
    "Image",
    "Listing",
    "RichText",
    "RichTextParagraph",
    "Series",
    "SubDocument",
    "Template",
    "compile",
]
