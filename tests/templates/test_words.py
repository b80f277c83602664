"""The heads of the types: the same words and extensions as the loaded types have."""

from pathlib import Path

from recordkit.templates.shelf import Shelf
from recordkit.templates.words import read_words


def test_the_words_of_the_heads_are_those_of_the_loaded_types() -> None:
    assert read_words(None) == {rtype.word: rtype.extensions for rtype in Shelf()}


def test_an_office_type_replaces_the_shipped_one_of_its_key(tmp_path: Path) -> None:
    (tmp_path / "minutes").mkdir()
    (tmp_path / "minutes" / "type.toml").write_text(
        'word = "例会纪要"\noutput = "docx"\n[[fields]]\n', "utf-8"
    )
    words = read_words(tmp_path)
    assert words is not None
    assert "例会纪要" in words
    assert "会议纪要" not in words


def test_a_head_that_does_not_say_its_word_gives_no_words(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "type.toml").write_text("[[fields]]\nword = 'x'\n", "utf-8")
    assert read_words(tmp_path) is None
