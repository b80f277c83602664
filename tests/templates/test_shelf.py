"""The shelf: shipped types as they lie, and over them the office's own (law 2)."""

from pathlib import Path

import pytest

from recordkit.errors import BadType, NotPossible, UnknownType
from recordkit.templates.shelf import SHIPPED, Shelf

TOML = """\
key = "{key}"
word = "{word}"
label = {{ zh = "{word}登记", en = "{key}" }}
output = "docx"
[[fields]]
key = "title"
label = {{ zh = "名称", en = "Title" }}
kind = "text"
"""


def _put(root: Path, key: str, word: str) -> Path:
    folder = root / key
    folder.mkdir(parents=True)
    (folder / "type.toml").write_text(TOML.format(key=key, word=word), "utf-8")
    (folder / "document.docx").write_bytes(f"template of {word}".encode())
    return folder


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    root = tmp_path / "shipped"
    _put(root, "visit", "家访")
    _put(root, "minutes", "纪要")
    (root / "drawing").mkdir()  # a folder without type.toml is no type
    return root


def test_a_type_is_found_by_its_key_and_by_its_word(shipped: Path) -> None:
    shelf = Shelf(shipped=shipped)
    assert shelf.get("visit") is shelf.get("家访") is shelf.by_word("家访")
    assert [rtype.key for rtype in shelf] == ["minutes", "visit"]
    assert shelf.words() == ["家访", "纪要"]
    assert shelf.by_word("会议") is None


@pytest.mark.parametrize(("word", "offered"), [("visits", "visit"), ("纪要录", "纪要"), ("xyz", "")])
def test_an_unknown_type_offers_the_nearest(shipped: Path, word: str, offered: str) -> None:
    with pytest.raises(UnknownType) as refusal:
        Shelf(shipped=shipped).get(word)
    assert offered in refusal.value.sentence("zh")
    assert ("是不是" in refusal.value.sentence("zh")) == bool(offered)


def test_the_offices_own_goes_before_the_shipped(shipped: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    _put(own, "visit", "上门")
    _put(own, "training", "培训")
    shelf = Shelf(own, shipped)
    assert shelf.get("visit").word == "上门"
    assert shelf.by_word("家访") is None
    assert shelf.words() == sorted(["上门", "培训", "纪要"])
    assert shelf.template(shelf.get("visit")) == "template of 上门".encode()
    assert shelf.template(shelf.get("minutes")) == "template of 纪要".encode()


def test_an_office_without_its_own_folder_has_the_shipped_ones(shipped: Path, tmp_path: Path) -> None:
    assert Shelf(tmp_path / "none", shipped).words() == ["家访", "纪要"]


def test_a_copied_type_is_the_offices_to_change(shipped: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    copied = Shelf(own, shipped).copy("visit")
    assert copied == own / "visit"
    (copied / "type.toml").write_text(TOML.format(key="visit", word="上门"), "utf-8")
    assert Shelf(own, shipped).get("visit").word == "上门"
    assert Shelf(shipped=shipped).get("visit").word == "家访"


def test_nothing_is_copied_over_the_offices_own_or_from_nowhere(shipped: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    _put(own, "visit", "上门")
    with pytest.raises(NotPossible):
        Shelf(own, shipped).copy("visit")
    with pytest.raises(UnknownType):
        Shelf(own, shipped).copy("nothing")
    assert not (own / "nothing").exists()


def test_a_broken_type_is_refused_when_it_is_asked_for(shipped: Path) -> None:
    (shipped / "visit" / "type.toml").write_text("key = ", "utf-8")
    shelf = Shelf(shipped=shipped)
    assert shelf.get("minutes").word == "纪要"
    with pytest.raises(BadType):
        shelf.get("visit")


def test_an_example_is_whatever_lies_there(shipped: Path) -> None:
    (shipped / "visit" / "example.yaml").write_text("title: 家访\n", "utf-8")
    shelf = Shelf(shipped=shipped)
    assert shelf.example("visit") == shipped / "visit" / "example.yaml"
    assert shelf.example("minutes") is None


def test_the_shipped_types_lie_where_they_should() -> None:
    assert SHIPPED.is_dir()
    assert {"minutes", "complaint", "home-visit"} <= {rtype.key for rtype in Shelf()}
