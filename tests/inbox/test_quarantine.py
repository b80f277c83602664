"""tests of recordkit.inbox.quarantine: INTAKE, Quarantine; ARCHIVE step 6 (the reason is published first)."""

import os
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from recordkit.domain.findings import Finding
from recordkit.inbox.claim import claim
from recordkit.inbox.junk import is_junk
from recordkit.inbox.layout import MARKER, REJECTED, STATE
from recordkit.inbox.quarantine import reason, reason_name, reject, return_workbook, tidy
from recordkit.inbox.scan import scan
from recordkit.inbox.sheets import Claim, leftovers
from tests.house.inbox_files import dropped, made_inbox

AT = datetime(2026, 11, 21, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
NAME = "家访报告-2023-0315-001.docx"
MISSING = Finding("section_missing", facts={"section": "决议事项"})
NAMED = Finding("name_shape", value="家访.docx", facts={"nearest": NAME})
WARNED = Finding("name_repaired", severity="warning", value="a", facts={"canonical": "b"})


def taken(inbox: Path, name: str = NAME, content: bytes = b"x") -> Claim:
    return claim(inbox, dropped(inbox, name, content))


def returned(inbox: Path) -> list[str]:
    return sorted(
        str(path.relative_to(inbox / REJECTED)) for path in (inbox / REJECTED).rglob("*") if path.is_file()
    )


def test_a_rejected_file_lies_beside_its_reason_and_is_no_longer_claimed(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    path = reject(inbox, taken(inbox, content=b"content"), [MISSING], "zh", at=AT)
    assert (path, path.read_bytes()) == (inbox / REJECTED / NAME, b"content")
    assert returned(inbox) == [NAME, f"{NAME}.原因.txt"]
    assert (leftovers(inbox), scan(inbox)) == ([], [])


def test_the_reason_opens_in_notepad(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    path = reject(inbox, taken(inbox), [MISSING, NAMED], "zh", at=AT)
    raw = path.with_name(f"{NAME}.原因.txt").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\n") == raw.count(b"\r\n") > 5


def test_the_reason_says_what_is_wrong_the_rule_what_to_do_the_right_name_and_when(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    lines = reason(taken(inbox), [WARNED, MISSING, NAMED], "zh", at=AT).split("\r\n")
    assert lines[0] == "1. 缺少必备部分“决议事项”"
    text = "\n".join(lines)
    for words in (
        "R7",
        "R1",
        "请补上标题",
        f"正确的文件名: {NAME}",
        f"文件: {NAME}",
        "退回: 2026-11-21 10:00",
    ):
        assert words in text
    assert "更正" not in text


def test_the_reason_is_whole_in_english(tmp_path: Path) -> None:
    text = reason(taken(made_inbox(tmp_path)), [NAMED], "en", at=AT)
    assert text.startswith("the name is no type-date-number: 家访.docx\r\n   rule: ")
    assert f"the right name: {NAME}" in text


def test_the_file_of_a_department_goes_back_to_its_own_folder(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    assert reject(inbox, taken(inbox, f"急诊科/{NAME}"), [MISSING], "zh", at=AT).parent.name == "急诊科"


def test_a_file_that_came_back_before_stays_and_each_has_its_reason(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    for content in (b"1", b"2", b"3"):
        reject(inbox, taken(inbox, content=content), [MISSING], "zh", at=AT)
    stem = NAME.removesuffix(".docx")
    assert returned(inbox) == sorted(
        f"{stem}{mark}.docx{ending}" for mark in ("", " (2)", " (3)") for ending in ("", ".原因.txt")
    )
    assert (inbox / REJECTED / NAME).read_bytes() == b"1"


def test_an_old_reason_whose_file_was_taken_back_is_renewed(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    reject(inbox, taken(inbox), [NAMED], "zh", at=AT).unlink()
    path = reject(inbox, taken(inbox), [MISSING], "zh", at=AT)
    assert path.name == NAME
    assert "决议事项" in path.with_name(f"{NAME}.原因.txt").read_text("utf-8-sig")


def test_a_kill_between_reason_and_file_is_ended_by_the_next_start(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    first = taken(inbox)
    (inbox / REJECTED / f"{NAME}.原因.txt").write_text("half")
    (inbox / REJECTED / NAME).hardlink_to(first.path)
    path = reject(inbox, leftovers(inbox)[0], [MISSING], "zh", at=AT)
    assert (returned(inbox), path.name) == ([NAME, f"{NAME}.原因.txt"], NAME)


def test_a_reason_that_is_dropped_back_into_the_inbox_is_junk(tmp_path: Path) -> None:
    assert is_junk(reason_name(NAME))
    inbox = made_inbox(tmp_path)
    dropped_back = inbox / reason_name(NAME)
    dropped_back.write_text("x")
    assert scan(inbox) == []


def test_a_name_in_gbk_goes_back_with_its_reason(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    raw = os.fsdecode("家访报告.docx".encode("gbk"))
    finding = Finding("name_not_text", value="家访报告.docx", facts={"nearest": NAME})
    path = reject(inbox, taken(inbox, raw), [finding], "zh", at=AT)
    assert path.name == "家访报告.docx", "as clerks can see it: a share leaves names of other bytes out"
    text = path.with_name(reason_name(path.name)).read_text("utf-8-sig")
    assert NAME in text
    assert "文件: 家访报告.docx" in text


def test_names_as_long_as_names_may_be_have_reasons_of_their_own(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    long = "甲" * 83 + ".docx"
    paths = [reject(inbox, taken(inbox, long), [NAMED], "zh", at=AT) for _ in range(2)]
    reasons = {reason_name(path.name) for path in paths}
    assert len(returned(inbox)) == 4
    assert len(reasons) == 2
    assert all(len(os.fsencode(name)) <= 255 for name in reasons)


@pytest.mark.parametrize("obstacle", ["file", "link"])
def test_what_stands_where_the_departments_folder_should_is_not_followed(
    tmp_path: Path, obstacle: str
) -> None:
    inbox = made_inbox(tmp_path)
    (tmp_path / "outside").mkdir()
    place = inbox / REJECTED / "急诊科"
    place.write_bytes(b"") if obstacle == "file" else place.symlink_to(tmp_path / "outside")
    assert reject(inbox, taken(inbox, f"急诊科/{NAME}"), [MISSING], "zh", at=AT).parent == inbox / REJECTED
    assert list((tmp_path / "outside").iterdir()) == []


def test_a_marked_workbook_is_returned_beside_the_one_before(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    first = return_workbook(inbox, "骨科", "投诉.有误.xlsx", b"1")
    second = return_workbook(inbox, "骨科", "投诉.有误.xlsx", b"2")
    assert (first.read_bytes(), second.read_bytes()) == (b"1", b"2")
    assert second == inbox / REJECTED / "骨科" / "投诉.有误 (2).xlsx"


def test_a_file_that_cannot_be_moved_stays_claimed(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    one = taken(inbox)
    gone = replace(one, path=one.path.with_name("gone"))
    with pytest.raises(FileNotFoundError):
        reject(inbox, gone, [MISSING], "zh", at=AT)
    assert leftovers(inbox) == [one]


def test_what_was_being_written_when_the_program_was_killed_is_tidied_away(tmp_path: Path) -> None:
    inbox = made_inbox(tmp_path)
    claimed = taken(inbox)
    (inbox / STATE / "0123456789abcdef.tmp").write_bytes(b"half a reas")
    tidy(inbox)
    assert [path.name for path in (inbox / STATE).iterdir() if path.is_file()] == [MARKER]
    assert leftovers(inbox) == [claimed]
