"""tests of recordkit.inbox.propose: INTAKE, Names, "refused with the nearest right name"."""

import os
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordkit.domain.naming import DateStyle, parse, split_extension
from recordkit.inbox.propose import Known, propose, readable, without_copy_marks

KNOWN = Known(
    {"家访报告": ("docx", "pdf"), "投诉登记": ("xlsx",)}, DateStyle.POLICY, date(2026, 11, 21), numbered=True
)


@pytest.mark.parametrize(
    ("copied", "original"),
    [
        ("甲 - 副本", "甲"),
        ("甲 - 副本 (2) - 副本", "甲"),
        ("甲(3)", "甲"),
        ("甲 [Conflict]", "甲"),
        ("副本(2)甲", "甲"),
        ("甲.xlsx.xlsx", "甲"),
        ("甲", "甲"),
        ("副本", "副本"),
    ],
)
def test_the_marks_of_a_copy_are_taken_off(copied: str, original: str) -> None:
    assert without_copy_marks(copied) == original


@given(st.text(max_size=80), st.sampled_from(["docx", "doc", ""]))
def test_every_proposal_is_a_right_name(stem: str, extension: str) -> None:
    offered, kind = split_extension(propose(stem, extension, KNOWN))
    assert kind in KNOWN.types[parse(offered).word]


@given(st.text(max_size=40))
def test_gbk_bytes_are_read_as_what_was_typed(name: str) -> None:
    raw = os.fsdecode(name.encode("gb18030", "replace"))
    if any("\udc80" <= char <= "\udcff" for char in raw):
        assert readable(raw) == name.encode("gb18030", "replace").decode("gb18030")


def test_a_lone_surrogate_that_is_no_byte_is_dropped() -> None:
    assert readable("a\ud800b") == "ab"
