"""Office packages (ECMA-376 part 2): read within limits, written with fixed times, so that like gives like bytes."""

import posixpath
from collections.abc import Iterable, Mapping

from lxml import etree

from recordkit.documents.packing import Kept, keep
from recordkit.guard.limits import LIMITS, Limits
from recordkit.guard.refusals import unreadable
from recordkit.guard.xml import parse
from recordkit.guard.zips import measure
from recordkit.wording import Text

Parts = dict[str, bytes]  # entry name (no leading slash) -> content, in the order of the file

CONTENT_TYPES = "[Content_Types].xml"
TYPES_NS = "http://schemas.openxmlformats.org/package/2006/content-types"
RELS_NS = "http://schemas.openxmlformats.org/package/2006/relationships"
RELS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
OFFICE_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN_REL = f"{OFFICE_RELS}/officeDocument"
NO_RELATIONS = f'<Relationships xmlns="{RELS_NS}"/>'.encode()
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def read_package(content: bytes, limits: Limits = LIMITS, *, file: str) -> Parts:
    """Return the parts; raises TooLarge or NotReadable (no zip, no content types, a damaged part)."""
    zipped = measure(content, limits, file=file)
    parts = {name: zipped.read(name) for name in zipped.names}
    if CONTENT_TYPES not in parts:
        reason = Text("不是 Office 文件(缺少内容类型表)", "it is no Office file (no content types)")
        raise unreadable(file, reason)
    return parts


def write_package(parts: Mapping[str, bytes]) -> bytes:
    """Return the zip of the parts in their order, the content types first; no clock, no system of ours in it."""
    return keep_package(parts).pack({})


def keep_package(parts: Mapping[str, bytes]) -> Kept:
    """Return the parts packed once; `pack(changed)` copies their compressed bytes and packs what changed."""
    return keep(parts, CONTENT_TYPES)


def xml_bytes(root: etree._Element) -> bytes:
    """Return the element as a part's content."""
    return (DECLARATION + etree.tostring(root, encoding="unicode")).encode()


def unprefixed(root: etree._Element, namespace: str) -> etree._Element:
    """Return the tree with `namespace` as the one that needs no prefix; some writers give all their elements one."""
    if root.nsmap.get(None) == namespace or namespace not in root.nsmap.values():
        return root
    spaces: dict[str | None, str] = {None: namespace}
    spaces.update({prefix: each for prefix, each in root.nsmap.items() if each != namespace})
    made = etree.Element(root.tag, nsmap=spaces)  # type: ignore[arg-type] # its stubs know no default namespace
    for name, value in root.attrib.items():
        made.set(name, value)
    made.text = root.text
    made.extend(list(root))
    return made


def content_types(parts: Mapping[str, bytes], *, file: str) -> dict[str, str]:
    """Return the content type of every part that has one."""
    root = parse(parts[CONTENT_TYPES], file=file)
    by_part = {
        each.get("PartName", "").lstrip("/"): each.get("ContentType", "") for each in _of(root, "Override")
    }
    by_ending = {
        each.get("Extension", "").casefold(): each.get("ContentType", "") for each in _of(root, "Default")
    }
    known = {name: by_part.get(name) or by_ending.get(name.rpartition(".")[2].casefold()) for name in parts}
    return {name: kind for name, kind in known.items() if kind}


def with_content_type(parts: Parts, name: str, kind: str, *, file: str) -> None:
    """Give the part `name` the content type `kind`, in place."""
    root = parse(parts[CONTENT_TYPES], file=file)
    for each in _of(root, "Override"):
        if each.get("PartName") == f"/{name}":
            root.remove(each)
    etree.SubElement(root, f"{{{TYPES_NS}}}Override", PartName=f"/{name}", ContentType=kind)
    parts[CONTENT_TYPES] = xml_bytes(root)


def without_part(parts: Parts, name: str, *, file: str) -> None:
    """Take the part, its content type and the relationships that lead to it away, in place."""
    root = parse(parts[CONTENT_TYPES], file=file)
    for each in _of(root, "Override"):
        if each.get("PartName") == f"/{name}":
            root.remove(each)
    parts[CONTENT_TYPES] = xml_bytes(root)
    parts.pop(name, None)
    for rels in [each for each in parts if each.endswith(".rels")]:
        _unrelate(parts, rels, name, file)


def rels_name(source: str) -> str:
    """Return the name of the relationships part of `source` ("" is the package itself)."""
    folder, _, leaf = source.rpartition("/")
    return posixpath.join(folder, "_rels", f"{leaf}.rels")


def related(parts: Mapping[str, bytes], source: str, *, file: str) -> list[tuple[str, str, str]]:
    """Return (id, type, part name) of every internal relationship of `source` ("" is the package itself)."""
    name = rels_name(source)
    if name not in parts:
        return []
    root = parse(parts[name], file=file)
    return [
        (each.get("Id", ""), each.get("Type", ""), _target(source, each.get("Target", "")))
        for each in _of(root, "Relationship")
        if each.get("TargetMode") != "External"
    ]


def relate(parts: Parts, source: str, kind: str, target: str, *, file: str) -> None:
    """Add a relationship from `source` to the part `target`, unless there is one of that type, in place."""
    if any(found[1:] == (kind, target) for found in related(parts, source, file=file)):
        return
    name = rels_name(source)
    root = parse(parts.get(name, NO_RELATIONS), file=file)
    taken = {each.get("Id") for each in _of(root, "Relationship")}
    number = next(number for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
    folder = source.rpartition("/")[0]
    where = posixpath.relpath(target, folder) if folder else target
    etree.SubElement(root, f"{{{RELS_NS}}}Relationship", Id=f"rId{number}", Type=kind, Target=where)
    parts[name] = xml_bytes(root)


def main_part(parts: Mapping[str, bytes], *, file: str) -> str:
    """Return the name of the main part (document or workbook); raises NotReadable when there is none."""
    for _, kind, target in related(parts, "", file=file):
        if kind == MAIN_REL and target in parts:
            return target
    raise unreadable(file, Text("不是 Office 文件(缺少主体)", "it is no Office file (no main part)"))


def _of(root: etree._Element, name: str) -> Iterable[etree._Element]:
    return [each for each in root if etree.QName(each).localname == name]


def _target(source: str, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), target))


def _unrelate(parts: Parts, rels: str, name: str, file: str) -> None:
    source = posixpath.join(
        posixpath.dirname(posixpath.dirname(rels)), posixpath.basename(rels)[: -len(".rels")]
    )
    root = parse(parts[rels], file=file)
    gone = [
        each
        for each in _of(root, "Relationship")
        if each.get("TargetMode") != "External" and _target(source, each.get("Target", "")) == name
    ]
    for each in gone:
        root.remove(each)
    if gone:
        parts[rels] = xml_bytes(root)
