"""archive/README.md is the format for a stranger: its own commands, run on an archive, list and check all of it."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from recordkit.archive.about import format_text
from recordkit.archive.archive import Archive
from recordkit.domain.entry import Verb
from recordkit.domain.tiers import Act
from tests.archive.builders import CLERK, lived_in, may, on_disk

TEXT = format_text().decode()
ENGLISH, CHINESE = TEXT.split("\n---\n")
BLOCKS = [
    block for text in (ENGLISH, CHINESE) for block in re.findall(r"```(python|sh)\n(.*?)```", text, re.DOTALL)
]
LIST, NAMES, SUMS, CHAIN, ONE_LINE, STRAYS = range(6)
both = pytest.mark.parametrize("language", [0, 6], ids=["english", "chinese"])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    with lived_in(on_disk(tmp_path / "archive")):
        return tmp_path / "archive"


def run(root: Path, block: int) -> subprocess.CompletedProcess[str]:
    kind, text = BLOCKS[block]
    command = [sys.executable, "-c", text] if kind == "python" else ["sh", "-c", text]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


def paths(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.glob("records/*/*/*")}


def test_both_languages_give_the_same_six_commands() -> None:
    assert [kind for kind, _ in BLOCKS[:6]] == [kind for kind, _ in BLOCKS[6:]]
    assert len(BLOCKS) == 12


def test_a_new_archive_carries_its_format(root: Path) -> None:
    assert (root / "README.md").read_bytes() == format_text()


@pytest.mark.parametrize("verb", list(Verb))
def test_every_event_is_explained_in_both_languages(verb: Verb) -> None:
    assert f"| `{verb}` |" in ENGLISH
    assert f"| `{verb}` |" in CHINESE


def test_every_fact_that_an_event_holds_is_explained(root: Path) -> None:
    with Archive.open(root) as archive:
        facts = {key for _, event in archive.log(may(CLERK, Act.READ)) for key in event}
    assert {fact for fact in facts if f"`{fact}`" not in ENGLISH or f"`{fact}`" not in CHINESE} == set()


@both
def test_its_list_names_every_document(root: Path, language: int) -> None:
    listed = run(root, language + LIST).stdout.splitlines()
    assert [line.split()[:3] for line in listed] == [
        ["家访报告-2026-1109-001", "1", "zhang"],
        ["家访报告-2026-1109-001", "2", "li"],
        ["家访报告-2026-1109-004", "1", "zhang"],
    ]
    without_python = set(run(root, language + NAMES).stdout.splitlines())
    assert without_python == {path for path in paths(root) if not path.endswith(".record.json")}


@both
def test_its_checksums_cover_every_file_and_find_damage(root: Path, language: int) -> None:
    sound = run(root, language + SUMS)
    assert sound.returncode == 0
    assert {line.rpartition(": ")[0] for line in sound.stdout.splitlines()} == paths(root)
    (damaged,) = root.glob("records/*/*/*-004.docx")
    damaged.chmod(0o640)
    damaged.write_bytes(b"by hanD")
    assert run(root, language + SUMS).returncode == 1


@both
def test_its_chain_ends_at_the_head_and_stops_at_damage(root: Path, language: int) -> None:
    with Archive.open(root) as archive:
        head = archive.head
    assert run(root, language + CHAIN).stdout.split() == [str(head.seq), head.hash]
    (path, _) = sorted(root.glob("journal/*"))
    path.write_bytes(path.read_bytes().replace(b'"by":"zhang"', b'"by":"zhaog"', 1))
    broken = run(root, language + CHAIN)
    assert broken.returncode == 1
    assert "2026-11.jsonl" in broken.stderr


@both
def test_one_line_is_recomputed_without_python(root: Path, language: int) -> None:
    made, said = run(root, language + ONE_LINE).stdout.split()
    assert made == said
    assert len(made) == 64


@both
def test_its_search_for_strays_and_gaps_finds_them(root: Path, language: int) -> None:
    assert run(root, language + STRAYS).stdout == ""
    (one,) = root.glob("records/*/*/*-004.docx")
    shutil.copy(one, one.with_name("stray.docx"))
    assert run(root, language + STRAYS).stdout.rstrip().endswith("stray.docx")
