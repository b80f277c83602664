"""Moments of a row: how a clerk calls it, and what it changes (R11)."""

import pytest

from recordkit.domain.findings import Finding
from recordkit.domain.moments import Place, called, leading, names_of, noted, overlaid, place_in
from recordkit.templates.shelf import Shelf

MINUTES = Shelf().get("minutes")
VALUES = {
    "resolutions": (
        {"no": 1, "text": "上墙", "owner": "沈砚"},
        {"no": 2, "text": "培训", "owner": "何小满"},
        {"owner": "何小满"},
    ),
    "acks": ({"owner": "沈砚"},),
}


@pytest.mark.parametrize(("key", "place"), [
    ("sent_at", "sent_at"), ("发送时间", "sent_at"), ("resolutions.2.done_on", "resolutions.2.done_on"),
    ("决议事项.2.完成日期", "resolutions.2.done_on"), ("议定事项.上墙.完成日期", "resolutions.1.done_on"),
    ("resolutions.沈砚.done_on", "resolutions.1.done_on"), ("acks.沈砚.ack_at", "acks.1.ack_at"),
    ("确认回执.何小满.确认时间", "acks.2.ack_at"),
])  # fmt: skip
def test_a_moment_is_called_by_key_or_label_and_a_row_by_number_or_what_stands_in_it(
    key: str, place: str
) -> None:
    found = place_in(MINUTES, VALUES, key)
    assert isinstance(found, Place)
    assert found.key == place


def test_a_new_row_of_a_table_that_is_a_moment_is_named_by_its_leading_column() -> None:
    found = place_in(MINUTES, VALUES, "acks.何小满.ack_at")
    assert isinstance(found, Place)
    assert found.named == ("acks.2.owner", "何小满")
    assert leading(MINUTES.field("acks")).key == "owner"
    assert leading(MINUTES.field("resolutions")).key == "text"


@pytest.mark.parametrize(
    "key", ["resolutions.4.done_on", "resolutions.何小满.done_on", "resolutions.0.done_on", "acks.9.ack_at"]
)
def test_a_row_that_there_is_not_or_that_could_be_two_is_a_finding(key: str) -> None:
    found = place_in(MINUTES, VALUES, key)
    assert isinstance(found, Finding)
    assert found.code == "row_unknown"
    assert found.message("zh")
    assert "1 上墙" in found.suggestion("en") or "1 沈砚" in found.suggestion("en")


@pytest.mark.parametrize(
    "key", ["acks", "title", "resolutions.1.owner", "resolutions.done_on", "attendees.1.name", "x.1.y", ""]
)
def test_what_is_no_moment(key: str) -> None:
    assert place_in(MINUTES, VALUES, key) is None


def test_a_note_of_a_row_changes_that_value_and_no_other() -> None:
    after = overlaid(MINUTES, VALUES, {"resolutions.2.done_on": "x", "acks.2.owner": "丙", "sent_at": "y"})
    assert after["resolutions"] == (
        VALUES["resolutions"][0],
        {**VALUES["resolutions"][1], "done_on": "x"},
        VALUES["resolutions"][2],
    )
    assert after["acks"] == ({"owner": "沈砚"}, {"owner": "丙"})
    assert after["sent_at"] == "y"


def test_a_noted_value_is_shown_under_the_names_of_its_table_and_column() -> None:
    found = noted(MINUTES.fields, "resolutions.2.done_on")
    assert found is not None
    assert (found[0].zh, found[0].en) == ("决议事项 2 完成日期", "Resolutions 2 Done on")
    assert (
        noted(MINUTES.fields, "sent_at")
        is noted(MINUTES.fields, "x.1.y")
        is noted(MINUTES.fields, "acks.1.y")
        is None
    )


def test_every_moment_can_be_offered() -> None:
    assert {"sent_at", "resolutions.1.done_on", "决议事项.1.完成日期", "acks.1.ack_at"} <= set(
        names_of(MINUTES)
    )
    assert "resolutions.1.done_on(决议事项.1.完成日期)" in set(called(MINUTES))
    assert "acks" not in set(names_of(MINUTES))
