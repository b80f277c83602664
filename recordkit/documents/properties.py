"""The custom properties of an Office file (docProps/custom.xml): text by name, those of others left as they are."""

from collections.abc import Mapping

from lxml import etree

from recordkit.documents.package import OFFICE_RELS, Parts, relate, related, with_content_type, xml_bytes
from recordkit.guard.xml import parse

KIND = f"{OFFICE_RELS}/custom-properties"
TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
NAME = "docProps/custom.xml"
NS = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
VT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
NONE = f'<Properties xmlns="{NS}" xmlns:vt="{VT}"/>'.encode()
OWN_SET = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # the set of user-defined properties (MS-OLEPS 2.25)
FIRST_ID = 2


def properties(parts: Mapping[str, bytes], *, file: str) -> dict[str, str]:
    """Return the custom text properties; raises NotReadable when their part is broken."""
    name = _part(parts, file)
    if name is None:
        return {}
    root = parse(parts[name], file=file)
    return {each.get("name", ""): "".join(map(str, each.itertext())) for each in root}


def set_properties(parts: Parts, prefix: str, wanted: Mapping[str, str], *, file: str) -> None:
    """Replace all properties whose names begin with `prefix` by `wanted`, in place."""
    name = _part(parts, file)
    root = parse(NONE if name is None else parts[name], file=file)
    for each in list(root):
        if each.get("name", "").startswith(prefix):
            root.remove(each)
    for key, value in wanted.items():
        number = max([FIRST_ID - 1, *(int(each.get("pid", "0")) for each in root)]) + 1
        made = etree.SubElement(root, f"{{{NS}}}property", fmtid=OWN_SET, pid=str(number), name=key)
        etree.SubElement(made, f"{{{VT}}}lpwstr").text = value
    parts[name or NAME] = xml_bytes(root)
    if name is None:
        with_content_type(parts, NAME, TYPE, file=file)
        relate(parts, "", KIND, NAME, file=file)


def _part(parts: Mapping[str, bytes], file: str) -> str | None:
    return next(
        (part for _, kind, part in related(parts, "", file=file) if kind == KIND and part in parts), None
    )
