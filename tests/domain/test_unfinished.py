"""Drafts that wait for somebody's words."""

from recordkit.domain.fields import Field, Kind
from recordkit.domain.record import draft
from recordkit.domain.recordtype import RecordType
from recordkit.domain.unfinished import TO_WRITE, relaxed, to_write, unwritten, with_signs
from recordkit.wording import Text
from tests.templates.shipped import FACTS, shipped

NAMED = Text("名称", "Name")


def kind(*fields: Field) -> RecordType:
    return RecordType("k", "K", "类型", NAMED, "docx", fields)


def test_each_kind_of_field_has_its_sign() -> None:
    rtype = kind(
        Field("text", NAMED, Kind.LONGTEXT, required=True),
        Field("items", NAMED, Kind.LIST, required=True),
        Field("rate", NAMED, Kind.PERCENT, required=True),
        Field(
            "rows",
            NAMED,
            Kind.TABLE,
            required=True,
            columns=(
                Field("what", NAMED, Kind.TEXT, required=True),
                Field("due", NAMED, Kind.DATE, required=True),
            ),
        ),
        Field("free", NAMED, Kind.TEXT),
    )
    signs = with_signs(rtype, {})
    assert signs == {
        "text": TO_WRITE,
        "items": (TO_WRITE,),
        "rate": None,
        "rows": ({"what": TO_WRITE, "due": None},),
    }
    assert unwritten(rtype, signs) == [NAMED] * 3


def test_a_group_begun_by_the_figures_keeps_them_and_waits_for_the_rest() -> None:
    """R88: how many were drawn is counted, the seed is a person's."""
    rtype = shipped("quarterly-report")
    begun = {"audit": {"N": 47, "n": 10, "seed": None, "failed": None}}
    assert "audit" in {spec.key for spec in to_write(rtype, begun)}
    assert with_signs(rtype, begun)["audit"] == {"N": 47, "n": 10, "seed": TO_WRITE, "failed": None}


def test_what_is_wanted_in_the_place_of_another_is_wanted_while_both_lack() -> None:
    """R33: a case, or why there is none."""
    rtype = shipped("monthly-report")
    assert "cases" in {spec.key for spec in to_write(rtype, {})}
    assert "cases" not in {spec.key for spec in to_write(rtype, {"no_cases_reason": "无"})}


def test_what_is_there_is_judged_though_nothing_is_required() -> None:
    rtype = relaxed(shipped("monthly-report"))
    assert draft(rtype, {}, FACTS).findings == ()
    assert [each.code for each in draft(rtype, {"period": "2026-13"}, FACTS).findings] == ["period_invalid"]


def test_a_finished_record_waits_for_nothing() -> None:
    rtype = kind(Field("text", NAMED, Kind.TEXT, required=True), Field("more", NAMED, Kind.TEXT))
    assert unwritten(rtype, {"text": "写了"}) == []
    assert to_write(rtype, {"text": "写了"}) == []
