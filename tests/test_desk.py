"""The front desk: it judges a name exactly as the office does, or there is no desk."""

import shutil
from pathlib import Path

import pytest

from recordkit.actions.check import check_name
from recordkit.actions.check_file import desk_of
from recordkit.archive.archive import Archive
from recordkit.archive.filing import Wanted
from recordkit.desk import Desk
from recordkit.domain.tiers import Act, Person, Tier, permit
from recordkit.errors import NoOffice
from recordkit.office import Office
from tests.house.offices import AT, CLERK, founded, on

NAMES = [
    "家访报告-2026-1118-001.docx",
    "家访报告-2026-1118-002.docx",
    "家访报告-2026-1118-003.docx",
    "家访报告-2026-1118-009.docx",
    "家访报告-2026-1118.docx",
    "家访报告-2026-11-18-003.docx",
    "家访记录-2026-1118-001.docx",
    "会议纪要-2026-1131-001.docx",
    "会议纪要-2026-1120-001.xlsx",
    "随便写写.docx",
]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = founded(tmp_path_factory.mktemp("desk") / "office")
    day = on(11, 18).date()
    for person, key in ((office.person, "a"), (CLERK, "b")):
        wanted = Wanted("home-visit", "家访报告", day, key)
        office.archive.reserve(permit(person, Act.RESERVE), [wanted], AT)
    return office


def desk_at(root: Path) -> Desk:
    desk = Desk.open(root)
    assert desk is not None
    return desk


@pytest.mark.parametrize("name", NAMES)
def test_the_desk_judges_a_name_as_the_open_office_does(office: Office, name: str) -> None:
    assert check_name(desk_at(office.root), name, AT) == check_name(desk_of(office), name, AT)


def test_a_number_reserved_for_somebody_else_is_refused_at_the_desk_with_the_free_one(office: Office) -> None:
    verdict = check_name(desk_at(office.root), "家访报告-2026-1118-002.docx", AT)
    assert [finding.code for finding in verdict.findings] == ["number_taken"]
    assert "家访报告-2026-1118-003" in verdict.findings[0].suggestion("zh")


def test_there_is_no_desk_while_the_catalogue_is_behind_the_journal(office: Office, tmp_path: Path) -> None:
    copy = tmp_path / "office"
    shutil.copytree(office.root, copy)
    before = (copy / "archive" / "catalogue.sqlite").read_bytes()
    with Archive.open(copy / "archive") as archive:
        archive.refused(office.person, Act.WAIVE, None, AT)
    (copy / "archive" / "catalogue.sqlite").write_bytes(before)
    assert Desk.open(copy) is None


def test_there_is_no_desk_without_a_catalogue_and_looking_makes_none(office: Office, tmp_path: Path) -> None:
    copy = tmp_path / "office"
    shutil.copytree(office.root, copy)
    (copy / "archive" / "catalogue.sqlite").unlink()
    assert Desk.open(copy) is None
    assert not (copy / "archive" / "catalogue.sqlite").exists()


def test_there_is_no_desk_where_the_last_journal_line_is_torn(office: Office, tmp_path: Path) -> None:
    copy = tmp_path / "office"
    shutil.copytree(office.root, copy)
    last = max((copy / "archive" / "journal").iterdir())
    last.write_bytes(last.read_bytes() + b'{"seq":')
    assert Desk.open(copy) is None


def test_there_is_no_desk_for_an_office_type_whose_head_is_not_plain(office: Office, tmp_path: Path) -> None:
    copy = tmp_path / "office"
    shutil.copytree(office.root, copy)
    (copy / "templates" / "own").mkdir()
    (copy / "templates" / "own" / "type.toml").write_text("[word]\n", "utf-8")
    assert Desk.open(copy) is None


def test_there_is_no_desk_for_somebody_who_is_not_listed(tmp_path: Path) -> None:
    office = founded(tmp_path / "office")
    shutil.rmtree(office.root / "archive")
    stranger = Person("somebody-else", "某人", Tier.DIRECTOR)
    Archive.create(
        office.root / "archive", zone="Asia/Shanghai", style=office.archive.style, founder=stranger, at=AT
    ).people()
    assert Desk.open(office.root) is None


def test_a_folder_that_is_no_office_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoOffice):
        Desk.open(tmp_path)
