"""Documents from structured input: names and paths, findings with their places, exit 1 if any record was bad."""

from pathlib import Path

import pytest

from recordkit.templates.folders import SHIPPED
from tests.cli.conftest import Shell

MINUTES = SHIPPED / "minutes" / "example.yaml"
COMPLAINTS = SHIPPED / "complaint-register" / "example.csv"


def test_a_document_is_made_and_made_again_under_its_same_name(shell: Shell) -> None:
    first = shell("generate", "minutes", MINUTES, "--out", "o", "--json")
    again = shell("generate", "会议纪要", MINUTES, "--out", "o", "--json")
    assert (first.code, again.code) == (0, 0)
    assert set(first.data) == {"documents", "records", "rejected", "findings"}
    [made] = first.data["documents"]
    assert set(made) == {"name", "path", "status"}
    assert (made["status"], first.data["records"], first.data["rejected"]) == ("generated", 1, 0)
    assert Path(made["path"]).is_file()
    assert again.data["documents"][0]["name"] == made["name"]


def test_a_register_of_all_rows_is_one_document(shell: Shell) -> None:
    ran = shell("generate", "complaint-register", COMPLAINTS, "--json")
    assert (ran.code, len(ran.data["documents"])) == (0, 1)
    assert ran.data["records"] > 1


def test_documents_are_filed_at_once_when_asked(shell: Shell) -> None:
    ran = shell("generate", "minutes", MINUTES, "--file", "--json")
    [made] = ran.data["documents"]
    assert (ran.code, made["status"]) == (0, "filed")
    shown = shell("show", made["name"], "--json").data
    assert shown["values"]["title"] in shell("show", made["name"]).out
    assert shell("check", made["path"]).code == 0


def test_bad_records_are_listed_with_their_places_and_good_ones_go_on(shell: Shell) -> None:
    heading, *rows = COMPLAINTS.read_text("utf-8-sig").splitlines()
    cells = rows[1].split(",")
    Path("bad.csv").write_text("\n".join([heading, rows[0], ",".join(["", *cells[1:]]), *rows[2:]]), "utf-8")
    ran = shell("generate", "complaint", "bad.csv", "--out", "o", "--json")
    assert (ran.code, ran.data["rejected"]) == (1, 1)
    assert len(ran.data["documents"]) == ran.data["records"] - 1
    wrong = [one for one in ran.data["findings"] if one["severity"] == "error"]
    assert {(one["file"], one["record"], one["row"], one["column"]) for one in wrong} == {
        ("bad.csv", 2, 3, heading.split(",")[0])
    }
    words = shell("generate", "complaint", "bad.csv", "--out", "p")
    assert f"第 2 条 · 第 3 行 · 列“{heading.split(',')[0]}”" in words.err
    assert "错误" not in words.out


@pytest.mark.parametrize("shape", [[], ["--format", "yaml"]])
def test_standard_input_is_read(shell: Shell, shape: list[str]) -> None:
    ran = shell("generate", "minutes", "-", *shape, "--json", stdin=MINUTES.read_bytes())
    assert (ran.code, len(ran.data["documents"])) == (0, 1)


def test_standard_input_may_be_csv_without_saying_so(shell: Shell) -> None:
    ran = shell("generate", "complaint-register", "-", "--json", stdin=COMPLAINTS.read_bytes())
    assert (ran.code, ran.data["rejected"]) == (0, 0)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["generate", "minutes", "nothing.yaml"], 2),
        (["generate", "minuets", MINUTES], 2),
        (["generate", "minutes", "-", "-"], 2),
        (["generate", "minutes", "-", "--format", "doc"], 2),
        (["generate", "minutes", MINUTES, "--day", "soon"], 2),
        (["generate", "complaint-register", COMPLAINTS, "--full"], 2),
    ],
)
def test_what_cannot_be_done_is_refused_before_anything_is_made(
    shell: Shell, words: list[str], code: int
) -> None:
    ran = shell(*words)
    assert (ran.code, ran.out, "Traceback" in ran.err) == (code, "", False)
    assert shell("numbers", "--json").data == []


def test_an_unmasked_register_is_made_for_a_purpose_and_journalled(shell: Shell) -> None:
    ran = shell("generate", "complaint-register", COMPLAINTS, "--full", "--purpose", "院务会", "--json")
    assert ran.code == 0
    assert [one["purpose"] for one in shell("log", "--json").data if one["verb"] == "read"] == ["院务会"]


def test_a_number_that_was_never_used_is_voided(shell: Shell) -> None:
    name = shell("generate", "minutes", MINUTES, "--json").data["documents"][0]["name"]
    assert shell("numbers", "void", name, "--reason", "作废").code == 0
    [number] = shell("numbers", "minutes", "--json").data
    assert (number["name"], number["state"], number["reason"]) == (name, "voided", "作废")


def test_a_finished_document_and_a_blank_form_are_read_back(shell: Shell) -> None:
    made = shell("generate", "minutes", MINUTES, "--json").data["documents"][0]
    back = shell("read", made["path"], "--json")
    assert (back.code, back.data["name"], back.data["findings"]) == (0, made["name"], [])
    assert back.data["records"][0]["title"] in shell("read", made["path"]).out
    assert shell("blank", "minutes", "--out", "form.xlsx").code == 0
    assert shell("generate", "minutes", "form.xlsx").code == 1


def test_a_sensitive_document_comes_out_masked_unless_asked_for_with_a_purpose(shell: Shell) -> None:
    example = SHIPPED / "home-visit" / "example.yaml"
    name = shell("generate", "home-visit", example, "--file", "--json").data["documents"][0]["name"]
    assert shell("get", name, "--json").data["masked"] is True
    assert shell("get", name, "--full").code == 2
    assert shell("get", name, "--full", "--purpose", "复核", "--json").data["masked"] is False


def test_a_report_without_input_is_drafted_and_not_filed(shell: Shell) -> None:
    ran = shell(
        "generate", "monthly-report", "--period", "2026-10", "--department", "急诊科", "--out", "o", "--json"
    )
    assert (ran.code, ran.data["records"], ran.data["rejected"]) == (0, 1, 0)
    assert [one["code"] for one in ran.data["findings"]][-1] == "report_to_write"
    again = shell(
        "generate", "monthly-report", "--period", "2026-10", "--department", "急诊科", "--out", "o", "--file"
    )
    assert again.code == 1
    assert "不能归档" in again.err
    assert not shell("find", "月度总结报告", "--json").data


@pytest.mark.parametrize("words", [("minutes",), ("monthly-report", "--period", "2026-10")])
def test_without_input_a_report_and_its_period_and_department_are_wanted(
    shell: Shell, words: tuple[str, ...]
) -> None:
    ran = shell("generate", *words, LANG="en_US.UTF-8")
    assert ran.code == 2
    assert "--department" in ran.err
