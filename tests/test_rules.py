"""The hospital's rules that this office keeps: each is named where the code or a type keeps it, and where a test tries it."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
RULES = (
    "R1 R3 R7 R8 R10 R11 R12 R13 R14 R16 R17 R18 R19 R20 R29 R30 R31 R32 R34 R37 R39 R42 "
    "R53 R71 R78 R79 R80 R83 R88 R96 R109 R110 R115 R120 R129"
).split()


@cache
def kept() -> str:
    """Every docstring of the package, and every type.toml."""
    said = [text for path in (ROOT / "recordkit").rglob("*.py") for text in _docstrings(path)]
    return "\n".join([*said, *(path.read_text("utf-8") for path in (ROOT / "templates").glob("*/type.toml"))])


@cache
def tried() -> str:
    """Every test's name, docstring and comment."""
    return "\n".join(
        path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py") if path != Path(__file__)
    )


def _docstrings(path: Path) -> list[str]:
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    return [ast.get_docstring(node) or "" for node in nodes if isinstance(node, documented)]


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_stands_where_it_is_kept_and_where_it_is_tried(rule: str) -> None:
    whole = re.compile(rf"(?<![A-Za-z0-9]){rule}(?![0-9])")
    assert whole.search(kept()), f"{rule} is kept nowhere"
    assert whole.search(tried()), f"{rule} is tried nowhere"


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_is_not_taken_for_a_longer_one(rule: str) -> None:
    assert not re.search(rf"(?<![A-Za-z0-9]){rule}(?![0-9])", f"{rule}1 A{rule} {rule}00")
