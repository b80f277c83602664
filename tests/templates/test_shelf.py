"""The shelf: shipped types as they lie, and over them the office's own (law 2)."""

from pathlib import Path

import pytest

from recordkit.errors import BadType, NotPossible, UnknownType
from recordkit.templates.folders import SHIPPED
from recordkit.templates.shelf import Shelf

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


REGISTER = """\
key = "{key}"
word = "{word}"
label = "台账"
output = "xlsx"
view_of = "{of}"
[[fields]]
key = "x"
label = "x"
kind = "text"
computed = {{ rule = "{rule}", of = "{field}" }}
"""


def _put_register(root: Path, of: str = "visit", rule: str = "masked", field: str = "title") -> Shelf:
    folder = root / "register"
    folder.mkdir()
    (folder / "type.toml").write_text(
        REGISTER.format(key="register", word="台账", of=of, rule=rule, field=field), "utf-8"
    )
    return Shelf(shipped=root)


def test_a_register_is_of_another_type(shipped: Path) -> None:
    assert _put_register(shipped).get("台账").view_of == "visit"


@pytest.mark.parametrize(
    ("of", "rule", "field", "words"),
    [
        ("visits", "copy", "title", ["view_of", "visits", "visit"]),
        ("visit", "copy", "titel", ["x, copy", "of", "titel", "title"]),
        ("visit", "masked", "titel", ["x, masked", "titel", "title"]),
        ("visit", "mean", "title", ["x, mean", "text", "group"]),
        ("visit", "period_due", "title", ["x, period_due", "no deadline"]),
    ],
)
def test_a_register_that_its_source_cannot_serve_is_refused(
    shipped: Path, of: str, rule: str, field: str, words: list[str]
) -> None:
    shelf = _put_register(shipped, of, rule, field)
    with pytest.raises(BadType) as refusal:
        shelf.get("register")
    assert refusal.value.facts["file"] == shipped / "register" / "type.toml"
    assert all(word in refusal.value.sentence("en") for word in words)
    assert refusal.value.sentence("zh") != refusal.value.sentence("en")
    assert shelf.get("visit").word == "家访"


def test_a_register_of_a_register_is_refused(shipped: Path) -> None:
    _put_register(shipped)
    (shipped / "second").mkdir()
    (shipped / "second" / "type.toml").write_text(
        REGISTER.format(key="second", word="总台账", of="register", rule="copy", field="x"), "utf-8"
    )
    with pytest.raises(BadType, match="itself a register"):
        Shelf(shipped=shipped).get("second")


def test_registers_of_each_other_end_in_a_refusal(shipped: Path) -> None:
    shelf = _put_register(shipped, of="register")
    with pytest.raises(BadType, match="not of itself"):
        shelf.get("register")


def test_two_types_cannot_bear_one_word(shipped: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    _put(own, "a-visit", "家访")  # copied and renamed, the word forgotten
    with pytest.raises(BadType) as refusal:
        Shelf(own, shipped).by_word("家访")
    assert refusal.value.facts["file"] == own / "a-visit" / "type.toml"
    assert "'visit'" in refusal.value.sentence("zh")
