"""tests of recordkit.actions.check: a bare name judged as filing would judge it (R1, C1); nothing is changed."""

import pytest

from recordkit.actions.check import check_name
from recordkit.actions.check_file import desk_of
from recordkit.office import Office
from tests.house.offices import AT, CLERK, OTHER, as_, brought, journal, made, minutes

NAME = "会议纪要-2026-1118-001"


def test_a_right_name_is_taken_apart(office: Office) -> None:
    verdict = check_name(desk_of(office), f"{NAME}.docx", AT)
    assert verdict.ok
    assert verdict.plain("zh") == {
        "input": f"{NAME}.docx",
        "ok": True,
        "name": {
            "type": "会议纪要",
            "day": "2026-11-18",
            "number": 1,
            "ext": "docx",
            "canonical": f"{NAME}.docx",
        },
        "repaired": False,
        "findings": [],
    }


def test_a_name_without_a_number_is_offered_the_next_free_one(office: Office) -> None:
    brought(office, f"{NAME}.docx", minutes())
    verdict = check_name(desk_of(office), "会议纪要-20261118.docx", AT)
    assert (verdict.ok, verdict.repaired, verdict.number) == (True, True, None)
    assert verdict.canonical == "会议纪要-2026-1118-002.docx"


@pytest.mark.parametrize(("name", "code"), [
    ("会议纪要-2026-1131-001.docx", "name_date_impossible"),
    ("会议记要-2026-1118-001.docx", "name_type_unknown"),
    ("会议纪要-2026-1118-001.xlsx", "name_extension"),
    ("会议纪要-2026-1118-002.docx", "number_taken"),
])  # fmt: skip
def test_a_name_that_would_be_refused_says_why(office: Office, name: str, code: str) -> None:
    before = len(journal(office))
    verdict = check_name(desk_of(office), name, AT)
    assert (verdict.ok, [one.code for one in verdict.findings]) == (False, [code])
    assert len(journal(office)) == before


def test_a_reserved_number_is_its_holders(office: Office) -> None:
    document = made(as_(office, CLERK), "minutes")
    assert check_name(desk_of(as_(office, CLERK)), f"{document.name}.docx", AT).ok
    assert not check_name(desk_of(as_(office, OTHER)), f"{document.name}.docx", AT).ok
