"""tests of recordkit.actions.check_file: the verdict beforehand is the verdict of filing (R1, R3, R7)."""

from collections.abc import Callable
from pathlib import Path

import pytest

from recordkit.actions.check_file import check_file
from recordkit.actions.file import file
from recordkit.domain.tiers import Person
from recordkit.office import Office
from tests.house.offices import AT, CLERK, OTHER, SUPERVISOR, as_, brought, journal, made, minutes

NAME = "会议纪要-2026-1118-001"


def lying(office: Office, name: str, content: bytes) -> Path:
    path = office.root / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("who", [CLERK, OTHER, SUPERVISOR])
@pytest.mark.parametrize(
    "case",
    [
        "sound",
        "sections",
        "name",
        "number",
        "same",
        "other bytes",
        "made by another",
        "typed into held",
        "twin",
    ],
)
def test_check_and_file_say_the_same(office: Office, case: str, who: Person) -> None:
    path = CASES[case](office)
    acting = as_(office, who)
    before = len(journal(office))
    verdict = check_file(acting, path, AT)
    assert len(journal(office)) == before
    [outcome] = file(acting, [path], AT)
    assert verdict.ok is (outcome.status != "rejected"), (verdict.findings, outcome.findings)
    assert {one.code for one in verdict.findings} == {one.code for one in outcome.findings}


def _held(office: Office) -> str:
    return made(as_(office, CLERK), "minutes").name


def _beside(office: Office, name: str, content: bytes) -> Path:
    """A document that comes when the first one is filed."""
    brought(office, f"{NAME}.docx", minutes())
    return lying(office, f"{name}.docx", content)


CASES: dict[str, Callable[[Office], Path]] = {
    "sound": lambda office: lying(office, f"{NAME}.docx", minutes()),
    "sections": lambda office: lying(office, f"{NAME}.docx", minutes(without="责任分工")),
    "name": lambda office: lying(office, "会议记要-2026-1118-001.docx", minutes()),
    "number": lambda office: lying(office, "会议纪要-2026-1118-004.docx", minutes()),
    "same": lambda office: _beside(office, NAME, minutes()),
    "other bytes": lambda office: _beside(office, NAME, minutes("改")),
    "made by another": lambda office: made(as_(office, CLERK), "minutes").path,
    "typed into held": lambda office: lying(office, f"{_held(office)}.docx", minutes()),
    "twin": lambda office: _beside(office, "会议纪要-2026-1119-001", minutes()),
}


def test_the_verdict_names_what_is_wrong_with_content_and_name(office: Office) -> None:
    """R7: each missing part is a finding of its own."""
    path = lying(office, f"{NAME}.docx", minutes(without="会议时间"))
    verdict = check_file(office, path, AT)
    assert (verdict.input, verdict.ok, [one.code for one in verdict.findings]) == (
        str(path),
        False,
        ["section_missing"],
    )
