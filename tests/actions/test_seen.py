"""tests of recordkit.actions.seen: a type made sensitive later hides what was filed before (R83)."""

from dataclasses import replace
from pathlib import Path

import pytest

from recordkit.actions.export import Order, export
from recordkit.actions.get import Wish, get
from recordkit.actions.index import index
from recordkit.actions.look_up import Query, find, show
from recordkit.actions.read import read
from recordkit.office import Office
from recordkit.templates.shelf import Shelf
from tests.house.offices import AT, CLERK, SUPERVISOR, as_, brought, filed, minutes

SECRETS = ("江怀远", "13800138000")


@pytest.fixture
def before(office: Office) -> tuple[Office, str]:
    """File a complaint under a type of the office's own that hides nothing; then let the shipped, sensitive one count."""
    own = office.root / "templates"
    folder = Shelf(own=own).copy("complaint") / "type.toml"
    folder.write_text(folder.read_text("utf-8").replace("sensitive = true", "sensitive = false"), "utf-8")
    open_office = replace(office, types=Shelf(own=own))
    name = filed(open_office, "complaint")
    index(open_office, AT)
    assert [entry.name for entry in find(open_office, Query("江怀远"))] == [name]
    return as_(office, CLERK), name


def test_its_values_and_title_are_shown_masked(before: tuple[Office, str]) -> None:
    shown = show(*before, AT)
    assert shown.values is not None
    assert (shown.values["patient_name"], shown.values["phone"]) == ("江**", "138****8000")
    assert not any(secret in f"{shown.values}{shown.entry.title}" for secret in SECRETS)


@pytest.mark.parametrize("words", [*SECRETS, "江怀", "投诉 江怀远"])
def test_it_is_not_found_by_what_is_hidden_now(before: tuple[Office, str], words: str) -> None:
    assert find(before[0], Query(words)) == []


def test_it_is_found_by_what_is_not_hidden(before: tuple[Office, str]) -> None:
    office, name = before
    [entry] = find(office, Query("TS20261109-003"))
    assert entry.name == name
    assert all(secret not in (entry.title or "") for secret in SECRETS)


def test_an_older_document_behind_it_is_still_found(before: tuple[Office, str]) -> None:
    office, _ = before
    other = brought(office, "会议纪要-2026-1018-001.docx", minutes("江怀远"))
    index(office, AT)
    assert [one.name for one in find(office, Query("江怀远", limit=1))] == [other.name]


def test_a_copy_of_it_is_masked(before: tuple[Office, str], tmp_path: Path) -> None:
    office, name = before
    copy = get(office, name, Wish(tmp_path), AT)
    assert copy.masked
    assert not any(secret in str(read(office, copy.path, AT)) for secret in SECRETS)


def test_a_bag_holds_only_its_masked_values(before: tuple[Office, str], tmp_path: Path) -> None:
    office = as_(before[0], SUPERVISOR)
    export(office, Order(tmp_path / "bag", Query(), "移交"), AT, "zh")
    texts = [path.read_bytes().decode("utf-8", "replace") for path in (tmp_path / "bag").rglob("*.json")]
    assert texts
    assert not any(secret in text for text in texts for secret in SECRETS)
