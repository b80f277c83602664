"""A document's life by the command line: filed, shown, found, noted, replaced, withdrawn, copied out, verified."""

from pathlib import Path

import pytest

from recordkit.documents.plain import plain_document
from tests.cli.conftest import Shell

MINUTES = "会议纪要-2026-1118-001"
REPORT = "月度总结报告-2026-1105-001"
LINES = [
    "例会纪要",
    "会议时间: 2026年11月18日 15:00",
    "参会人员: 王芳",
    "决议事项",
    "一、告知卡上墙。",
    "责任分工",
    "王芳负责。",
]
OUTCOME = {"input", "status", "name", "sha256", "findings"}
FINDING = {"severity", "code", "message", "suggestion", "file", "record", "row", "column", "field", "value"}


def a_document(name: str = MINUTES, lines: list[str] | None = None) -> str:
    Path(f"{name}.docx").write_bytes(plain_document(lines or LINES))
    return f"{name}.docx"


def test_a_document_is_filed_once_and_then_known(shell: Shell) -> None:
    name = a_document()
    first, again = shell("file", name, "--json"), shell("file", name, "--json")
    assert (first.code, again.code) == (0, 0)
    [filed], [twin] = first.data, again.data
    assert set(filed) == OUTCOME
    assert (filed["status"], filed["name"], twin["status"]) == ("filed", MINUTES, "duplicate")
    assert len(filed["sha256"]) == 64
    assert Path(name).exists()


def test_a_bad_document_is_rejected_beside_a_good_one_with_exit_code_1(shell: Shell) -> None:
    bad = a_document("会议纪要-2026-1118-007", ["会议时间: 2026年11月18日"])
    ran = shell("file", bad, a_document(), "--json")
    assert ran.code == 1
    assert [one["status"] for one in ran.data] == ["rejected", "filed"]
    assert set(ran.data[0]["findings"][0]) == FINDING
    words = shell("file", bad)
    assert (words.code, words.out.startswith(f"退回: {bad}\n  错误: ")) == (1, True)


def test_check_says_what_file_would_and_changes_nothing(shell: Shell) -> None:
    good, bad = a_document(), a_document("会议纪要-2026-1119-001", ["x"])
    ran = shell("check", good, bad, "--json")
    assert ran.code == 1
    assert [one["ok"] for one in ran.data] == [True, False]
    assert set(ran.data[0]) == {"input", "ok", "name", "repaired", "findings"}
    assert ran.data[0]["name"] == {
        "type": "会议纪要", "day": "2026-11-18", "number": 1, "ext": "docx", "canonical": f"{MINUTES}.docx",
    }  # fmt: skip
    assert shell("check", good).out == f"可以归档: {good}\n"
    assert len(shell("log", "--json").data) == 2


@pytest.mark.parametrize(
    ("name", "ok", "repaired"),
    [
        ("家访报告-2026-1118-001.docx", True, False),
        ("家访报告-2026-11-18-001.docx", True, True),
        ("家访报告-2026-1118.docx", True, True),
        ("家访记录-2026-1118-001.docx", False, False),
        ("家访报告-2026-1131-001.docx", False, False),
    ],
)
def test_a_bare_name_is_checked_without_a_file(shell: Shell, name: str, ok: bool, repaired: bool) -> None:
    ran = shell("check", name, "--json")
    assert ran.code == (0 if ok else 1)
    assert [(one["ok"], one["repaired"]) for one in ran.data] == [(ok, repaired)]


def test_an_entry_is_shown_found_counted_and_logged(shell: Shell) -> None:
    shell("file", a_document())
    shown = shell("show", MINUTES, "--json").data
    assert (shown["name"], shown["type"], shown["values"], shown["notes"]) == (MINUTES, "minutes", None, [])
    assert shown["received"].endswith("+08:00")
    assert [one["name"] for one in shell("find", "会议", "--json").data] == [MINUTES]
    assert shell("find", "会议", "--to", "2026-11-17", "--json").data == []
    assert [one["name"] for one in shell("find", "--to", "2026-11-18", "--json").data] == [MINUTES]
    assert [(one["name"], one["state"]) for one in shell("numbers", "--json").data] == [(MINUTES, "filed")]
    assert [one["verb"] for one in shell("log", MINUTES, "--json").data] == ["filed"]
    for words in (["show", MINUTES], ["find", "会议"], ["numbers"], ["log"]):
        assert MINUTES in shell(*words).out


def test_what_happened_later_is_noted_under_either_name_of_the_moment(shell: Shell) -> None:
    shell("file", a_document())
    ran = shell("note", MINUTES, "sent_at=2026-11-19 10:00", "签发人=沈砚", "--json")
    assert ran.code == 0
    assert ran.data["values"]["issued_by"] == "沈砚"
    assert len(shell("show", MINUTES, "--json").data["notes"]) == 1
    bad = shell("note", MINUTES, "sent_at=soon")
    assert (bad.code, "错误" in bad.err, bad.out) == (1, True, "")


def test_a_later_version_replaces_and_both_can_be_had(shell: Shell) -> None:
    shell("file", a_document())
    Path("new.docx").write_bytes(plain_document([*LINES, "补充"]))
    ran = shell("revise", MINUTES, "new.docx", "--json")
    assert (ran.code, ran.data["status"]) == (0, "version")
    old, new = (
        shell("get", MINUTES, "--version", "1", "--out", "o", "--json"),
        shell("get", MINUTES, "--out", "o"),
    )
    assert old.data == {"name": MINUTES, "path": f"o/{MINUTES}.docx", "version": 1, "masked": False}
    assert new.out == f"副本: o/{MINUTES}.v2.docx\n"
    assert Path(f"o/{MINUTES}.v2.docx").read_bytes() == Path("new.docx").read_bytes()


def test_a_withdrawn_document_stays_and_says_why(shell: Shell) -> None:
    shell("file", a_document())
    assert shell("withdraw", MINUTES, "--reason", "放错", "--json").data["withdrawn"] == "放错"
    assert "已撤回: 放错" in shell("show", MINUTES).out
    blank = shell("withdraw", MINUTES, "--reason", " ")
    assert blank.code == 2


def test_an_unknown_name_is_refused_with_the_nearest(shell: Shell) -> None:
    shell("file", a_document())
    ran = shell("show", "会议纪要-2026-1118-002")
    assert (ran.code, MINUTES in ran.err) == (1, True)


def test_a_reports_period_is_assigned_and_a_duty_waived(shell: Shell) -> None:
    shell("file", a_document(REPORT, ["月报"]))
    assert shell("assign", REPORT, "--period", "2026年9月", "--json").data["period"] == "2026-09"
    assert shell("assign", REPORT, "--period", "2026Q3").code == 2
    assert shell("waive", "monthly-report/骨科/2026-09", "--reason", "停诊").code == 0
    now, then = (
        shell("status", "--json", "--department", "骨科", "--type", "monthly-report", *at).data["duties"]
        for at in ([], ["--as-of", "2026-11-04"])
    )
    assert (now[0]["standing"], now[0]["waived"]["reason"]) == ("waived", "停诊")
    assert [duty["standing"] for duty in then] == ["late", "due", "upcoming"]  # it was not waived by then
    assert shell("waive", "monthly-report/骨/2026-09", "--reason", "x").code == 2


def test_verify_names_what_is_damaged_with_exit_code_1(shell: Shell) -> None:
    shell("file", a_document())
    sound = shell("verify", "--json")
    assert (sound.code, sound.data["ok"], sound.data["checked"]) == (0, True, 1)
    assert {"code", "nature", "result", "name", "path", "message"} == set(sound.data["items"][0])
    [stored] = (shell.root / "archive" / "records").rglob("*.docx")
    stored.chmod(0o600)
    stored.write_bytes(b"x")
    damaged = shell("verify", "--json")
    assert (damaged.code, damaged.data["ok"]) == (1, False)
    assert MINUTES in str([item for item in damaged.data["items"] if item["result"] == "failed"])
    words = shell("verify")
    assert (words.code, "不通过" in words.out, "发现" in words.err) == (1, True, True)


def test_the_catalogue_comes_back_whole(shell: Shell) -> None:
    shell("file", a_document())
    before = shell("show", MINUTES, "--json").out
    (shell.root / "archive" / "catalogue.sqlite").unlink()
    assert shell("rebuild").code == 0
    assert shell("show", MINUTES, "--json").out == before


def test_paper_is_filed_with_its_own_time_of_receipt(shell: Shell) -> None:
    name = a_document(REPORT, ["月报"])
    assert shell("file", name, "--received", "2026-11-05 16:00").code == 2
    assert shell("file", name, "--received", "2026-11-05 16:00", "--reason", "纸质").code == 0
    assert shell("show", REPORT, "--json").data["received"] == "2026-11-05T16:00:00+08:00"
