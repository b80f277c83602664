"""A type that is only filed: it takes any document, and nothing of it is made (R31, R34, R115, R120, R129)."""

from pathlib import Path

import pytest

from recordkit.actions.blank import blank, refresh_blanks
from recordkit.actions.generate import Options, generate
from recordkit.actions.lint import lint
from recordkit.actions.note import note
from recordkit.desk import Desk
from recordkit.errors import FiledOnly
from recordkit.office import Office
from tests.house.offices import AT, brought, minutes, on, standings


@pytest.mark.parametrize("key", ["policy", "医患沟通月报", "appraisal-year"])
def test_what_is_only_filed_is_neither_generated_nor_offered_as_a_form(
    office: Office, key: str, tmp_path: Path
) -> None:
    with pytest.raises(FiledOnly, match="filed only"):
        generate(office, key, [], Options(tmp_path), AT)
    with pytest.raises(FiledOnly):
        blank(office, key, "zh", tmp_path / "x.xlsx")
    assert lint(None, [key]) == []


def test_the_blank_forms_are_of_what_is_made(office: Office) -> None:
    refresh_blanks(office)
    words = {path.stem for path in (office.inbox / "空白表单").iterdir()}
    assert "会议纪要" in words
    assert not words & {rtype.word for rtype in office.types if rtype.filed_only}


def test_a_policy_that_was_filed_is_reviewed_and_repealed_by_notes(office: Office) -> None:
    """R120."""
    outcome = brought(office, "制度-2026-1101-001.docx", minutes(), received=on(11, 1))
    assert outcome.status == "filed", outcome.findings
    key = f"policy.review/医患沟通办公室/{outcome.name}"
    assert standings(office, AT)[key] == "upcoming"
    assert outcome.name is not None
    noted = note(office, outcome.name, {"复审日期": "2026-11-20", "归口科室": "骨科"}, AT)
    assert noted.findings == ()
    assert standings(office, AT)[f"policy.review/骨科/{outcome.name}"] == "upcoming"
    note(office, outcome.name, {"repealed_on": "2026-11-21"}, AT)
    assert standings(office, AT)[f"policy.review/骨科/{outcome.name}"] == "met"


def test_the_front_desk_knows_which_documents_are_taken(office: Office) -> None:
    desk = Desk.open(office.root)
    assert desk is not None
    assert (desk.words["制度"], desk.words["会议纪要"]) == (("docx", "xlsx", "pdf"), ("docx", "pdf"))
    assert desk.words == {rtype.word: rtype.extensions for rtype in office.types}
