"""Every fault of a template at once, without data: what the engine refuses, names that the type lacks, fields never shown.

Law: a template without a defect of severity `error` compiles, and asks for nothing that its type does not offer.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from pathlib import PurePath

from recordkit.documents.check.asked import Asked, Missing
from recordkit.documents.check.shapes import Offer
from recordkit.documents.check.tagged import Standing, standing_in
from recordkit.documents.engine import Template, compile_template
from recordkit.documents.faults import Fault
from recordkit.documents.tags import Slip, Tag
from recordkit.domain.findings import Severity
from recordkit.errors import BadTemplate, NotReadable, RecordkitError, TooLarge
from recordkit.wording import Lang, Text

NOTHING = Text("", "")
OPENING, CLOSING = ("{{", "{%", "{#"), ("}}", "%}", "#}")
SPLIT = (
    Text("标签被拆在两个段落(或单元格)里", "the tag is split over two paragraphs or cells"),
    Text("请把整个标签写在同一段落里。", "Write the whole tag in one paragraph."),
)
NO_NAME = (
    Text("类型没有名为“{name}”的项目", "the type has no field {name!r}"),
    Text("请改正标签, 或在 type.toml 中加上该项目。", "Correct the tag, or add the field to type.toml."),
)
NO_COLUMN = (
    Text("“{inside}”中没有“{name}”", "{inside!r} has no {name!r}"),
    Text("请改正标签, 或在 type.toml 中加上该项。", "Correct the tag, or add it to type.toml."),
)
LIST = (
    Text(
        "“{inside}”是一个列表, 不能直接取“{name}”", "{inside!r} is a list: {name!r} cannot be taken from it"
    ),
    Text(
        "请用 {% for … in … %} 逐行取值, 或用 |joined(of='…')。",
        "Go through its rows with {% for … in … %}, or use |joined(of='…').",
    ),
)
NEVER_SHOWN = (
    Text("模板从未用到项目“{path}”({label})", "the template never shows the field {path} ({label})"),
    Text("请在模板中加上它的标签, 或从 type.toml 中删去。", "Give it a tag, or take it out of type.toml."),
)
NEAR = Text("是不是“{near}”? ", "Did you mean {near}? ")


@dataclass(frozen=True, slots=True)
class Defect:
    """One fault of a template or of a type.toml: where, what is wrong, what to do.

    `part` is the package's entry or the sheet, `place` the paragraph, table row or cell, `tag` what the author wrote.
    """

    code: str
    message: Text
    suggestion: Text = NOTHING
    severity: Severity = "error"
    file: str = ""
    part: str | None = None
    place: Text | None = None
    tag: str | None = None

    def plain(self, lang: Lang) -> dict[str, object]:
        """Return the defect as the command line's JSON contract names it; what does not apply is None."""
        return {
            "severity": self.severity,
            "code": self.code,
            "message": self.message.say(lang),
            "suggestion": self.suggestion.say(lang) or None,
            "file": self.file,
            "part": self.part,
            "place": self.place.say(lang) if self.place else None,
            "tag": self.tag,
        }


def lint_template(content: bytes, *, file: str, offer: Offer | None = None) -> list[Defect]:
    """Return every fault of a template, named `file`; without an offer (its type's), names are not looked at."""
    try:
        return [replace(each, file=file) for each in dict.fromkeys(_defects(content, file, offer))]
    except (NotReadable, TooLarge) as refusal:
        return [unreadable(refusal, file)]


def unreadable(refusal: RecordkitError, file: str) -> Defect:
    """Return the defect that says what a refusal says."""
    return Defect("file_unreadable", Text(refusal.sentence("zh"), refusal.sentence("en")), file=file)


def _defects(content: bytes, file: str, offer: Offer | None) -> list[Defect]:
    """Return the defects as they stand in the template, those of the whole last."""
    template, faults = _compiled(content, file)
    standing = standing_in(content, file=file)
    found = list(_fault_defects(faults, standing))
    if offer is not None:
        found += _name_defects(standing, offer, template, " ".join(str(each.tag) for each in found))
    order = {each.place: number for number, each in enumerate(standing)}
    return sorted(found, key=lambda each: order.get(each.place, len(order)) if each.place else len(order) + 1)


def _compiled(content: bytes, file: str) -> tuple[Template | None, Sequence[Fault]]:
    try:
        return compile_template(content, file=PurePath(file).name), ()
    except BadTemplate as refusal:
        places = refusal.facts["places"]
        assert isinstance(places, tuple)
        return None, places


def _fault_defects(faults: Sequence[Fault], standing: Sequence[Standing]) -> Iterator[Defect]:
    parts = {(each.place, each.what.raw): each.part for each in standing}
    halves = {(half.place, half.what.raw): pair for pair in _split(standing) for half in pair}
    for fault in faults:
        part = parts.get((fault.place, fault.tag))
        pair = halves.get((fault.place, fault.tag))
        if pair is None:
            yield Defect("template_fault", fault.what, part=part, place=fault.place, tag=fault.tag)
            continue
        first, second = pair
        tag = f"{first.what.raw} ¶ {second.what.raw}"
        yield Defect("tag_split", *SPLIT, part=part, place=first.place, tag=tag)


def _split(standing: Sequence[Standing]) -> Iterator[tuple[Standing, Standing]]:
    """Yield the two halves of every tag that was cut by the end of a paragraph."""
    for first, second in pairwise([each for each in standing if isinstance(each.what, Slip)]):
        opened, closed = first.what.raw[:2], second.what.raw[:2]
        pairs = dict(zip(OPENING, CLOSING, strict=True))
        if first.part == second.part and first.place != second.place and pairs.get(opened) == closed:
            yield first, second


def _name_defects(
    standing: Sequence[Standing], offer: Offer, template: Template | None, blamed: str
) -> Iterator[Defect]:
    used: set[str] = set()
    said: set[str] = set()
    missing: list[Missing] = []
    for _, group in groupby(standing, key=lambda each: each.part):
        asked = Asked(offer.record)
        for each in group:
            if isinstance(each.what, Tag):
                asked.read(each, each.what)
        missing += asked.missing
        used |= asked.used
        said |= asked.guarded | {each.name for each in asked.missing}
    yield from map(_missing_defect, missing)
    yield from _unseen_defects(template, offer, said)
    meant = {f"{each.inside}.{each.near}".removeprefix(".") for each in missing}
    compiled = set() if template is None else set(template.names())
    yield from _unused_defects(offer, used | compiled | meant, blamed)


def _missing_defect(missing: Missing) -> Defect:
    code, words = "name_unknown", NO_NAME
    if missing.of_list:
        code, words = "list_not_looped", LIST
    elif missing.inside:
        code, words = "column_unknown", NO_COLUMN
    message, remedy = _said(words, {"name": missing.name, "inside": missing.inside})
    at = missing.standing
    return Defect(
        code, message, _nearest(missing.near, remedy), part=at.part, place=at.place, tag=at.what.raw
    )


def _unseen_defects(template: Template | None, offer: Offer, said: Iterable[str]) -> Iterator[Defect]:
    """Yield the unknown names that stand where only the engine looks (properties, charts), without a place."""
    asked = () if template is None else template.names()
    for name in sorted(set(asked) - set(offer.record.fields or {}) - set(said)):
        message, remedy = _said(NO_NAME, {"name": name})
        yield Defect("name_unknown", message, remedy)


def _unused_defects(offer: Offer, used: set[str], blamed: str) -> Iterator[Defect]:
    """Yield the fields that no tag asks for; one that stands in a faulty tag (`blamed`) is not blamed again."""
    shown = used | {key for path, key in offer.stands_for.items() if path in used}
    for path, label in offer.to_show.items():
        whole, _, key = path.rpartition(".")
        if path not in shown and key not in blamed and (not whole or whole in shown):
            message, remedy = _said(NEVER_SHOWN, {"path": path, "label": label})
            yield Defect("field_unused", message, remedy, "warning")


def _said(words: tuple[Text, Text], facts: Mapping[str, object]) -> tuple[Text, Text]:
    message, remedy = words
    return Text(message.say("zh", facts), message.say("en", facts)), remedy


def _nearest(near: str | None, remedy: Text) -> Text:
    if near is None:
        return remedy
    offered = Text(NEAR.say("zh", {"near": near}), NEAR.say("en", {"near": near}))
    return Text(offered.zh + remedy.zh, offered.en + remedy.en)
