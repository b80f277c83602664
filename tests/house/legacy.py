"""Old folder trees as tests bring them in: names in many habits, with the day on which each was last written."""

import os
from datetime import datetime
from pathlib import Path

from tests.house.offices import ZONE, minutes

WRITTEN = datetime(2019, 4, 3, 10, tzinfo=ZONE)


def old_file(root: Path, name: str, content: bytes | None = None, written: datetime = WRITTEN) -> Path:
    """Write a file of an old tree, minutes of its own unless `content` is given."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(minutes(name) if content is None else content)
    os.utime(path, (written.timestamp(), written.timestamp()))
    return path


def old_tree(root: Path) -> Path:
    """Write a small tree with one file of each kind that there is."""
    old_file(root, "会议/2019-3-15例会会议纪要.docx")
    old_file(root, "会议/副本 2019-3-15例会会议纪要.docx", minutes("会议/2019-3-15例会会议纪要.docx"))
    old_file(root, "家访/家访 张三 20190316.docx")
    old_file(root, "家访/家访报告-2019-0320-003.docx")
    old_file(root, "骨科/2019年3月月度总结报告.docx")
    old_file(root, "报告.docx")
    old_file(root, "2018年月报.doc", b"\xd0\xcf\x11\xe0")
    old_file(root, "会议纪要20190621.docx", b"")
    old_file(root, "会议纪要20190622.docx", b"%PDF-1.4\n%%EOF")
    old_file(root, "IMG_1.jpg", b"\xff\xd8\xff")
    old_file(root, "会议/~$19-3-15例会会议纪要.docx", b"lock")
    return root
