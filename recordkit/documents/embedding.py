"""Each document carries its record: a custom XML part of JSON, and properties that any file browser shows.

The embedded record is what the document shows: a masked copy carries masked values and says so.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from recordkit.documents.package import (
    OFFICE_RELS,
    Parts,
    main_part,
    read_package,
    relate,
    related,
    with_content_type,
    write_package,
    xml_bytes,
)
from recordkit.documents.properties import properties, set_properties
from recordkit.documents.sandbox import FORBIDDEN
from recordkit.errors import NotReadable
from recordkit.guard.refusals import unreadable
from recordkit.guard.xml import parse
from recordkit.wording import Text

NAMESPACE = "urn:recordkit:record:1"
RECORD = f"{{{NAMESPACE}}}record"
NO_RECORD = f'<record xmlns="{NAMESPACE}"/>'.encode()
XML_REL = f"{OFFICE_RELS}/customXml"
PROPS_REL = f"{OFFICE_RELS}/customXmlProps"
PROPS_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
STORE_ID = "{5D0B6F0A-3C52-4E0F-9F6C-72656B697431}"  # ours, always the same: like gives like bytes
FACTS = ("name", "type", "department", "period", "masked")
PREFIX = "recordkit."
FORM = "recordkit.form"
ITEM = re.compile(r"customXml/item(\d+)\.xml", re.IGNORECASE)
DOCUMENT = "document"
BROKEN = Text("内嵌的记录已损坏", "the record embedded in it is damaged")
TWICE = Text("内嵌了不止一份记录", "more than one record is embedded in it")
GENERATE_AGAIN = Text("请重新生成该文件", "Generate the document again")


@dataclass(frozen=True, slots=True)
class Embedded:
    """The record in a document: its name, type, department, period, whether masked, and its JSON values."""

    name: str
    type: str
    department: str | None
    period: str | None
    masked: bool
    values: Mapping[str, object]


def embed(document: bytes, record: Embedded) -> bytes:
    """Return the document with the record in it, an older one replaced; values are JSON (ValueError for NaN)."""
    parts = read_package(document, file=DOCUMENT)
    main = main_part(parts, file=DOCUMENT)
    item = next(iter(_items(parts, main, DOCUMENT)), None) or _new_item(parts, main)
    parts[item] = _payload(record)
    known = {fact: getattr(record, fact) for fact in FACTS}
    facts = {f"{PREFIX}{fact}": _fact(value) for fact, value in known.items() if value is not None}
    form = properties(parts, file=DOCUMENT).get(FORM)
    kept = {} if form is None else {FORM: form}
    set_properties(parts, PREFIX, {**kept, **facts}, file=DOCUMENT)
    return write_package(parts)


def embedded(document: bytes, *, file: str = DOCUMENT) -> Embedded | None:
    """Return the record in the document, None when there is none.

    Raises NotReadable when the document or the record in it is broken, or holds two; TooLarge.
    """
    parts = read_package(document, file=file)
    items = _items(parts, main_part(parts, file=file), file)
    if not items:
        return None
    if len(items) > 1:
        raise unreadable(file, TWICE, GENERATE_AGAIN)
    text = parse(parts[items[0]], file=file).text or ""
    try:
        return _record(json.loads(text))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise unreadable(file, BROKEN, GENERATE_AGAIN) from error


def mark_form(document: bytes, type_key: str) -> bytes:
    """Return the blank form with its record type written in its properties."""
    parts = read_package(document, file=DOCUMENT)
    set_properties(parts, FORM, {FORM: type_key}, file=DOCUMENT)
    return write_package(parts)


def form_type(document: bytes, *, file: str = DOCUMENT) -> str | None:
    """Return the record type that a form says it is for, None when it says nothing; a claim, not a proof."""
    return properties(read_package(document, file=file), file=file).get(FORM) or None


def _items(parts: Parts, main: str, file: str) -> list[str]:
    targets = [part for _, kind, part in related(parts, main, file=file) if kind == XML_REL and part in parts]
    return [part for part in dict.fromkeys(targets) if _is_ours(parts[part], file)]


def _is_ours(content: bytes, file: str) -> bool:
    if NAMESPACE.encode() not in content:
        return False
    try:
        return parse(content, file=file).tag == RECORD
    except NotReadable as error:
        raise unreadable(file, BROKEN, GENERATE_AGAIN) from error


def _new_item(parts: Parts, main: str) -> str:
    taken = {int(found[1]) for name in parts if (found := ITEM.fullmatch(name)) is not None}
    number = max(taken, default=0) + 1
    item, store = f"customXml/item{number}.xml", f"customXml/itemProps{number}.xml"
    parts[item] = b""
    parts[store] = _store()
    with_content_type(parts, store, PROPS_TYPE, file=DOCUMENT)
    with_content_type(parts, item, "application/xml", file=DOCUMENT)
    relate(parts, main, XML_REL, item, file=DOCUMENT)
    relate(parts, item, PROPS_REL, store, file=DOCUMENT)
    return item


def _store() -> bytes:
    root = etree.Element(f"{{{STORE}}}datastoreItem", nsmap={"ds": STORE})
    root.set(f"{{{STORE}}}itemID", STORE_ID)
    schemas = etree.SubElement(root, f"{{{STORE}}}schemaRefs")
    etree.SubElement(schemas, f"{{{STORE}}}schemaRef").set(f"{{{STORE}}}uri", NAMESPACE)
    return xml_bytes(root)


def _payload(record: Embedded) -> bytes:
    facts = {fact: getattr(record, fact) for fact in FACTS}
    text = json.dumps(
        {**facts, "values": record.values}, ensure_ascii=False, allow_nan=False, default=_as_object
    )
    # What XML cannot hold, JSON can: as its \u escape, which is one escape or two in every JSON reader.
    root = parse(NO_RECORD, file=DOCUMENT)
    root.text = FORBIDDEN.sub(lambda found: json.dumps(found.group())[1:-1], text)
    return xml_bytes(root)


def _as_object(value: object) -> dict[object, object]:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{value!r} is no JSON value")


def _record(found: object) -> Embedded:
    if not isinstance(found, dict):
        raise TypeError("a record is an object")
    texts = [found["name"], found["type"]]
    if not all(isinstance(text, str) for text in texts) or not isinstance(found["masked"], bool):
        raise TypeError("name and type are texts, masked is true or false")
    if not all(isinstance(found[fact], (str, type(None))) for fact in ("department", "period")):
        raise TypeError("department and period are texts or null")
    if not isinstance(found["values"], dict):
        raise TypeError("values are an object")
    return Embedded(**{key: found[key] for key in (*FACTS, "values")})


def _fact(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
