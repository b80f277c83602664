"""What a verification says: item by item, in the archivists' four natures (参照 DA/T 70-2018).

Law: an item is passed only if all of it was looked at and none of it was wrong.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from recordkit.domain.chain import Head
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
_WORST: Final = (Result.FAILED, Result.UNCHECKED, Result.MANUAL, Result.PASSED)

NATURES: Final = {
    "1": Text("真实性", "authenticity"),
    "2": Text("完整性", "integrity"),
    "3": Text("可用性", "usability"),
    "4": Text("安全性", "security"),
}

TITLES: Final = {
    "1-1": Text("固化信息有效性(哈希链)", "fixity: the hash chain of the journal"),
    "1-2": Text("元数据项数据长度", "metadata: length"),
    "1-3": Text("元数据项类型、格式", "metadata: type and form"),
    "1-4": Text("元数据项值域", "metadata: within its set of values"),
    "1-5": Text("元数据项数据合理性", "metadata: plausible values"),
    "1-6": Text("元数据项特殊字符", "metadata: special characters"),
    "1-7": Text("档号规范性", "archival codes follow the rule"),
    "1-8": Text("元数据项数据重复性", "metadata: nothing twice"),
    "1-9": Text("真实性第 9 项", "authenticity, item 9"),
    "1-10": Text("内容数据电子属性一致性(SHA-256)", "content is what was filed (SHA-256)"),
    "1-11": Text("元数据与内容关联", "every entry has its files, every file its entry"),
    "1-12": Text("说明文件和目录文件规范", "the files that describe the archive are as founded"),
    "1-13": Text("目录结构规范", "every file lies where its name says"),
    "1-14": Text("信息包一致性", "the package is what was sent"),
    "2-1": Text("总件数相符", "the number of files agrees"),
    "2-2": Text("总字节数相符", "the number of bytes agrees"),
    "2-3": Text("元数据项齐全", "metadata: every item is there"),
    "2-4": Text("元数据必填项", "metadata: no required item is empty"),
    "2-5": Text("过程信息完整", "the process is recorded whole"),
    "2-6": Text("连续性元数据项(编号)", "numbers are consecutive or explained"),
    "2-7": Text("内容数据完整(字节数)", "content is whole (bytes)"),
    "2-8": Text("附属数据完整(记录数据、后续事项)", "what belongs to it is whole: values and notes (bytes)"),
    "2-9": Text("归档范围", "all that is to be filed is filed"),
    "2-10": Text("信息包元数据完整", "the package's metadata are whole"),
    "2-11": Text("信息包内容数据完整", "the package's content is whole"),
    "3-1": Text("元数据可读", "records can be read"),
    "3-2": Text("目录库可访问且一致", "the catalogue agrees with the journal"),
    "3-3": Text("内容数据格式", "content is of the format it claims"),
    "3-4": Text("内容数据可读", "content can be opened"),
    "3-5": Text("格式长期可用", "formats fit for long keeping"),
    "3-6": Text("软硬件环境", "hardware and software"),
    "3-7": Text("可用性第 7 项", "usability, item 7"),
    "3-8": Text("无加密、无非公开压缩", "nothing is encrypted or packed in a private way"),
    "4-1": Text("杀毒软件", "virus scanner"),
    "4-2": Text("病毒感染", "viruses"),
    "4-3": Text("多余文件", "left-over and foreign files"),
    "4-4": Text("载体读取速度", "speed of the medium"),
    "4-5": Text("载体外观", "look of the medium"),
    "4-6": Text("光盘合格性", "condition of discs"),
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
class Verdict:
    """How one code came out as a whole: the gravest of its items, and all of them."""

    code: str
    result: Result
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """What part of the entries was hashed: `taken` of `total`, chosen by `seed`."""

    seed: int
    taken: int
    total: int


@dataclass(frozen=True, slots=True)
class Extent:
    """What was looked at: whose archive, up to which head, how many entries, files and bytes; `share` where only a part was."""

    archive: str = ""
    head: Head = field(default_factory=Head)
    head_at: datetime | None = None
    entries: int = 0
    files: int = 0
    size: int = 0
    share: Share | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """All verdicts by code, how many files were hashed, and what they were of."""

    checked: int
    items: tuple[Item, ...]
    extent: Extent = field(default_factory=Extent)

    @property
    def ok(self) -> bool:
        """True if nothing failed; what was not checked is not called passed, and is no failure."""
        return all(item.result is not Result.FAILED for item in self.items)

    @property
    def chained(self) -> bool:
        """True if the journal's chain holds, and holds every head that it was compared with."""
        return all(item.result is not Result.FAILED for item in self.items if item.code == "1-1")

    def verdicts(self) -> Iterator[Verdict]:
        """Yield each code once, in their order."""
        by_code: dict[str, list[Item]] = {code: [] for code in TITLES}
        for item in self.items:
            by_code[item.code].append(item)
        for code, items in by_code.items():
            if items:
                worst = min((item.result for item in items), key=_WORST.index)
                yield Verdict(code, worst, tuple(items))

    def instead(self, code: str, item: Item) -> "Report":
        """Return the report with `item` in place of what it said of `code`."""
        others = [one for one in self.items if one.code != code]
        return Report(self.checked, in_order([*others, item]), self.extent)


def reported(
    checked: int, found: Sequence[Item], summaries: Mapping[str, Text], extent: Extent | None = None
) -> Report:
    """Return the report: what was found, and one passed item for each other code, with its summary."""
    spoken = {item.code for item in found}
    passed = [Item(code, Result.PASSED, text) for code, text in summaries.items() if code not in spoken]
    return Report(checked, in_order([*found, *passed]), extent or Extent())


def in_order(items: Sequence[Item]) -> tuple[Item, ...]:
    """Return the items in the order of their codes; files that were come upon in no order, by their path."""
    order = {code: place for place, code in enumerate(TITLES)}

    def place(item: Item) -> tuple[int, str]:
        return order[item.code], (item.path or "") if item.code in _COME_UPON else ""

    return tuple(sorted(items, key=place))


_COME_UPON: Final = frozenset({"1-11", "4-3", "4-7"})
