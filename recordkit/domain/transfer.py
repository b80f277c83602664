"""What is said of each document that is handed over: the elements of DA/T 46-2009 that recordkit can know (参照).

Law: what is not known stays empty, and says so; nothing is guessed. A sensitive record's title is its masked one (R83).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Final, Literal

from recordkit.wording import Lang, Text

FORMAT: Final = "recordkit-transfer-1"
LIST_NAME: Final = "元数据.json"
BOOK_NAME: Final = "元数据.xlsx"
HANDOVER_NAME: Final = "移交清单.xlsx"
NO_CODE: Final = Text(
    "档号尚未编制: 归档整理时按 DA/T 22 编", "no archival code yet: it is given when the files are arranged"
)

ELEMENTS: Final[dict[str, tuple[Text, int]]] = {
    "electronic_id": (Text("电子文件号", "Electronic id"), 62),
    "archival_code": (Text("档号", "Archival code"), 12),
    "title": (Text("题名", "Title"), 36),
    "responsible": (Text("责任者", "Responsible"), 36),
    "document_no": (Text("文件编号", "Document no."), 28),
    "day": (Text("日期", "Day"), 12),
    "genre": (Text("文种", "Kind"), 16),
    "classification": (Text("密级", "Classification"), 15),
    "sensitive": (Text("含敏感个人信息", "Sensitive"), 12),
    "retention": (Text("保管期限", "Retention"), 10),
    "pages": (Text("页数", "Pages"), 8),
    "format": (Text("格式", "Format"), 10),
    "file_name": (Text("计算机文件名", "File name"), 34),
    "size": (Text("大小(字节)", "Bytes"), 12),
    "sha256": (Text("SHA-256", "SHA-256"), 66),
    "program": (Text("创建程序", "Made with"), 34),
    "version": (Text("版本", "Version"), 8),
    "filed_by": (Text("归档人", "Filed by"), 14),
    "filed_at": (Text("归档时间", "Filed at"), 20),
    "received": (Text("收到时间", "Received"), 20),
    "period": (Text("所属期间", "Period"), 12),
    "department": (Text("科室", "Department"), 16),
}
"""The columns of the metadata table, key by key as the JSON names them; widths in characters."""

FileKind = Literal["document", "record", "note"]


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A file of the bag that belongs to a document: its path from the bag's folder."""

    path: str
    kind: FileKind
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Deed:
    """One step of a document's life: when, what, by whom (the process data, 业务行为)."""

    at: datetime
    verb: str
    by: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One version of a document as it is handed over; `pages` and `program` where they are known."""

    electronic_id: str
    title: str
    responsible: str
    document_no: str
    day: date
    genre: str
    sensitive: bool
    retention: str
    format: str
    file_name: str
    size: int
    sha256: str
    version: int
    filed_by: str
    filed_at: datetime
    received: datetime
    period: str | None = None
    department: str | None = None
    pages: int | None = None
    program: str | None = None
    archival_code: str | None = None
    classification: str | None = None
    files: tuple[PackedFile, ...] = ()
    deeds: tuple[Deed, ...] = ()

    def plain(self) -> dict[str, object]:
        """Return the item as the JSON list holds it; instants ISO 8601 with offset, days ISO, the unknown null."""
        return {
            **{key: _plain(getattr(self, key)) for key in ELEMENTS},
            "files": [_facts(one) for one in self.files],
            "process": [_facts(one) for one in self.deeds],
        }


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A document that the query found and that is not handed over, and why."""

    name: str
    why: Text


@dataclass(frozen=True, slots=True)
class Handover:
    """Who hands over to whom and what for; blanks are filled in by hand on paper."""

    number: str
    giver: str
    giver_person: str
    day: date
    purpose: str
    receiver: str = ""
    witness: str = ""


def retention_said(retention: str, lang: Lang) -> str:
    """Return how long a record is kept, in words: 10 -> 10年; 永久 stays."""
    return _YEARS.say(lang, {"n": retention}) if retention.isdigit() else retention


_YEARS: Final = Text("{n}年", "{n} years")


def documents_of(items: Iterable[Item]) -> list[Item]:
    """Return the latest version of each document: a 件 is one document, however many versions of it go along."""
    latest: dict[str, Item] = {}
    for item in items:
        if item.document_no not in latest or item.version > latest[item.document_no].version:
            latest[item.document_no] = item
    return list(latest.values())


def _facts(value: PackedFile | Deed) -> Mapping[str, object]:
    return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, (date, datetime)) else value
