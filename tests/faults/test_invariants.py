"""The invariants name each thing that can be wrong, and nothing where nothing is."""

from dataclasses import replace

import pytest

from tests.faults.holdings import Entry, Holdings
from tests.faults.invariants import Drop, acknowledged, lost, unsettled

FILED, RETURNED = Drop("家访报告-2023-0315-001", "a1"), Drop("会议纪要-2023-0315-001", "b2", "returned")
PATH = "records/家访报告/2023/家访报告-2023-0315-001.docx"
SOUND = Holdings(
    entries=(Entry(FILED.name, PATH, "a1"),),
    kept={PATH: "a1"},
    files={PATH: "a1"},
    sources=(),
    returned={f"{RETURNED.name}.docx": "b2"},
    reasons=frozenset({f"{RETURNED.name}.docx"}),
)
ALWAYS = [
    (replace(SOUND, files={}), "there is no such file"),
    (replace(SOUND, files={PATH: "c3"}), "is not what was filed"),
    (replace(SOUND, entries=(), kept={}, files={}), f"{FILED.name} is lost"),
    (replace(SOUND, entries=(), kept={}, files={}, sources=("a1",)), "was acknowledged, and is not filed"),
    (replace(SOUND, broken=("the chain is broken at line 4",)), "the chain is broken at line 4"),
]
IN_THE_END = [
    (replace(SOUND, sources=("a1",)), "still lies in the inbox"),
    (replace(SOUND, in_hand=("a1",)), "still lies in the inbox"),
    (replace(SOUND, entries=SOUND.entries * 2), "filed 2 times"),
    (replace(SOUND, returned={"a.docx": "b2", "b.docx": "b2"}), "returned 2 times"),
    (replace(SOUND, files={PATH: "a1", "records/x": "a1"}), "records/x has no entry"),
    (replace(SOUND, unfinished=("archive/.staging/1.tmp",)), "is left over"),
    (replace(SOUND, reasons=frozenset()), "lacks its reason"),
]


def test_nothing_is_wrong_with_what_is_right() -> None:
    assert list(unsettled(SOUND, [FILED, RETURNED], [FILED.name])) == []


@pytest.mark.parametrize(("held", "said"), ALWAYS)
def test_what_is_lost_is_named_at_any_instant(held: Holdings, said: str) -> None:
    assert any(said in fault for fault in lost(held, [FILED, RETURNED], [FILED.name]))
    assert any(said in fault for fault in unsettled(held, [FILED, RETURNED], [FILED.name]))


@pytest.mark.parametrize(("held", "said"), IN_THE_END)
def test_what_is_not_in_its_place_is_named_in_the_end(held: Holdings, said: str) -> None:
    assert list(lost(held, [FILED, RETURNED], [FILED.name])) == []
    assert any(said in fault for fault in unsettled(held, [FILED, RETURNED], [FILED.name]))


def test_a_source_that_is_not_ours_may_stay() -> None:
    held = replace(SOUND, sources=("a1",))
    assert list(unsettled(held, [replace(FILED, stays=True), RETURNED], [])) == []


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("filed: a.docx → 家访报告-2023-0315-001\n", ["家访报告-2023-0315-001"]),
        ("filed as a new version: a.docx → b\n", ["b"]),
        ("filed already, the same content: a.docx → b\nrejected: c.docx\n", []),
        ('{"event": "filed", "name": "a"}\n{"event": "waiting"}\n{"event": "version", "na', ["a"]),
    ],
)
def test_acknowledgements_are_read_from_words_and_from_lines_of_json(said: str, names: list[str]) -> None:
    assert acknowledged(said) == names
