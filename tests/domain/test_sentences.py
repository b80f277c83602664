"""Sentences: every code that recordkit uses has its sentence, and gives what the sentence asks for."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

import pytest

import recordkit
from recordkit.domain.sentences import SENTENCES, did_you_mean
from recordkit.domain.sentences_of_checks import CHECKS
from recordkit.domain.sentences_of_contents import CONTENTS
from recordkit.domain.sentences_of_names import NAMES
from recordkit.domain.sentences_of_transfers import TRANSFERS
from recordkit.domain.sentences_of_values import VALUES
from recordkit.wording import Text

HOUSE = Path(recordkit.__file__).parent
ALWAYS = frozenset({"value", "path", "column"})  # Finding gives these itself
GIVEN = {
    "Finding": ALWAYS,
    "found": ALWAYS | {"label"},
    "BadValue": ALWAYS | {"label"},
    "InvalidName": ALWAYS | {"nearest"},  # whoever refuses the name offers the nearest
    "NoDate": ALWAYS | {"label", "base"},  # reading names what a term would count from
}
TABLES = [VALUES, CHECKS, NAMES, CONTENTS, TRANSFERS]


@dataclass(frozen=True, slots=True)
class Use:
    """One place in the code that gives a finding's code; `facts` is None where they cannot be read off."""

    code: str
    place: str
    facts: frozenset[str] | None


def _uses() -> Iterator[Use]:
    for file in sorted(HOUSE.rglob("*.py")):
        source = file.read_text("utf-8")
        if not any(f"{name}(" in source for name in GIVEN):  # most files: not worth a tree
            continue
        tree = ast.parse(source)
        scopes = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
        for scope in [*scopes, tree]:
            for call in _own_calls(scope):
                name = (
                    call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
                )
                if name in GIVEN and call.args:
                    for code in _texts(call.args[0]):
                        yield Use(code, f"{file.name}:{call.lineno}", _facts(name, call, scope))


def _own_calls(scope: ast.AST) -> Iterator[ast.Call]:
    waiting = list(ast.iter_child_nodes(scope))
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef):
            continue
        if isinstance(node, ast.Call):
            yield node
        waiting += ast.iter_child_nodes(node)


def _texts(node: ast.expr) -> list[str]:
    if isinstance(node, ast.IfExp):
        return _texts(node.body) + _texts(node.orelse)
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def _facts(name: str, call: ast.Call, scope: ast.AST) -> frozenset[str] | None:
    if name != "Finding":
        given = [word.arg for word in call.keywords]
        return None if None in given else GIVEN[name] | {key for key in given if key}
    facts = next((word.value for word in call.keywords if word.arg == "facts"), None)
    keys = frozenset() if facts is None else _keys(facts, scope)
    return None if keys is None else ALWAYS | keys


def _keys(node: ast.expr, scope: ast.AST) -> frozenset[str] | None:
    if isinstance(node, ast.Name):
        given = [
            one.value
            for one in ast.walk(scope)
            if isinstance(one, ast.Assign)
            and any(getattr(target, "id", "") == node.id for target in one.targets)
        ]
        return _keys(given[0], scope) if len(given) == 1 else None
    if isinstance(node, ast.Dict) and all(isinstance(key, ast.Constant) for key in node.keys):
        return frozenset(str(key.value) for key in node.keys if isinstance(key, ast.Constant))
    return None


def _asked(code: str) -> set[str]:
    message, suggestion = SENTENCES[code]
    wordings = (message.zh, message.en, suggestion.zh, suggestion.en)
    return {name for wording in wordings for _, name, _, _ in Formatter().parse(wording) if name}


USES = list(_uses())


def test_the_code_is_seen_to_use_findings() -> None:
    assert len(USES) > 60
    assert {"required_missing", "name_shape", "deadline_breached", "relative_without_base"} <= {
        use.code for use in USES
    }
    assert sum(use.facts is not None for use in USES) > 50


@pytest.mark.parametrize("use", USES, ids=lambda use: f"{use.place}-{use.code}")
def test_a_code_that_is_used_has_its_sentence_and_gives_its_facts(use: Use) -> None:
    assert use.code in SENTENCES
    if use.facts is not None:
        assert _asked(use.code) <= use.facts


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_asks_for_the_same_facts_in_both_languages(code: str) -> None:
    for text in SENTENCES[code]:
        zh, en = (
            {name for _, name, _, _ in Formatter().parse(wording) if name} for wording in (text.zh, text.en)
        )
        assert zh == en


@pytest.mark.parametrize("code", SENTENCES)
def test_a_message_says_something_in_both_languages(code: str) -> None:
    message, suggestion = SENTENCES[code]
    assert message.zh
    assert message.en
    assert bool(suggestion.zh) == bool(suggestion.en)
    assert not any("\u4e00" <= c <= "\u9fff" for c in message.en)


def test_no_code_stands_in_two_tables() -> None:
    assert len(SENTENCES) == sum(len(table) for table in TABLES)


def test_the_nearest_is_offered_or_nothing() -> None:
    assert did_you_mean("title") == Text("是不是“title”? ", "Did you mean title? ")
    assert did_you_mean(None) == Text("", "")
    assert did_you_mean(None, "可选: a") == Text("可选: a", "可选: a")
