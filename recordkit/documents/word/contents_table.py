"""Tables of contents: a filled document asks Word to bring them up to date when it is opened (ECMA-376, 17.15.1.90)."""

from collections.abc import Mapping

from lxml import etree

from recordkit.documents.package import OFFICE_RELS, main_part, related, xml_bytes
from recordkit.documents.word.runs import W
from recordkit.guard.xml import parse

SETTINGS_REL = f"{OFFICE_RELS}/settings"
UPDATE = f"{{{W}}}updateFields"
# Those that follow it in the settings (17.15.1.78).
FOLLOWING = frozenset(
    (
        "hdrShapeDefaults footnotePr endnotePr compat docVars rsids mathPr attachedSchema themeFontLang "
        "clrSchemeMapping doNotIncludeSubdocsInStats doNotAutoCompressPictures forceUpgrade captions "
        "readModeInkLockDown smartTagType schemaLibrary shapeDefaults doNotEmbedSmartTags decimalSymbol listSeparator"
    ).split()
)


def marked_for_update(parts: Mapping[str, bytes], *, file: str) -> dict[str, bytes]:
    """Return the settings that ask for an update, by their part's name; nothing if there is no table of contents."""
    main = main_part(parts, file=file)
    settings = next((part for _, kind, part in related(parts, main, file=file) if kind == SETTINGS_REL), None)
    if settings not in parts or b"TOC" not in parts[main] or not _has_contents(parts[main], file):
        return {}
    assert settings is not None
    root = parse(parts[settings], file=file)
    update = root.find(UPDATE)
    if update is None:
        update = etree.Element(UPDATE)
        later = next((each for each in root if etree.QName(each).localname in FOLLOWING), None)
        root.append(update) if later is None else later.addprevious(update)
    update.set(f"{{{W}}}val", "true")
    return {settings: xml_bytes(root)}


def _has_contents(content: bytes, file: str) -> bool:
    root = parse(content, file=file)
    simple = (each.get(f"{{{W}}}instr", "") for each in root.iter(f"{{{W}}}fldSimple"))
    complex_ = (each.text or "" for each in root.iter(f"{{{W}}}instrText"))
    return any(each.split()[:1] == ["TOC"] for found in (simple, complex_) for each in found)
