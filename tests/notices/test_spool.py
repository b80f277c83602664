"""tests of recordkit.notices.spool: what came back waits until it was told, and keeps no file name of a patient's."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from recordkit.notices.spool import FOLDER, Rejection, forget, spool, spooled

AT = datetime(2026, 11, 7, 8, 30, tzinfo=UTC)
FILE = "王小明 13800138000 病历.docx"


def test_rejections_come_back_in_order_and_are_forgotten_one_by_one(tmp_path: Path) -> None:
    later, first = (Rejection.of("zhou", FILE, AT + timedelta(hours=h), None) for h in (1, 0))
    for one in (later, first, first):
        spool(tmp_path, one)
    assert spooled(tmp_path) == [first, later]
    forget(tmp_path, first)
    forget(tmp_path, first)
    assert spooled(tmp_path) == [later]


def test_a_files_own_name_is_nowhere_kept(tmp_path: Path) -> None:
    spool(tmp_path, Rejection.of("zhou", FILE, AT, None))
    [kept] = (tmp_path / FOLDER).iterdir()
    assert "王小明" not in kept.name + kept.read_text("utf-8")


def test_what_cannot_be_read_is_passed_over(tmp_path: Path) -> None:
    spool(tmp_path, Rejection.of("zhou", FILE, AT, "会议纪要-2026-1107-001"))
    (tmp_path / FOLDER / "half.json").write_text('{"key": "x"', "utf-8")
    assert [one.name for one in spooled(tmp_path)] == ["会议纪要-2026-1107-001"]


def test_there_may_be_no_spool(tmp_path: Path) -> None:
    assert spooled(tmp_path) == []
