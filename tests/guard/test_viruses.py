"""A virus scanner that could not look has looked at nothing; what it found is named."""

import os
from pathlib import Path

import pytest

from recordkit.guard.viruses import scan

FAKE = """#!/bin/sh
case "$1" in --version) echo "ClamAV 9.9"; exit 0;; esac
for word in "$@"; do case "$word" in --file-list=*) list="${word#--file-list=}";; esac; done
while read -r file; do grep -q EVIL "$file" && { echo "$file: Some.Virus FOUND"; bad=1; }; done < "$list"
[ -n "$bad" ] && exit 1
exit 0
"""


@pytest.fixture
def scanner(tmp_path: Path) -> str:
    """A program that answers as clamscan(1) does."""
    program = tmp_path / "scanner"
    program.write_text(FAKE)
    program.chmod(0o755)
    return str(program)


def files(folder: Path, **contents: bytes) -> list[Path]:
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in contents]


def test_without_a_scanner_nothing_was_scanned(tmp_path: Path) -> None:
    said = scan(files(tmp_path, a=b"x"), program="no-such-scanner")
    assert said.engine is None
    assert "clamscan" in said.words.zh
    assert said.found == ()


def test_what_is_infected_is_named(scanner: str, tmp_path: Path) -> None:
    said = scan(files(tmp_path, 好=b"good", 坏=b"EVIL", worse=b"EVIL"), program=scanner)
    assert said.found == ((tmp_path / "坏", "Some.Virus"), (tmp_path / "worse", "Some.Virus"))
    assert said.engine == "ClamAV 9.9"
    assert "3" in said.words.en


def test_what_is_clean_is_clean(scanner: str, tmp_path: Path) -> None:
    assert scan(files(tmp_path, a=b"x"), program=scanner).found == ()
    assert scan([], program=scanner).engine == "ClamAV 9.9"


def test_a_scanner_that_fails_says_why(tmp_path: Path) -> None:
    program = tmp_path / "broken"
    program.write_text('#!/bin/sh\necho "no signatures" >&2\nexit 2\n')
    program.chmod(0o755)
    said = scan(files(tmp_path, a=b"x"), program=str(program))
    assert said.engine is None
    assert "no signatures" in said.words.en


@pytest.mark.full("clamscan")
def test_the_real_scanner_finds_what_its_signatures_name(tmp_path: Path) -> None:
    base = tmp_path / "signatures"
    base.mkdir()
    (base / "own.ndb").write_text(f"Own.Test:0:*:{b'RECORDKIT-TEST-VIRUS'.hex()}\n")
    said = scan(files(tmp_path, 好=b"good" * 99, 坏=b"xxx RECORDKIT-TEST-VIRUS xxx"), database=base)
    assert said.found == ((tmp_path / "坏", "Own.Test.UNOFFICIAL"),)
    assert said.engine is not None
    empty = scan(files(tmp_path, a=b"x"), database=tmp_path / "nowhere")
    assert empty.engine is None
    assert os.path.basename(str(tmp_path / "nowhere")) in empty.words.en or empty.words.en  # noqa: PTH119
