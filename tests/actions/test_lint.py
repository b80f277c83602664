"""tests of recordkit.actions.lint: whole types, templates and type.toml, with an office and without."""

from pathlib import Path

import pytest

from recordkit.actions.lint import lint
from recordkit.actions.render import _doc
from recordkit.documents.check.shapes import DOC
from recordkit.domain.naming import parse
from recordkit.errors import BadUsage, UnknownType
from recordkit.office import Office
from tests.house.office_files import word
from tests.house.offices import made

TYPE = """\
key = "lost"
code = "LST"
word = "失物登记表"
label = { zh = "失物登记表", en = "Lost property" }
output = "docx"
[[fields]]
key = "title"
label = { zh = "物品名称", en = "Item" }
kind = "text"
"""
SHIPPED = ["complaint", "complaint-register", "home-visit", "minutes", "monthly-report", "quarterly-report"]
NOT_SHOWN = ["access", "no_resolutions", "resolutions.no", "resolutions.priority"]
"""What shipped types keep for lists and registers, and no document shows."""


def put(root: Path, type_toml: str = TYPE, **templates: bytes) -> Path:
    """Put a type of the office's own into its templates/."""
    folder = root / "templates" / "lost"
    folder.mkdir(parents=True)
    (folder / "type.toml").write_text(type_toml, "utf-8")
    for stem, content in templates.items():
        (folder / f"{stem}.docx").write_bytes(content)
    return folder


def codes(root: Path | None, *asked: str | Path) -> list[tuple[str, str]]:
    return [(one.code, Path(one.file).name) for one in lint(root, [str(word) for word in asked])]


@pytest.mark.parametrize("key", SHIPPED)
def test_a_shipped_type_has_no_fault(key: str) -> None:
    told = lint(None, [key])
    assert [one for one in told if one.severity == "error"] == []
    assert [one for one in told if not any(f"“{path}”" in one.message.zh for path in NOT_SHOWN)] == []


@pytest.mark.parametrize(
    "asked", ["lost", "失物登记表", "失物登记表.docx", "folder", "type.toml", "document.docx"]
)
def test_a_type_is_checked_by_key_word_folder_or_any_of_its_files(tmp_path: Path, asked: str) -> None:
    folder = put(tmp_path, document=word("{{ titel }}"))
    (folder / "失物登记表.docx").write_bytes(word("{{ titel }}"))
    named = {"folder": folder}.get(asked, folder / asked if "." in asked else Path(asked))
    assert [code for code, _ in codes(tmp_path, named)] == ["name_unknown"]


def test_a_template_is_checked_though_its_type_is_faulty(tmp_path: Path) -> None:
    put(tmp_path, TYPE.replace('"text"', '"txet"').replace("output", "outptu"), document=word("{{ titel "))
    told = codes(tmp_path, "lost")
    assert set(told[:-1]) == {("type_fault", "type.toml")}
    assert len(told) >= 3
    assert told[-1] == ("template_fault", "document.docx")
    said = " ".join(one.message.en for one in lint(tmp_path, ["lost"]))
    assert "'text'" in said
    assert "output" in said


def test_a_type_toml_that_is_no_toml_is_told(tmp_path: Path) -> None:
    folder = put(tmp_path, "key = ", document=word(""))
    assert codes(None, folder / "type.toml") == [("type_fault", "type.toml")]


def test_a_type_without_its_template_is_told(tmp_path: Path) -> None:
    put(tmp_path)
    assert codes(tmp_path, "lost") == [("template_missing", "type.toml")]


def test_a_template_of_nobodys_is_checked_for_itself(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(word("{{ anything }}{% if x %}"))
    assert codes(None, tmp_path / "a.docx") == [("template_fault", "a.docx")]


def test_a_register_is_checked_beside_the_type_that_it_is_a_view_of(tmp_path: Path) -> None:
    view = TYPE.replace('"lost"', '"lost"\nview_of = "complaint"').replace(
        'kind = "text"', 'kind = "text"\ncomputed = { rule = "copy", of = "titel" }'
    )
    put(tmp_path, view, document=word("{%tr for row in rows %}"))
    assert ("type_fault", "type.toml") in codes(tmp_path, "lost")


def test_several_are_checked_in_the_order_asked(tmp_path: Path) -> None:
    folder = put(tmp_path, document=word("{{ titel }}"))
    (tmp_path / "a.docx").write_bytes(b"no zip")
    assert codes(tmp_path, tmp_path / "a.docx", "lost", folder) == [
        ("file_unreadable", "a.docx"),
        ("name_unknown", "document.docx"),
        ("name_unknown", "document.docx"),
    ]


def test_what_there_is_not_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(BadUsage):
        lint(None, [str(tmp_path / "nothing.docx")])
    with pytest.raises(BadUsage):
        lint(None, ["nothing.docx"])
    with pytest.raises(UnknownType):
        lint(None, ["minuets"])


def test_what_every_document_knows_of_itself_is_what_lint_offers(office: Office) -> None:
    document = made(office, "minutes")
    known = _doc(office, office.types.get("minutes"), document.record, parse(document.name))
    assert tuple(known) == DOC
