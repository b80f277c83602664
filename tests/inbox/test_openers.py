"""tests of recordkit.inbox.openers: INTAKE, "waiting: open by 王芳 (the name stands in the `~$` file)"."""

from pathlib import Path

import pytest

from recordkit.inbox.openers import lock_owner, opened


def office_lock(name: str, start: int) -> bytes:
    """Return a lock file as Word (name in UTF-16 from 54) or Excel (from 55) writes it."""
    narrow = name.encode("gbk")
    head = (bytes([len(narrow)]) + narrow).ljust(start, b" ")
    return head + len(name).to_bytes(2, "little") + name.encode("utf-16-le").ljust(108, b"\0")


LIBREOFFICE = ",林知夏,pc-7,20.11.2026 15:00,file:///C:/Users/lin/;".encode()


@pytest.mark.parametrize(
    ("content", "owner"),
    [
        (office_lock("王芳", 54), "王芳"),
        (office_lock("王芳", 55), "王芳"),
        (office_lock("Wang Fang", 54), "Wang Fang"),
        (LIBREOFFICE, "林知夏"),
        ("周予安,zhou,pc,20.11.2026 15:00,file:///;".encode(), "周予安"),
        (bytes([4]) + "沈砚".encode("gbk"), "沈砚"),
        (b"", None),
        (b"\0" * 162, None),
        (b"\xff" * 162, None),
    ],
)
def test_the_owner_stands_in_the_lock_file(content: bytes, owner: str | None) -> None:
    assert lock_owner(content) == owner


def test_a_document_open_in_word_is_open_by_somebody_with_a_name(tmp_path: Path) -> None:
    document = tmp_path / "家访报告-2023-0315-001.docx"
    document.write_bytes(b"x")
    assert opened(document) is None
    (tmp_path / "~$报告-2023-0315-001.docx").write_bytes(office_lock("王芳", 54))
    reason = opened(document)
    assert reason is not None
    assert (reason.zh, reason.en) == ("文件正由王芳打开", "open by 王芳")


def test_a_lock_that_is_a_link_is_seen_and_not_read(tmp_path: Path) -> None:
    document = tmp_path / "a.xlsx"
    document.write_bytes(b"x")
    (tmp_path / "secret").write_bytes(office_lock("密", 54))
    (tmp_path / "~$a.xlsx").symlink_to(tmp_path / "secret")
    reason = opened(document)
    assert reason is not None
    assert reason.en == "open by somebody"


def test_a_name_as_long_as_names_may_be_has_no_lock(tmp_path: Path) -> None:
    document = tmp_path / ("甲" * 83 + ".docx")
    document.write_bytes(b"x")
    assert opened(document) is None
