"""Builders of what clerks drop into an inbox: PDF files, scans, and a record type with compulsory sections (R7)."""

import io
from pathlib import Path

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject

from recordkit.domain.fields import Field, Kind
from recordkit.domain.recordtype import RecordType, Section
from recordkit.inbox.layout import create
from recordkit.inbox.scan import Dropped, scan
from recordkit.wording import Text

IDENTITY = "5b0c"


def minutes_type() -> RecordType:
    """Return a type with the four sections of R7, and the columns of its table of resolutions."""
    columns = (
        Field("text", Text("决议内容", "Text"), Kind.TEXT),
        Field("owner", Text("责任人", "Owner"), Kind.PERSON),
    )
    return RecordType(
        key="minutes",
        code="MIN",
        word="会议纪要",
        label=Text("会议纪要", "Minutes"),
        output="docx",
        fields=(
            Field("place", Text("会议地点", "Place"), Kind.TEXT),
            Field("resolutions", Text("决议事项", "Resolutions"), Kind.TABLE, columns=columns),
        ),
        sections=(
            Section("会议时间", ("时间",)),
            Section("参会人员", ("与会人员", "出席人员")),
            Section("决议事项", ("议定事项",)),
            Section("责任分工"),
        ),
    )


def made_inbox(folder: Path) -> Path:
    """Return a new inbox below `folder`."""
    inbox = folder / "inbox"
    inbox.mkdir()
    create(inbox, IDENTITY)
    return inbox


def dropped(inbox: Path, name: str, content: bytes = b"x") -> Dropped:
    """Put a file into the inbox and return it as the scan sees it."""
    path = inbox / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return next(one for one in scan(inbox) if one.path == path)


def pdf(*lines: str, password: str | None = None, scan_size: int | None = None) -> bytes:
    """Return a PDF of one page with these lines, or a blank page; `scan_size` adds a picture of so many pixels each way."""
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    resources = DictionaryObject()
    if lines:
        resources[NameObject("/Font")] = DictionaryObject({NameObject("/F1"): _font()})
        stream = DecodedStreamObject()
        stream.set_data(_drawn(lines))
        page[NameObject("/Contents")] = writer._add_object(stream)
    if scan_size is not None:
        pictures = DictionaryObject({NameObject("/Im1"): writer._add_object(_picture(scan_size))})
        resources[NameObject("/XObject")] = pictures
    page[NameObject("/Resources")] = resources
    if password is not None:
        writer.encrypt(password, algorithm="RC4-128")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def ole(*streams: str) -> bytes:
    """Return the beginning of an OLE file that names these streams, long enough to be whole."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    header[30:32] = (9).to_bytes(2, "little")
    header[44:48] = (1).to_bytes(4, "little")
    header[48:52] = (1).to_bytes(4, "little")
    header[76:80] = (0).to_bytes(4, "little")
    directory = b"".join(name.encode("utf-16-le").ljust(64, b"\0") for name in streams)
    return bytes(header) + bytes(512) + directory.ljust(512, b"\0")


def _drawn(lines: tuple[str, ...]) -> bytes:
    shown = b" 0 -20 Td ".join(b"<" + line.encode("gbk").hex().encode() + b"> Tj" for line in lines)
    return b"BT /F1 12 Tf 50 800 Td " + shown + b" ET"


def _font() -> DictionaryObject:
    below = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/CIDFontType0"),
            NameObject("/BaseFont"): NameObject("/STSong-Light"),
            NameObject("/DW"): NumberObject(1000),
        }
    )
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type0"),
            NameObject("/BaseFont"): NameObject("/STSong-Light"),
            NameObject("/Encoding"): NameObject("/GBK-EUC-H"),
            NameObject("/DescendantFonts"): ArrayObject([below]),
        }
    )


def _picture(size: int) -> DecodedStreamObject:
    picture = DecodedStreamObject()
    picture.set_data(bytes(size * (size // 8)))
    picture.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Image"),
            NameObject("/Width"): NumberObject(size),
            NameObject("/Height"): NumberObject(size),
            NameObject("/BitsPerComponent"): NumberObject(1),
            NameObject("/ColorSpace"): NameObject("/DeviceGray"),
        }
    )
    return picture
