"""people.toml: a readable list that any TOML reader can read, whatever a person is called."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordkit.domain.tiers import Person, Tier
from recordkit.people.roster import HEAD, write_roster

WANG = Person("wang", "王芳", Tier.DIRECTOR, "医务处")
TEXTS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=8)


def _written(tmp_path: Path, *people: Person) -> list[dict[str, str]]:
    write_roster(tmp_path / "people.toml", people)
    return list(tomllib.loads((tmp_path / "people.toml").read_text("utf-8")).get("people", []))


def test_each_person_is_a_block_and_the_department_may_be_absent(tmp_path: Path) -> None:
    assert _written(tmp_path, WANG, Person("li", "李强", Tier.STAFF)) == [
        {"login": "wang", "name": "王芳", "tier": "director", "department": "医务处"},
        {"login": "li", "name": "李强", "tier": "staff"},
    ]


def test_the_list_says_that_it_is_rewritten_and_replaces_the_old_one(tmp_path: Path) -> None:
    assert len(_written(tmp_path, WANG)) == 1
    assert _written(tmp_path) == []
    assert (tmp_path / "people.toml").read_text("utf-8") == HEAD
    assert [file.name for file in tmp_path.iterdir()] == ["people.toml"]
    assert (tmp_path / "people.toml").stat().st_mode & 0o777 == 0o644


@given(name=TEXTS, login=TEXTS)
def test_no_name_breaks_the_list(tmp_path_factory: pytest.TempPathFactory, name: str, login: str) -> None:
    folder = tmp_path_factory.mktemp("office")
    (person,) = _written(folder, Person(login, name, Tier.STAFF))
    printable = {c: c if c.isprintable() else "?" for c in name + login}
    assert person["name"] == "".join(printable[c] for c in name)
    assert person["login"] == "".join(printable[c] for c in login)


def test_quotes_and_line_breaks_stay_inside_their_text(tmp_path: Path) -> None:
    (person,) = _written(tmp_path, Person("w", 'a"\n[[people]]\\', Tier.STAFF))
    assert person["name"] == 'a"?[[people]]\\'
