"""templates/README.md says all there is to say, in both languages, and its example is a real type."""

import re
from pathlib import Path

import pytest

from recordkit.documents.filters import FILTERS
from recordkit.domain.checks import ACROSS_RECORDS, RULES
from recordkit.domain.columns import COLUMNS
from recordkit.domain.fields import Kind
from recordkit.domain.masking import FREE, MASKS
from recordkit.domain.record import draft
from recordkit.templates.duty_shapes import DUTY_KEYS, WITHIN_KEYS
from recordkit.templates.loader import load_type
from recordkit.templates.shapes import FIELD_KEYS, TYPE_KEYS
from recordkit.templates.type_faults import TIER_NAMES
from tests.templates.shipped import FACTS, FILED_ONLY, KEYS, SHELF

README = (SHELF.template_path(SHELF.get("minutes")).parents[1] / "README.md").read_text("utf-8")
CHINESE, ENGLISH = README.split("\n---\n")
OWN_BLOCKS = {"fields": "[[fields]]", "sections": "[[sections]]", "duties": "[[duties]]"}
WORDS = {
    *(OWN_BLOCKS.get(key, key) for key in (*TYPE_KEYS, *FIELD_KEYS, *DUTY_KEYS, *WITHIN_KEYS)),
    *(str(kind) for kind in Kind),
    *(*RULES, *ACROSS_RECORDS, *COLUMNS, *MASKS, FREE, *FILTERS, *TIER_NAMES, *KEYS, *FILED_ONLY),
}
EXAMPLE = re.compile(r"```toml\n(.*?)```", re.DOTALL)


@pytest.mark.parametrize("half", [CHINESE, ENGLISH], ids=["zh", "en"])
def test_every_key_kind_rule_mask_and_filter_is_told_in_both_languages(half: str) -> None:
    assert [word for word in sorted(WORDS) if f"`{word}`" not in half] == []


@pytest.mark.parametrize("half", [CHINESE, ENGLISH], ids=["zh", "en"])
def test_the_worked_example_is_a_type_that_loads_and_drafts(half: str, tmp_path: Path) -> None:
    shown = EXAMPLE.search(half)
    assert shown is not None
    folder = tmp_path / "lost-property"
    folder.mkdir()
    (folder / "type.toml").write_text(shown[1], "utf-8")
    made = draft(
        load_type(folder), {"登记号": "SW0001", "拾到时间": "2026-11-20 09:00", "物品": "手机"}, FACTS
    )
    assert made.findings == ()
    assert made.record is not None
    assert str(made.record.values["keep_until"]) == "2027-02-18"
