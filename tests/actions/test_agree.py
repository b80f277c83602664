"""tests of recordkit.actions.agree: whether a document still says what the record inside it says (LIFE)."""

import pytest

from recordkit.actions.agree import disagreement
from recordkit.documents.embedding import Embedded, embed, embedded
from recordkit.office import Office
from recordkit.wording import Text
from tests.house.offices import edited, made, minutes


def said(office: Office, content: bytes) -> Text | None:
    carried = embedded(content)
    assert carried is not None
    return disagreement(office, office.types.get(carried.type), carried, content)


@pytest.mark.parametrize("key", ["minutes", "complaint", "home-visit", "monthly-report", "quarterly-report"])
def test_what_was_just_made_agrees(office: Office, key: str) -> None:
    assert said(office, made(office, key).path.read_bytes()) is None


def test_what_was_only_saved_again_agrees(office: Office) -> None:
    content = made(office, "minutes").path.read_bytes()
    again = edited(content, "302会议室", "302会议室")
    assert again != content
    assert said(office, again) is None


def test_the_first_line_that_differs_is_said_both_ways(office: Office) -> None:
    what = said(office, edited(made(office, "minutes").path.read_bytes(), "302会议室", "305会议室"))
    assert what is not None
    assert "302会议室" in what.zh.split("→")[0]
    assert "305会议室" in what.en.split("→")[1]


def test_a_record_that_cannot_be_made_into_a_document_disagrees(office: Office) -> None:
    foreign = embed(minutes(), Embedded("no name", "minutes", None, None, False, {"started_at": "yesterday"}))
    assert said(office, foreign) is not None
