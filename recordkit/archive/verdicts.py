"""What a verification says: item by item, in the archivists' four natures (参照 DA/T 70-2018).

Law: an item is passed only if all of it was looked at and none of it was wrong.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from recordkit.wording import Lang, Text


class Result(StrEnum):
    """How an item came out."""

    PASSED = "passed"
    FAILED = "failed"
    UNCHECKED = "unchecked"
    MANUAL = "manual"

    @property
    def label(self) -> Text:
        """The result as archivists write it: 通过 / 不通过 / 未检测 / 人工."""
        return _RESULTS[self]


_RESULTS: Final = {
    Result.PASSED: Text("通过", "passed"),
    Result.FAILED: Text("不通过", "failed"),
    Result.UNCHECKED: Text("未检测", "not checked"),
    Result.MANUAL: Text("人工", "to be looked at"),
}

NATURES: Final = {
    "1": Text("真实性", "authenticity"),
    "2": Text("完整性", "integrity"),
    "3": Text("可用性", "usability"),
    "4": Text("安全性", "security"),
}

TITLES: Final = {
    "1-1": Text("固化信息有效性(哈希链)", "fixity: the hash chain of the journal"),
    "1-10": Text("内容数据电子属性一致性(SHA-256)", "content is what was filed (SHA-256)"),
    "1-11": Text("元数据与内容关联", "every entry has its files, every file its entry"),
    "1-12": Text("说明文件规范", "the files that describe the archive are as founded"),
    "2-6": Text("连续性元数据项(编号)", "numbers are consecutive or explained"),
    "2-7": Text("内容数据完整(字节数)", "content is whole (bytes)"),
    "3-1": Text("元数据可读", "records can be read"),
    "3-2": Text("目录库可访问且一致", "the catalogue agrees with the journal"),
    "4-1": Text("杀毒软件", "virus scanner"),
    "4-2": Text("病毒感染", "viruses"),
    "4-3": Text("多余文件", "left-over and foreign files"),
    "4-7": Text("归档过程安全", "the filing process is secure"),
}


@dataclass(frozen=True, slots=True)
class Item:
    """One verdict: about a whole code, or about one damaged thing by its name or path (a line as file:number)."""

    code: str
    result: Result
    message: Text
    name: str | None = None
    path: str | None = None

    @property
    def nature(self) -> Text:
        """Which of the four natures it belongs to."""
        return NATURES[self.code[0]]

    @property
    def title(self) -> Text:
        """What the code stands for."""
        return TITLES[self.code]

    def plain(self, lang: Lang) -> dict[str, object]:
        """Return the item as plain data for a face."""
        return {
            "code": self.code,
            "nature": self.nature.say(lang),
            "title": self.title.say(lang),
            "result": self.result.value,
            "label": self.result.label.say(lang),
            "name": self.name,
            "path": self.path,
            "message": self.message.say(lang),
        }


@dataclass(frozen=True, slots=True)
class Report:
    """All verdicts by code, and how many files were hashed."""

    checked: int
    items: tuple[Item, ...]

    @property
    def ok(self) -> bool:
        """True if nothing failed; what was not checked is not called passed, and is no failure."""
        return all(item.result is not Result.FAILED for item in self.items)


def reported(checked: int, found: Sequence[Item], summaries: Mapping[str, Text]) -> Report:
    """Return the report: what was found, and one passed item for each other code, with its summary."""
    spoken = {item.code for item in found}
    passed = [Item(code, Result.PASSED, text) for code, text in summaries.items() if code not in spoken]
    order = {code: place for place, code in enumerate(TITLES)}
    return Report(checked, tuple(sorted([*found, *passed], key=lambda item: order[item.code])))
