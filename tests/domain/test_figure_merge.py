"""What a person typed over what was counted."""

from decimal import Decimal

import pytest

from recordkit.domain.figure_merge import Merged, merge
from tests.templates.shipped import ZONE, shipped

RTYPE = shipped("quarterly-report")
COUNTED = {
    "kpis": [
        {"name": "投诉量", "unit": "件", "value": Decimal(100), "less_is_better": True},
        {"name": "咨询量", "unit": "件", "value": Decimal(35)},
    ],
    "by_category": [{"name": "药品", "count": 14}, {"name": "护理", "count": 9}],
    "satisfaction": Decimal("0.496"),
    "audit": {"N": 47, "n": 10},
    "sources": "取自已归档的记录",
}


def merged(**typed: object) -> Merged:
    return merge(RTYPE, typed, COUNTED, ZONE)


def told(found: Merged) -> list[tuple[str | None, str | None, object]]:
    return [(each.path, each.value, each.facts["counted"]) for each in found.findings]


def test_what_was_not_typed_is_filled_in() -> None:
    assert merged(summary="摘要") == Merged({"summary": "摘要", **COUNTED}, ())


@pytest.mark.parametrize("blank", [None, "", [], "  "])
def test_a_blank_is_not_typed(blank: object) -> None:
    assert merged(满意度=blank).values["satisfaction"] == Decimal("0.496")


def test_a_typed_figure_stands_and_a_different_one_is_told() -> None:
    found = merged(满意度="91.2%")
    assert found.values["满意度"] == "91.2%"
    assert "satisfaction" not in found.values
    assert told(found) == [("satisfaction", "91.2%", "49.6%")]
    assert [each.severity for each in found.findings] == ["warning"]


@pytest.mark.parametrize("same", ["49.6%", "0.496", Decimal("0.4960")])
def test_the_same_figure_is_not_told(same: object) -> None:
    assert told(merged(satisfaction=same)) == []


def test_indicators_take_what_their_rows_lack_and_the_rows_that_are_not_there() -> None:
    found = merged(指标表=[{"指标": "咨询量", "目标": 30}, {"name": "服务外呼", "value": 212}])
    assert found.values["指标表"] == [
        {"指标": "咨询量", "目标": 30, "unit": "件", "value": Decimal(35)},
        {"name": "服务外呼", "value": 212},
        COUNTED["kpis"][0],  # type: ignore[index]
    ]
    assert told(found) == []


def test_a_different_indicator_is_told_at_its_row() -> None:
    found = merged(kpis=[{"name": "新指标", "value": 1}, {"name": "投诉量", "本季": "101"}])
    assert told(found) == [("kpis[2].value", "101", "100")]


def test_another_table_stands_as_it_was_typed() -> None:
    found = merged(by_category=[{"name": "护理", "count": 9}, {"name": "药品", "count": 15}])
    assert found.values["by_category"] == [{"name": "护理", "count": 9}, {"name": "药品", "count": 15}]
    assert told(found) == [("by_category[2].count", "15", "14")]


def test_a_group_takes_what_it_lacks() -> None:
    """R88."""
    found = merged(抽查={"种子": "20261008", "不合格": 1, "n": 9})
    assert found.values["抽查"] == {"种子": "20261008", "不合格": 1, "n": 9, "N": 47}
    assert told(found) == [("audit.n", "9", "10")]


def test_typed_words_stand_without_a_word() -> None:
    found = merged(sources="自己写的")
    assert (found.values["sources"], found.findings) == ("自己写的", ())


@pytest.mark.parametrize("odd", ["见附件", {"a": 1}])
def test_what_cannot_be_read_is_left_to_the_draft(odd: object) -> None:
    found = merged(kpis=odd, satisfaction=odd)
    assert (found.values["kpis"], found.findings) == (odd, ())
