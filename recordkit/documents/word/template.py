"""Word templates (docx): every part's tags are found in the text of its paragraphs and compiled into one script.

Law: text of a record becomes text of the document, whole, or the rendering is refused; never markup, never a tag.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

import jinja2
from jinja2 import StrictUndefined, Undefined

from recordkit.documents.faults import Fault, Unfit
from recordkit.documents.outline import Outline, merged_outlines
from recordkit.documents.package import (
    DECLARATION,
    Parts,
    content_types,
    keep_package,
    main_part,
    read_package,
    rels_name,
)
from recordkit.documents.packing import Kept
from recordkit.documents.sandbox import environment, text_of
from recordkit.documents.script import Script, refuse_faults
from recordkit.documents.tags import Placed
from recordkit.documents.word.cell_tags import gridded
from recordkit.documents.word.contents_table import marked_for_update
from recordkit.documents.word.filling import FILLING, Surroundings, WordFilling
from recordkit.documents.word.images import same_kind
from recordkit.documents.word.links_part import LinksDraft
from recordkit.documents.word.marks import WordScript
from recordkit.documents.word.part import Draft
from recordkit.documents.word.pictures import pictures_of
from recordkit.documents.word.property_part import PropertyDraft
from recordkit.documents.word.written import TextOf, word_filters
from recordkit.domain.nearest import nearest
from recordkit.errors import RenderFault
from recordkit.wording import Text

WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
PARTS = {
    f"{WORD_TYPE}document.main+xml": Text("正文", "body"),
    f"{WORD_TYPE}header+xml": Text("页眉", "header"),
    f"{WORD_TYPE}footer+xml": Text("页脚", "footer"),
    f"{WORD_TYPE}footnotes+xml": Text("脚注", "footnotes"),
    f"{WORD_TYPE}endnotes+xml": Text("尾注", "endnotes"),
    f"{WORD_TYPE}comments+xml": Text("批注", "comments"),
}
RELS = ".rels"
LINKS = Text("链接地址", "the address of a link")
PROPERTY_PARTS = {
    "application/vnd.openxmlformats-package.core-properties+xml": Text("文档属性", "property"),
    "application/vnd.openxmlformats-officedocument.extended-properties+xml": Text("文档属性", "property"),
    "application/vnd.openxmlformats-officedocument.custom-properties+xml": Text("自定义属性", "property"),
}
LINK_TAGS = (b"{{", b"{%", b"%7b%7b")
DRAWING_ID = re.compile(rb'<(?:wp:docPr|w:bookmarkStart|w:id)\b[^>]*?\b(?:w:)?(?:id|val)="(\d{1,9})"')
NOT_SAME_KIND = Text(
    "新图片与模板中的图片格式不同", "the new picture is of another format than the template's"
)


class PartDraft(Protocol):
    """A part on its way to a script."""

    placed: list[Placed]
    faults: list[Fault]

    def script(self) -> WordScript:
        """Return the part as a script."""
        ...


@dataclass(frozen=True, slots=True)
class WordTemplate:
    """A compiled Word template: the parts as they are, and a script for each part that has tags."""

    file: str
    parts: Mapping[str, bytes]
    kept: Kept
    scripts: Mapping[str, Script]
    surroundings: Mapping[str, Mapping[int, Surroundings]] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)
    last_id: int = 0

    def render(self, values: Mapping[str, object], pictures: Mapping[str, bytes] | None = None) -> bytes:
        """Return the filled document, the template's own `pictures` (by name or alternative text) replaced.

        Raises RenderFault or TooLarge.
        """
        changed = self.filled(values)
        for name, content in (pictures or {}).items():
            changed[self._picture(name, content)] = content
        return self.kept.pack(changed)

    def filled(self, values: Mapping[str, object]) -> dict[str, bytes]:
        """Return the parts that the values change or add; raises RenderFault or TooLarge."""
        filling = WordFilling(self.file, self.parts, self.last_id)
        given = {**values, FILLING: filling}
        rendered: dict[str, bytes] = {}
        for name, script in self.scripts.items():
            filling.part, filling.surroundings = name, self.surroundings[name]
            rendered[name] = (DECLARATION + script.run(given, file=self.file)).encode()
        # What the rendering adds to a part's relationships is added to those that were filled in.
        filling.changed.update({name: rendered.pop(name) for name in list(rendered) if name.endswith(RELS)})
        return {**filling.finished(), **rendered}

    def names(self) -> frozenset[str]:
        """Return the top-level names that the template asks for."""
        return frozenset().union(*(script.names for script in self.scripts.values()))

    def outline(self) -> Outline:
        """Return what the template wants, nested, as plain data."""
        return merged_outlines([script.outline for script in self.scripts.values()])

    def _picture(self, name: str, content: bytes) -> str:
        part = self.pictures.get(name)
        if part is None:
            near = nearest(name, list(self.pictures)) or "、".join(self.pictures)
            what = Text(
                f"模板中没有名为“{name}”的图片。现有: {near}",
                f"the template has no picture named {name!r}; it has: {near}",
            )
            raise RenderFault(file=self.file, what=what)
        try:
            fits = same_kind(content, part)
        except Unfit as error:
            raise RenderFault(file=self.file, what=error.what) from error
        if not fits:
            raise RenderFault(file=self.file, what=NOT_SAME_KIND)
        return part


def word_environment(
    text: TextOf = text_of, undefined: type[Undefined] = StrictUndefined
) -> jinja2.Environment:
    """Return the environment of Word templates; `text` says how a plain value reads."""
    return environment({**word_filters(text), "_gridded": gridded}, undefined)


ENVIRONMENT = word_environment()


def compile_word(
    content: bytes, *, file: str, environment: jinja2.Environment = ENVIRONMENT, across: bool = False
) -> WordTemplate:
    """Return the compiled template; raises BadTemplate with all faults of all parts, NotReadable, TooLarge.

    `across` lets a block begin in one paragraph and end in the next, as docxtpl does: what lies between vanishes
    with its paragraph mark. Without it that is a fault, for it is mostly a slip.
    """
    parts = read_package(content, file=file)
    main_part(parts, file=file)
    drafts = dict(_drafts(parts, file, environment, across=across))
    refuse_faults(file, [fault for draft in drafts.values() for fault in draft.faults])
    made = {name: draft.script() for name, draft in drafts.items() if draft.placed}
    if made:
        parts.update(marked_for_update(parts, file=file))
    ids = (int(found) for name in parts if name.endswith(".xml") for found in DRAWING_ID.findall(parts[name]))
    return WordTemplate(
        file,
        parts,
        keep_package(parts),
        {name: each.script for name, each in made.items()},
        {name: each.surroundings for name, each in made.items()},
        pictures_of(parts, file=file),
        max(ids, default=0),
    )


def _drafts(
    parts: Parts, file: str, environment: jinja2.Environment, *, across: bool
) -> Iterator[tuple[str, PartDraft]]:
    make: Callable[..., PartDraft]
    draft = partial(Draft, across=across)
    for name, kind in content_types(parts, file=file).items():
        for table, make in ((PARTS, draft), (PROPERTY_PARTS, PropertyDraft)):
            label = table.get(kind)
            if label is not None and parts[name].strip():
                yield name, make(parts[name], label, file, environment)
                links = rels_name(name)
                if links in parts and any(mark in parts[links].lower() for mark in LINK_TAGS):
                    yield links, LinksDraft(parts[links], LINKS, file, environment)
