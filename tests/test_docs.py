"""The documents keep in step with the program: a command, option, setting or key that is not written down is a failing test."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from recordkit.archive.verify.verdicts import TITLES
from recordkit.cli.app import program
from recordkit.cli.menu import COMMANDS
from recordkit.cli.outcomes import STATUS
from recordkit.cli.watching import EVENTS
from recordkit.config.duties_section import KEYS as DUTY_KEYS
from recordkit.config.load import SECTIONS
from recordkit.domain.duties import Standing
from recordkit.domain.tiers import TIERS
from recordkit.templates.shapes import FIELD_KEYS, TYPE_KEYS

ROOT = Path(__file__).parents[1]
PAGES = sorted(
    [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
        ROOT / "templates/README.md",
        ROOT / "archive/README.md",
    ]
)
MANUALS = ("docs/commands.md", "docs/commands.zh-CN.md")
GUIDES = ("docs/administrator.md", "docs/administrator.zh-CN.md")
READMES = ("README.md", "README.zh-CN.md")
PICTURE_BYTES = 250 * 1024
COMING: dict[str, set[str]] = {}
"""Commands that a page names before they are there."""

FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"^```.*?^```|`[^`\n]+`", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} +(.+?) *$", re.MULTILINE)
CALL = re.compile(r"(?<!-u )(?<![\w/.-])recordkit((?: +--(?:office|as|lang) +\S+)*) +([a-z]+)\b(?![./=])")
VARIABLE = re.compile(r"\bRECORDKIT_[A-Z_]+\b")


def text_of(page: str | Path) -> str:
    return (ROOT / page).read_text("utf-8")


def sections_of(page: str) -> dict[str, str]:
    """Return what stands under each heading of the third level."""
    parts = re.split(r"^### (.+)$", text_of(page), flags=re.MULTILINE)
    return {
        head.strip(): re.split(r"^## ", body, flags=re.MULTILINE)[0]
        for head, body in zip(parts[1::2], parts[2::2], strict=True)
    }


def options_of(command: Any) -> Iterator[str]:
    for param in command.params:
        if param.param_type_name == "option" and "--help" not in param.opts:
            yield from (*param.opts, *param.secondary_opts)


def anchors_of(page: Path) -> set[str]:
    """Return the anchors of a page's headings, spelled as GitHub spells them."""
    plain = FENCED.sub("", page.read_text("utf-8"))
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in HEADING.findall(plain)}


def links_of(page: Path) -> Iterator[str]:
    yield from (link for link in LINK.findall(CODE.sub("", page.read_text("utf-8"))) if "://" not in link)


def named(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("manual", MANUALS)
@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_section_with_its_usage_and_an_example(manual: str, name: str) -> None:
    section = sections_of(manual).get(name, "")
    assert f"`recordkit {name}" in section
    if name != "demo":  # the README tells the demo
        assert f"$ recordkit {name}" in section


@pytest.mark.parametrize("manual", MANUALS)
@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_of_a_command_stands_in_its_section(manual: str, name: str) -> None:
    command = program().get_command(None, name)
    section = sections_of(manual)[name]
    assert [option for option in options_of(command) if option not in section] == []


@pytest.mark.parametrize("manual", MANUALS)
def test_the_manual_has_no_section_for_a_command_that_is_not_there(manual: str) -> None:
    assert sections_of(manual).keys() == COMMANDS.keys()


@pytest.mark.parametrize("manual", MANUALS)
def test_every_global_option_is_documented(manual: str) -> None:
    before = text_of(manual).partition("\n### ")[0]
    options = [*options_of(program()), "--help"]
    assert len(options) > 4
    assert [option for option in options if f"`{option}" not in before] == []


@pytest.mark.parametrize("manual", MANUALS)
def test_every_word_that_scripts_may_meet_is_documented(manual: str) -> None:
    words = {*EVENTS, *STATUS, *(standing.value for standing in Standing), *TIERS}
    assert sorted(word for word in words if not re.search(rf"\b{word}\b", text_of(manual))) == []


@pytest.mark.parametrize("manual", MANUALS)
def test_every_environment_variable_that_the_program_reads_is_documented(manual: str) -> None:
    source = "".join(path.read_text("utf-8") for path in sorted((ROOT / "recordkit").rglob("*.py")))
    variables = set(VARIABLE.findall(source))
    assert "RECORDKIT_OFFICE" in variables
    assert sorted(variables - set(VARIABLE.findall(text_of(manual)))) == []


@pytest.mark.parametrize("guide", GUIDES)
def test_every_key_of_the_settings_is_in_the_administrators_guide(guide: str) -> None:
    text = text_of(guide)
    keys = {key for section in SECTIONS.values() for key in section} | DUTY_KEYS
    assert sorted(key for key in keys if f"| `{key}` |" not in text) == []
    assert sorted(name for name in SECTIONS if not re.search(rf"`\[\[?{name}\b", text)) == []


@pytest.mark.parametrize("guide", GUIDES)
def test_every_item_of_a_verification_is_explained_to_the_administrator(guide: str) -> None:
    assert [
        code for code in TITLES if not re.search(rf"^\|[^|]*\b{code}\b[^|]*\|", text_of(guide), re.MULTILINE)
    ] == []


@pytest.mark.parametrize("half", [0, 1], ids=["zh", "en"])
def test_every_key_of_a_type_is_explained_in_both_halves_of_the_guide_to_types(half: int) -> None:
    text = text_of("templates/README.md").split("\n# Record types")[half]
    keys = {f"[[{key}]]" if key in ("sections", "fields", "duties") else key for key in TYPE_KEYS} | set(
        FIELD_KEYS
    )
    assert sorted(key for key in keys if f"`{key}`" not in text) == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_and_picture_points_at_something(page: Path) -> None:
    assert [link for link in links_of(page) if not points_at_something(page, link)] == []


def points_at_something(page: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    if not target.exists():
        return False
    return not anchor or anchor in anchors_of(target)


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_no_page_names_a_command_that_is_not_there(page: Path) -> None:
    first_words = {name.split(" ")[0] for name in COMMANDS}
    calls = [call for code in CODE.findall(page.read_text("utf-8")) for call in CALL.findall(code)]
    assert sorted({word for _, word in calls} - first_words - COMING.get(named(page), set())) == []


@pytest.mark.parametrize("page", [page for page in PAGES if page.name.endswith(".zh-CN.md")], ids=named)
def test_a_chinese_page_and_its_english_twin_link_to_each_other(page: Path) -> None:
    twin = page.with_name(page.name.replace(".zh-CN.md", ".md"))
    assert twin.name in links_of(page)
    assert page.name in links_of(twin)


@pytest.mark.parametrize("page", [page for page in PAGES if page.name.endswith(".zh-CN.md")], ids=named)
def test_a_chinese_page_has_the_headings_and_tables_of_its_twin(page: Path) -> None:
    twin = page.with_name(page.name.replace(".zh-CN.md", ".md"))
    assert shape_of(page) == shape_of(twin)


def shape_of(page: Path) -> list[str]:
    """Return the levels of a page's headings, and where its tables begin."""
    lines = FENCED.sub("", page.read_text("utf-8")).splitlines()
    return [
        line.split(" ")[0] if line.startswith("#") else "table"
        for line in lines
        if re.match(r"#+ |\|-|\|:", line)
    ]


def test_every_page_that_people_read_is_there_in_chinese() -> None:
    alone = {"docs/README.md", "templates/README.md", "archive/README.md"}
    alone |= {"docs/benchmarks.md", "docs/benchmarks-archive.md"}
    english = [page for page in PAGES if not page.name.endswith(".zh-CN.md") and named(page) not in alone]
    twinless = [
        page for page in english if not page.with_name(page.name.replace(".md", ".zh-CN.md")).exists()
    ]
    assert [named(page) for page in twinless if page.parent.name != "decisions"] == []


@pytest.mark.parametrize("readme", READMES)
def test_the_readme_begins_with_two_commands_that_make_knows(readme: str) -> None:
    targets = re.findall(r"^([a-z-]+):", text_of("Makefile"), re.MULTILINE)
    for target in ("demo", "test"):
        assert target in targets
        assert f"make {target}" in text_of(readme)


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_target_that_a_page_makes_is_in_the_makefile(page: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", text_of("Makefile"), re.MULTILINE))
    code = "\n".join(CODE.findall(page.read_text("utf-8")))
    assert set(re.findall(r"(?:^|`)make ([a-z-]+)", code, re.MULTILINE)) - targets == set()


def test_every_decision_is_in_the_index_and_no_number_is_missing() -> None:
    files = sorted(path.name for path in (ROOT / "docs/decisions").glob("0*.md"))
    assert [name[:4] for name in files] == [f"{number:04d}" for number in range(1, len(files) + 1)]
    assert [name for name in files if f"]({name})" not in text_of("docs/decisions/README.md")] == []


def test_every_picture_is_used_and_small_enough_to_load() -> None:
    pictures = sorted((ROOT / "docs/images").glob("*"))
    used = {(page.parent / link).resolve() for page in PAGES for link in links_of(page)}
    assert pictures
    assert [named(picture) for picture in pictures if picture not in used] == []
    assert [named(picture) for picture in pictures if picture.stat().st_size > PICTURE_BYTES] == []
