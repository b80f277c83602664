"""`generate --pdf` and `get --stamp`: where the PDF lies, exit 1 when one is missing, refused words."""

from pathlib import Path

import pytest

from recordkit.templates.folders import SHIPPED
from tests.cli.conftest import Shell
from tests.house.inbox_files import pdf
from tests.house.printing import installed, missing

MINUTES = SHIPPED / "minutes" / "example.yaml"
SOUND = pdf("x")


def test_a_document_names_its_pdf(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(tmp_path, monkeypatch, sound=SOUND)
    ran = shell("generate", "minutes", MINUTES, "--out", "o", "--pdf", "--json")
    [made] = ran.data["documents"]
    assert (ran.code, made["pdf"]) == (0, str(Path(made["path"]).with_suffix(".pdf")))
    assert Path(made["pdf"]).is_file()
    said = shell("generate", "minutes", MINUTES, "--out", "o", "--pdf")
    assert f"  PDF: {made['pdf']}" in said.out.splitlines()


def test_a_pdf_that_is_not_made_is_a_finding_and_exit_1(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed(tmp_path, monkeypatch, "exit 1", sound=SOUND)
    ran = shell("generate", "minutes", MINUTES, "--out", "o", "--pdf", "--json")
    [made] = ran.data["documents"]
    assert (ran.code, made["pdf"], ran.data["rejected"]) == (1, None, 0)
    assert [one["file"] for one in ran.data["findings"] if one["code"] == "pdf_failed"] == [
        Path(made["path"]).name
    ]
    assert Path(made["path"]).is_file()


def test_without_libreoffice_the_line_that_installs_it_is_said_and_nothing_is_made(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing(tmp_path, monkeypatch)
    ran = shell("generate", "minutes", MINUTES, "--out", "o", "--pdf")
    assert (ran.code, ran.out) == (1, "")
    assert "apt-get install" in ran.err
    assert shell("numbers", "--json").data == []


def test_a_controlled_copy_wants_the_full_document(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed(tmp_path, monkeypatch, sound=SOUND)
    name = shell("generate", "minutes", MINUTES, "--file", "--json").data["documents"][0]["name"]
    assert shell("get", name, "--stamp").code == 2
    assert shell("get", name, "--stamp", "--full").code == 2
    copied = shell("get", name, "--stamp", "--full", "--purpose", "复核", "--json")
    assert (copied.code, copied.data["path"]) == (0, f"{name}.受控.pdf")
    assert Path(copied.data["path"]).read_bytes().startswith(b"%PDF-")
