"""What a verification of the archive itself leaves open, each with its reason: never called passed (参照 DA/T 70-2018)."""

from typing import Final

from recordkit.archive.verify.verdicts import Item, Result
from recordkit.wording import Text

_PACKAGE = Text(
    "只用于移交的信息包: 见 recordkit export --check",
    "only of a package for transfer: see `recordkit export --check`",
)
_UNKNOWN = Text(
    "未取得该项条文, 不作判断", "the wording of this item is not known to recordkit: no judgement"
)
_BY_HAND = Text("由检测人查看载体", "by whoever verifies, looking at the medium")

LEFT_OPEN: Final = (
    Item("1-9", Result.UNCHECKED, _UNKNOWN),
    Item("1-14", Result.UNCHECKED, _PACKAGE),
    Item("2-10", Result.UNCHECKED, _PACKAGE),
    Item("2-11", Result.UNCHECKED, _PACKAGE),
    Item(
        "3-6",
        Result.MANUAL,
        Text("由检测人登记所用的系统和软件", "by whoever verifies: the systems and programs in use"),
    ),
    Item("3-7", Result.UNCHECKED, _UNKNOWN),
    Item("4-4", Result.MANUAL, _BY_HAND),
    Item("4-5", Result.MANUAL, _BY_HAND),
    Item("4-6", Result.MANUAL, _BY_HAND),
)
"""The codes that nothing in the archive room can judge."""

NO_DUTIES = Text("未与应报事项比较", "not compared with what is due")
NOT_OPENED = Text("没有打开内容", "content was not opened")
NO_SCANNER = Text("未作病毒扫描; 加 --scan 以 ClamAV 扫描", "no virus scan was made: --scan has ClamAV do it")
NO_CODES = Text("档号尚未编制; ", "archival codes are not given yet; ")
ONLY_NAMED = Text("只检测了所列名称", "only the named records were looked at")
DAMAGED_JOURNAL = Text("日志有损坏, 不足为凭", "the journal that it was compared with is damaged")
