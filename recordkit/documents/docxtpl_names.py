"""docxtpl's names over this engine, for programs that were written for it; thin, and no second engine.

What differs is said in docs/engine.md: text is always escaped, templates run in a sandbox, faults are refused.
"""

import io
import os
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, Any

import docx
import jinja2
from jinja2 import Undefined

from recordkit.documents import face
from recordkit.documents.package import read_package
from recordkit.documents.sandbox import text_of
from recordkit.documents.word import richtext
from recordkit.documents.word.pictures import pictures_of
from recordkit.documents.word.template import WordTemplate, compile_word, word_environment
from recordkit.documents.word.written import RICH

Source = str | os.PathLike[str] | IO[bytes]
FILE = "template.docx"
MM = 36_000
LOOKS = {"url_id": "link"}


class RichText(richtext.RichText):
    """docxtpl's rich text: sizes in half points, `url_id` the address that `build_url_id` gave back."""

    def __init__(self, text: object = None, **text_prop: Any) -> None:
        super().__init__()
        if text:
            self.add(text, **text_prop)

    def add(self, text: object, **text_prop: Any) -> "RichText":
        """Add a piece with docxtpl's names."""
        look: dict[str, Any] = {LOOKS.get(name, name): value for name, value in text_prop.items() if value}
        if "size" in look:
            look["size"] = int(look["size"]) / 2
        if look.get("underline", "single") not in richtext.UNDERLINES:
            look["underline"] = "single"
        super().add(text if isinstance(text, richtext.RichText) else _python_text(text), **look)
        return self


class RichTextParagraph(richtext.RichTextParagraph):
    """docxtpl's paragraphs of rich text."""

    def __init__(self, text: object = None, **text_prop: Any) -> None:
        super().__init__()
        if text:
            self.add(text, **text_prop)

    def add(self, text: object, parastyle: str | None = None) -> "RichTextParagraph":  # docxtpl's word
        """Add a paragraph with docxtpl's names."""
        super().add(text, parastyle or "")
        return self


def Listing(text: object) -> richtext.Listing:  # noqa: N802 # docxtpl's name
    """Return text whose line breaks, tabs and new paragraphs are kept."""
    return richtext.Listing(_python_text(text))


def InlineImage(  # noqa: N802 # docxtpl's name
    tpl: "DocxTemplate",
    image_descriptor: Source,
    width: int | None = None,
    height: int | None = None,
    anchor: str | None = None,
) -> face.Image:
    """Return a picture; width and height in EMU, as docx.shared.Mm and Cm give them."""
    del tpl
    wide, high = (None if side is None else int(side) / MM for side in (width, height))
    return face.Image(_read(image_descriptor), wide, high, link=anchor or "")


class Subdoc:
    """docxtpl's sub-document: a docx, or a new document with the template's styles, to be filled by python-docx."""

    def __init__(self, tpl: "DocxTemplate", docpath: Source | None = None) -> None:
        content = tpl.content if docpath is None else _read(docpath)
        self._docx = docx.Document(io.BytesIO(content))
        if docpath is None:
            body = self._docx.element.body
            for child in list(body):
                if not child.tag.endswith("}sectPr"):
                    body.remove(child)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._docx, name)

    def value(self) -> face.SubDocument:
        """Return what the engine takes."""
        target = io.BytesIO()
        self._docx.save(target)
        return face.SubDocument(target.getvalue())


class DocxTemplate:
    """docxtpl's template: render, then save."""

    def __init__(self, template_file: Source) -> None:
        self.content = _read(template_file)
        self.allow_missing_pics = False
        self._rendered: bytes | None = None
        self._compiled: dict[jinja2.Environment | None, WordTemplate] = {}
        self.reset_replacements()

    def reset_replacements(self) -> None:
        """Forget every replacement."""
        self._pictures: dict[str, bytes] = {}
        self._by_sum: dict[int, bytes] = {}
        self._by_name: dict[str, bytes] = {}

    def render(
        self,
        context: Mapping[str, Any],
        jinja_env: jinja2.Environment | None = None,
        autoescape: bool = False,  # noqa: FBT001, FBT002 # docxtpl's signature
    ) -> None:
        """Render; text is escaped whatever `autoescape` says."""
        del autoescape
        values = {name: _value(value) for name, value in context.items()}
        self._rendered = self._template(jinja_env).render(values)

    def save(self, filename: Source) -> None:
        """Write the document, its replacements made."""
        content = self._replaced(self.content if self._rendered is None else self._rendered)
        if isinstance(filename, (str, os.PathLike)):
            Path(filename).write_bytes(content)
        else:
            filename.write(content)

    def new_subdoc(self, docpath: Source | None = None) -> Subdoc:
        """Return a sub-document of a file, or an empty one."""
        return Subdoc(self, docpath)

    def build_url_id(self, url: str) -> str:
        """Return what RichText wants as `url_id`: here the address itself."""
        return url

    def replace_pic(self, embedded_file: str, dst_file: Source) -> None:
        """Replace the template's picture of that name, title or alternative text."""
        self._pictures[embedded_file] = _read(dst_file)

    def replace_media(self, src_file: Source, dst_file: Source) -> None:
        """Replace the picture that has the content of `src_file`."""
        self._by_sum[zlib.crc32(_read(src_file))] = _read(dst_file)

    replace_embedded = replace_media

    def replace_zipname(self, zipname: str, dst_file: Source) -> None:
        """Replace a part by its name in the package."""
        self._by_name[zipname] = _read(dst_file)

    def get_undeclared_template_variables(
        self, jinja_env: jinja2.Environment | None = None, context: Mapping[str, Any] | None = None
    ) -> set[str]:
        """Return the names that the template wants and `context` does not have."""
        return set(self._template(jinja_env).names()) - set(context or {})

    def _template(self, jinja_env: jinja2.Environment | None) -> WordTemplate:
        if jinja_env not in self._compiled:
            made = compile_word(self.content, file=FILE, environment=_environment(jinja_env), across=True)
            self._compiled[jinja_env] = made
        return self._compiled[jinja_env]

    def _replaced(self, content: bytes) -> bytes:
        if not (self._pictures or self._by_sum or self._by_name):
            return content
        known = pictures_of(read_package(self.content, file=FILE), file=FILE)
        missing = [name for name in self._pictures if name not in known]
        if missing and not self.allow_missing_pics:
            raise ValueError(f"Picture {missing[0]} not found in the docx template")
        by_name = {known[name]: new for name, new in self._pictures.items() if name in known} | self._by_name
        target = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(content)) as old,
            zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
        ):
            for entry in old.infolist():
                media = entry.filename.startswith(("word/media/", "word/embeddings/"))
                fresh = by_name.get(entry.filename) or (self._by_sum.get(entry.CRC) if media else None)
                new.writestr(entry, fresh if fresh is not None else old.read(entry.filename))
        return target.getvalue()


def _environment(given: jinja2.Environment | None) -> jinja2.Environment:
    made = word_environment(_python_text, Undefined if given is None else given.undefined)
    same: dict[str, Callable[..., Any]] = {"e": _itself, "escape": _itself, "safe": _itself}
    made.filters.update(same)
    if given is not None:
        plain = jinja2.Environment()  # noqa: S701 # nothing is rendered with it: it tells which filters are new
        made.filters.update({k: v for k, v in given.filters.items() if k not in plain.filters})
        made.tests.update({k: v for k, v in given.tests.items() if k not in plain.tests})
        made.globals.update({k: v for k, v in given.globals.items() if k not in plain.globals})
    return made


def _itself(value: object) -> object:
    return value


def _python_text(value: object) -> str:
    """Return str(value), as docxtpl writes it; raises Unfit for what a document cannot hold."""
    text = str(value)
    if not isinstance(value, RICH):
        text_of(text.replace("\a", "").replace("\f", ""))
    return text


def _value(value: Any) -> Any:
    if isinstance(value, Subdoc):
        return value.value()
    if isinstance(value, list):
        return [_value(each) for each in value]
    if isinstance(value, dict):
        return {key: _value(each) for key, each in value.items()}
    return value


def _read(source: Source) -> bytes:
    if isinstance(source, (str, os.PathLike)):
        return Path(source).read_bytes()
    return source.read()


R, RP = RichText, RichTextParagraph
