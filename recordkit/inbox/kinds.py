"""What a file really is, told by its bytes and never by its name (INTAKE, Content: mislabelled, locked, macros)."""

import io
from dataclasses import dataclass
from pathlib import PurePosixPath

from recordkit.guard.limits import LIMITS
from recordkit.guard.xml import parse
from recordkit.guard.zips import Measured, measure
from recordkit.inbox.whole import OLE, PDF, ZIP
from recordkit.wording import Text

LOCKED = "locked"
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
CONTENT_TYPES = "[Content_Types].xml"
MAIN_TYPES = {
    "wordprocessingml.document.main+xml": "docx",
    "word.document.macroenabled.main+xml": "docm",
    "wordprocessingml.template.main+xml": "dotx",
    "word.template.macroenabledtemplate.main+xml": "dotm",
    "spreadsheetml.sheet.main+xml": "xlsx",
    "excel.sheet.macroenabled.main+xml": "xlsm",
    "excel.sheet.binary.macroenabled.main": "xlsb",
    "spreadsheetml.template.main+xml": "xltx",
    "presentationml.presentation.main+xml": "pptx",
}
MACRO_PARTS = ("vbaproject.bin", "vbadata.xml")
MACRO_FOLDER = "macrosheets"
MACRO_TYPES = ("vbaproject", "macroenabled", "macrosheet")

# The order counts: the first beginning that fits says what it is.
BEGINNINGS: tuple[tuple[bytes, str, Text], ...] = (
    (b"{\\rtf", "rtf", Text("RTF 文档", "an RTF document")),
    (b"MZ", "exe", Text("可执行程序", "an executable program")),
    (b"\x7fELF", "exe", Text("可执行程序", "an executable program")),
    (b"#!", "script", Text("脚本程序", "a script")),
    (b"\x89PNG", "png", Text("PNG 图片", "a PNG picture")),
    (b"\xff\xd8\xff", "jpg", Text("JPEG 图片", "a JPEG picture")),
    (b"GIF8", "gif", Text("GIF 图片", "a GIF picture")),
    (b"BM", "bmp", Text("BMP 图片", "a BMP picture")),
    (b"II*\0", "tif", Text("TIFF 图片", "a TIFF picture")),
    (b"MM\0*", "tif", Text("TIFF 图片", "a TIFF picture")),
    (b"Rar!", "rar", Text("RAR 压缩包", "a RAR archive")),
    (b"7z\xbc\xaf", "7z", Text("7z 压缩包", "a 7z archive")),
    (b"\x1f\x8b", "gz", Text("gzip 压缩包", "a gzip file")),
)
OLE_STREAMS: tuple[tuple[str, str, Text], ...] = (
    ("WordDocument", "doc", Text("旧版 Word 文档(.doc)", "an old Word document (.doc)")),
    ("Workbook", "xls", Text("旧版 Excel 工作簿(.xls)", "an old Excel workbook (.xls)")),
    ("PowerPoint Document", "ppt", Text("旧版 PowerPoint(.ppt)", "an old PowerPoint file (.ppt)")),
)
HTML = (b"<html", b"<!doctype html", b"<head", b"<table", b"<meta")


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of a file and what they are; `main` is the main part of an Office package, `label` says it to a person."""

    file: str
    content: bytes
    kind: str
    label: Text
    main: str = ""
    zipped: Measured | None = None
    macros: bool = False

    def stream(self) -> io.BytesIO:
        """Return the bytes as a file."""
        return io.BytesIO(self.content)


def recognise(content: bytes, *, file: str) -> Content:
    """Return what `content` is; raises TooLarge and NotReadable for a zip that guard refuses."""
    if content.startswith(OLE):
        return _ole(content, file)
    if content.startswith(ZIP):
        return _package(content, file)
    if PDF in content[:1024]:
        return Content(file, content, "pdf", Text("PDF 文档", "a PDF document"))
    for beginning, kind, label in BEGINNINGS:
        if content.startswith(beginning):
            return Content(file, content, kind, label)
    return _text(content, file)


def _ole(content: bytes, file: str) -> Content:
    if ENCRYPTED_PACKAGE in content:
        return Content(file, content, LOCKED, Text("有密码的文件", "a password-protected file"))
    for stream, kind, label in OLE_STREAMS:
        if stream.encode("utf-16-le") in content:
            return Content(file, content, kind, label)
    return Content(file, content, "ole", Text("旧版 Office 文件", "an old Office file"))


def _package(content: bytes, file: str) -> Content:
    zipped = measure(content, LIMITS, file=file)
    declared = _declared(zipped, file)
    main, kind = _main_part(zipped, declared)
    label = Text(f"{kind.upper()} 文件(.{kind})", f"a .{kind} file")
    typed = any(mark in kind_of_part for _, kind_of_part in declared for mark in MACRO_TYPES)
    macros = typed or any(_is_macro(name) for name in zipped.names)
    return Content(file, content, kind, label, main, zipped, macros)


def _declared(zipped: Measured, file: str) -> list[tuple[str, str]]:
    """Return (part, content type in lower case) as the package's own list has them; none when it is no Office package."""
    if CONTENT_TYPES not in zipped.names:
        return []
    listed = parse(zipped.read(CONTENT_TYPES), LIMITS, file=f"{file}: {CONTENT_TYPES}")
    return [
        ((one.get("PartName") or "").lstrip("/"), (one.get("ContentType") or "").casefold()) for one in listed
    ]


def _main_part(zipped: Measured, declared: list[tuple[str, str]]) -> tuple[str, str]:
    """Return (main part, kind), or ("", kind) when it is no Office package."""
    for part, content_type in declared:
        kind = next((kind for ending, kind in MAIN_TYPES.items() if content_type.endswith(ending)), None)
        if kind is not None and part in zipped.names:
            return part, kind
    return "", _open_document(zipped)


def _open_document(zipped: Measured) -> str:
    if "mimetype" not in zipped.names:
        return "zip"
    declared = zipped.read("mimetype")
    if b"opendocument.text" in declared:
        return "odt"
    return "ods" if b"opendocument.spreadsheet" in declared else "zip"


def _is_macro(name: str) -> bool:
    path = PurePosixPath(name.casefold())
    return path.name in MACRO_PARTS or (MACRO_FOLDER in path.parts)


def _text(content: bytes, file: str) -> Content:
    head = content[:2048].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith(HTML):
        return Content(file, content, "html", Text("网页(HTML)", "a web page (HTML)"))
    if head.startswith(b"<?xml"):
        return Content(file, content, "xml", Text("XML 文件", "an XML file"))
    if b"\0" not in content[:2048]:
        return Content(file, content, "txt", Text("纯文本", "plain text"))
    return Content(file, content, "?", Text("无法识别的内容", "something unknown"))
