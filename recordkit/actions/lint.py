"""Every fault of a template or of a whole type, all at once and without data; an office is used if there is one."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from recordkit.documents.check.lint import Defect, lint_template, unreadable
from recordkit.documents.check.shapes import offer_of
from recordkit.documents.engine import ENGINES
from recordkit.domain.recordtype import RecordType
from recordkit.errors import BadType, BadUsage, NotReadable, TooLarge
from recordkit.inbox.readers.reading import content_of
from recordkit.templates.shelf import Shelf
from recordkit.wording import Text

TYPE_FILE = "type.toml"
NO_FILE = Text("没有这个文件", "there is no such file")
NO_TEMPLATE = Text("类型没有模板文件 {name}", "the type has no template {name}")
PUT_THERE = Text(
    "请把 Word 或 Excel 模板放进该文件夹, 或改正 template 一项。",
    "Put the Word or Excel template into the folder, or correct the key `template`.",
)
REMEDY = Text("请按 templates/README.md 改正 type.toml。", "Correct type.toml; templates/README.md says how.")


def lint(root: Path | None, asked: Sequence[str]) -> list[Defect]:
    """Return the defects of types (by key or word) and of files: templates, type.toml, a type's folder.

    `root` is the office whose own types go before the shipped ones. Raises UnknownType, BadUsage for no such file.
    """
    shelf = Shelf(own=root / "templates" if root else None)
    return [defect for word in asked for defect in _one(shelf, word)]


def _one(shelf: Shelf, word: str) -> Iterator[Defect]:
    path = Path(word)
    folder = path if path.is_dir() else path.parent
    if path.is_file() and path.name != TYPE_FILE:
        return _template(path)
    if path.exists() and (folder / TYPE_FILE).is_file():
        return _type(*_shelved(folder))
    if path.suffix or len(path.parts) > 1:
        raise BadUsage(what="TYPE|FILE", value=word, remedy=NO_FILE)
    return _type(shelf, word)


def _shelved(folder: Path) -> tuple[Shelf, str]:
    """Return a shelf on which the type of `folder` stands beside its neighbours, and its key there."""
    whole = folder.resolve()
    return Shelf(own=whole.parent), whole.name


def _type(shelf: Shelf, key: str) -> Iterator[Defect]:
    try:
        rtype = shelf.get(key)
    except BadType as refusal:
        yield from _bad_type(refusal)
        yield from _templates_beside(Path(str(refusal.facts["file"])))
        return
    path = shelf.template_path(rtype)
    if rtype.filed_only:
        return
    if path.is_file():
        yield from _against(path, rtype)
    else:
        facts = {"name": rtype.template}
        message = Text(NO_TEMPLATE.say("zh", facts), NO_TEMPLATE.say("en", facts))
        yield Defect("template_missing", message, PUT_THERE, file=str(path.parent / TYPE_FILE))


def _template(path: Path) -> Iterator[Defect]:
    """Yield the defects of one file, beside the type in whose folder it lies."""
    rtype = None
    if (path.parent / TYPE_FILE).is_file():
        shelf, key = _shelved(path.parent)
        try:
            rtype = shelf.get(key)
        except BadType as refusal:
            yield from _bad_type(refusal)
    yield from _against(path, rtype)


def _templates_beside(type_file: Path) -> Iterator[Defect]:
    for path in sorted(type_file.parent.iterdir()):
        if path.suffix.casefold() in ENGINES and not path.name.startswith((".", "~")):
            yield from _against(path, None)


def _against(path: Path, rtype: RecordType | None) -> Iterator[Defect]:
    try:
        content = content_of(path)
    except (NotReadable, TooLarge) as refusal:
        yield unreadable(refusal, str(path))
        return
    yield from lint_template(content, file=str(path), offer=None if rtype is None else offer_of(rtype))


def _bad_type(refusal: BadType) -> Iterator[Defect]:
    faults = refusal.facts["faults"]
    both = faults if isinstance(faults, Text) else Text(str(faults), str(faults))
    for zh, en in zip(both.zh.splitlines(), both.en.splitlines(), strict=True):
        said = Text(zh.removeprefix("- "), en.removeprefix("- "))
        yield Defect("type_fault", said, REMEDY, file=str(refusal.facts["file"]))
