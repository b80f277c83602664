"""tests of recordkit.actions.demo: the main job in a fresh office, every standing on its board, nothing damaged."""

from collections import Counter
from collections.abc import Iterator

import pytest

from recordkit.actions.demo import Told, demo
from recordkit.inbox.layout import REJECTED
from recordkit.inbox.scan import scan
from recordkit.wording import Text
from tests.house.offices import codes, on

AT = on(12, 3, 10)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Told, list[Text]]]:
    said: list[Text] = []
    told = demo(tmp_path_factory.mktemp("demo") / "office", AT, said.append)
    yield told, said
    told.office.archive.close()


def test_its_board_has_every_standing_that_time_alone_gives_and_its_archive_is_sound(
    story: tuple[Told, list[Text]],
) -> None:
    """R29 and R30: on time, late, not at all, still due, not yet due."""
    told = story[0]
    assert {row.standing.value for row in told.board.rows} == {"met", "met_late", "late", "due", "upcoming"}
    late = Counter(row.duty.kind for row in told.board.rows if row.standing.value == "late")
    assert late == {
        "quarterly-report": 1,
        "monthly-report": 1,
        "complaint.reply": 3,
        "minutes.ack": 3,
        "minutes.resolution": 1,
    }
    assert (told.report.ok, told.report.checked > 20) == (True, True)


def test_three_documents_come_back_each_for_another_reason_and_all_is_told(
    story: tuple[Told, list[Text]],
) -> None:
    """R1 and R7; each step is said in both languages, and what it shows is there."""
    told, said = story
    assert sorted(code for one in told.returned for code in codes(one)) == [
        "name_date_impossible",
        "name_type_unknown",
        "section_missing",
    ]
    assert len(list((told.office.inbox / REJECTED).glob("*.原因.txt"))) == 3
    assert scan(told.office.inbox) == []
    assert (len(said), all(one.zh and one.en for one in said)) == (12, True)
    assert all(path.exists() for _, path in told.look)
