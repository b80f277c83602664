"""The definitions of figures: each whole in both languages, each with where it comes from."""

import re
from pathlib import Path

import pytest

from recordkit.domain.definitions import DEFINITIONS, TABLE, Definition
from recordkit.domain.span_figures import Asked, Found, figures_of
from tests.domain.test_figure_fields import ASKED


@pytest.mark.parametrize("definition", TABLE, ids=lambda each: each.key)
def test_a_definition_is_whole(definition: Definition) -> None:
    for text in (definition.name, definition.unit, definition.says):
        assert text.zh.strip()
        assert text.en.strip()
    assert all(re.fullmatch(r"[RC]\d+", rule) for rule in definition.rules)
    assert definition.rules


def test_every_definition_is_counted_and_every_figure_defined() -> None:
    asked: Asked = ASKED
    assert figures_of(Found(), asked, asked.days).values.keys() == DEFINITIONS.keys()


@pytest.mark.parametrize("definition", TABLE, ids=lambda each: each.key)
def test_the_clerks_guide_says_how_a_figure_is_counted(definition: Definition) -> None:
    docs = Path(__file__).parents[2] / "docs"
    for page, says in (("clerk.md", definition.says.en), ("clerk.zh-CN.md", definition.says.zh)):
        assert says in (docs / page).read_text("utf-8")
