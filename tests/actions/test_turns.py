"""tests of recordkit.actions.turns: R1, no number is refused because the one before it is still being copied."""

from pathlib import Path

import pytest

from recordkit.actions.turns import in_turn
from recordkit.inbox.scan import Dropped
from recordkit.inbox.settle import CHANGING, EMPTY, GROWING, Waiting
from recordkit.wording import Text


def ready(name: str) -> Dropped:
    return Dropped(Path("/in") / name, "inbox", None, 1, 1, 1, 1, 1)


def waits(name: str, reason: Text) -> Waiting:
    return Waiting(Path("/in/骨科") / name, reason, 1.0)


@pytest.mark.parametrize(("name", "other", "reason", "held"), [
    ("会议纪要-2026-1118-002.docx", "会议纪要-2026-1118-001.docx", CHANGING, True),
    ("会议纪要-2026-1118-010.docx", "会议纪要-2026-1118-009.docx", GROWING, True),
    ("会议纪要-2026-1118-002.docx", "会议纪要-2026-11-18-001.pdf", CHANGING, True),
    ("会议纪要-2026-1118-001.docx", "会议纪要-2026-1118-002.docx", CHANGING, False),
    ("会议纪要-2026-1118-002.docx", "会议纪要-2026-1119-001.docx", CHANGING, False),
    ("会议纪要-2026-1118-002.docx", "家访报告-2026-1118-001.docx", CHANGING, False),
    ("会议纪要-2026-1118-002.docx", "会议纪要-2026-1118-001.docx", EMPTY, False),
    ("会议纪要-2026-1118.docx", "会议纪要-2026-1118-001.docx", CHANGING, False),
    ("会议纪要.docx", "会议纪要-2026-1118-001.docx", CHANGING, False),
    ("会议纪要-2026-1118-002.docx", "会议纪要.docx", CHANGING, False),
])  # fmt: skip
def test_a_file_waits_for_a_lower_number_that_is_being_written(
    name: str, other: str, reason: Text, held: bool
) -> None:
    free, waiting = in_turn([ready(name)], [waits(other, reason)])
    assert (len(free), len(waiting)) == ((0, 1) if held else (1, 0))
    assert all(other in one.reason.zh and other in one.reason.en for one in waiting)


def test_the_lowest_of_several_is_named() -> None:
    others = [waits(f"会议纪要-2026-1118-00{number}.docx", CHANGING) for number in (3, 1, 2)]
    _, [waiting] = in_turn([ready("会议纪要-2026-1118-004.docx")], others)
    assert "001" in waiting.reason.zh
