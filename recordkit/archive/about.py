"""archive.toml: the archive's id, format, time zone and date style, written once when it is founded."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from recordkit.archive.layout import ABOUT, README
from recordkit.archive.store.store import Store
from recordkit.domain.naming import DateStyle
from recordkit.errors import NotReadable
from recordkit.wording import Text

FORMAT = 1
_REMEDY = Text("请检查档案文件夹的路径", "Check the path of the archive's folder")


@dataclass(frozen=True, slots=True)
class About:
    """What never changes of an archive; `zone` is an IANA name, `style` how days stand in names (C1)."""

    id: str
    zone: str
    style: DateStyle
    format: int = FORMAT

    def encode(self) -> bytes:
        """Return the text of archive.toml."""
        facts = {
            "id": f'"{self.id}"',
            "format": self.format,
            "zone": f'"{self.zone}"',
            "style": f'"{self.style.value}"',
        }
        return "".join(f"{key} = {value}\n" for key, value in facts.items()).encode()


def read_about(store: Store) -> About:
    """Return what archive.toml says; raises NotReadable."""
    try:
        with store.open(ABOUT) as file:
            facts = tomllib.loads(file.read().decode())
        about = About(str(facts["id"]), str(facts["zone"]), DateStyle(facts["style"]), int(facts["format"]))
    except FileNotFoundError:
        raise NotReadable(file=ABOUT, reason=Text("不存在", "it is not there"), remedy=_REMEDY) from None
    except (ValueError, KeyError, TypeError) as fault:
        raise NotReadable(file=ABOUT, reason=str(fault), remedy=_REMEDY) from None
    if about.format != FORMAT:
        newer = Text(f"格式版本 {about.format} 未知", f"format {about.format} is not known")
        remedy = Text("请升级 recordkit", "Use a newer recordkit")
        raise NotReadable(file=ABOUT, reason=newer, remedy=remedy)
    return about


def format_text() -> bytes:
    """Return archive/README.md, the format for a stranger: beside this module in a wheel, else in the work tree."""
    packaged = Path(__file__).parent / README
    return (packaged if packaged.is_file() else Path(__file__).parents[2] / "archive" / README).read_bytes()
