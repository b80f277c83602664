"""What an old tree could be filed as: nothing is filed, guesses are marked, and what cannot be filed says why."""

from pathlib import Path

import pytest

from recordkit.actions.propose import propose, write_mapping
from recordkit.documents.pages.mapping_book import read_mapping
from recordkit.domain.adoption import Opening, Proposal, Treatment
from recordkit.errors import TierRefused
from recordkit.office import Office
from tests.house.legacy import old_file, old_tree
from tests.house.offices import AT, CLERK, as_, brought, minutes
from tests.house.trees import tree


def by_path(office: Office, root: Path) -> dict[str, Proposal]:
    return {one.path: one for one in propose(office, root, AT).proposals}


def test_each_file_has_a_row_with_its_new_name(office: Office, tmp_path: Path) -> None:
    rows = by_path(office, old_tree(tmp_path / "old"))
    assert len(rows) == 10
    named = {path: one.name for path, one in rows.items() if one.treatment is Treatment.FILE}
    assert named == {
        "会议/2019-3-15例会会议纪要.docx": "会议纪要-2019-0315.docx",
        "家访/家访 张三 20190316.docx": "家访报告-2019-0316.docx",
        "家访/家访报告-2019-0320-003.docx": "家访报告-2019-0320-003.docx",
        "骨科/2019年3月月度总结报告.docx": "月度总结报告-2019-0403.docx",
    }
    report = rows["骨科/2019年3月月度总结报告.docx"]
    assert (report.department, report.period, report.doubts) == ("骨科", "2019-03", frozenset({"day"}))
    assert rows["家访/家访 张三 20190316.docx"].doubts == {"word"}


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("会议/副本 2019-3-15例会会议纪要.docx", "会议/2019-3-15例会会议纪要.docx 相同"),
        ("报告.docx", "看不出"),
        ("2018年月报.doc", "另存为"),
        ("会议纪要20190621.docx", "空文件"),
        ("会议纪要20190622.docx", "PDF"),
        ("IMG_1.jpg", "不是归档的格式"),
    ],
)
def test_what_cannot_be_filed_says_why(office: Office, tmp_path: Path, path: str, reason: str) -> None:
    one = by_path(office, old_tree(tmp_path / "old"))[path]
    assert (one.treatment, one.name) == (Treatment.SKIP, None)
    assert reason in one.remark.zh
    assert not any(
        "\u4e00" <= c <= "\u9fff" for c in one.remark.en.replace("会议/2019-3-15例会会议纪要.docx", "")
    )


def test_nothing_is_filed_or_touched(office: Office, tmp_path: Path) -> None:
    root = old_tree(tmp_path / "old")
    before, head = tree(root), office.archive.head
    seen: list[tuple[int, int]] = []
    propose(office, root, AT, lambda done, total: seen.append((done, total)))
    assert seen[-1] == (10, 10)
    assert (tree(root), office.archive.head) == (before, head)


def test_what_is_filed_already_is_skipped_and_its_number_is_not_given_again(
    office: Office, tmp_path: Path
) -> None:
    brought(office, "会议纪要-2019-0315-001.docx", minutes("filed"))
    old_file(tmp_path / "old", "a/会议纪要-2019-0315-001.docx", minutes("filed"))
    old_file(tmp_path / "old", "b/会议纪要-2019-0315-001.docx")
    old_file(tmp_path / "old", "c/会议纪要-2019-0315-002.docx")
    old_file(tmp_path / "old", "d/会议纪要-2019-0315-002.docx")
    rows = by_path(office, tmp_path / "old")
    assert "已归档为 会议纪要-2019-0315-001" in rows["a/会议纪要-2019-0315-001.docx"].remark.zh
    assert [
        rows[f"{folder}/会议纪要-2019-0315-00{n}.docx"].number for folder, n in (("b", 1), ("c", 2), ("d", 2))
    ] == [
        None,
        2,
        None,
    ]
    assert "number" in rows["b/会议纪要-2019-0315-001.docx"].doubts


def test_numbers_that_skip_some_get_an_opening_number(office: Office, tmp_path: Path) -> None:
    proposed = propose(office, old_tree(tmp_path / "old"), AT)
    assert [(one.word, one.number) for one in proposed.openings] == [("家访报告", 2)]
    assert isinstance(proposed.openings[0], Opening)
    assert (proposed.to_file, proposed.junk, proposed.unread) == (4, 1, ())


def test_old_minutes_without_the_sections_of_today_may_come_in(office: Office, tmp_path: Path) -> None:
    old_file(tmp_path / "old", "会议纪要20190315.docx", minutes(without="决议事项"))  # R7
    [one] = propose(office, tmp_path / "old", AT).proposals
    assert one.treatment is Treatment.FILE


def test_the_mapping_is_written_and_an_edited_one_is_kept_beside_it(office: Office, tmp_path: Path) -> None:
    proposed = propose(office, old_tree(tmp_path / "old"), AT)
    (tmp_path / "map.xlsx").write_bytes(b"edited")
    written = write_mapping(office, proposed, tmp_path / "map.xlsx", "zh")
    assert len(read_mapping(written).rows) == 10
    assert (tmp_path / "map.旧1.xlsx").read_bytes() == b"edited"


def test_it_is_a_supervisors_act(office: Office, tmp_path: Path) -> None:
    with pytest.raises(TierRefused):
        propose(as_(office, CLERK), tmp_path, AT)
