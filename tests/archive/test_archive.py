"""The archive's other doors: people, notes, periods, reading, finding."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from recordkit.archive.archive import Archive
from recordkit.domain.naming import DateStyle
from recordkit.domain.tiers import UNKNOWN, Act, Person, Tier
from recordkit.errors import (
    ArchiveDamaged,
    NoEntry,
    NotPossible,
    NotReadable,
    OfficeExists,
    PurposeMissing,
    TierRefused,
)
from tests.archive.builders import (
    AT,
    CLERK,
    DAY,
    DIRECTOR,
    OTHER,
    SUPERVISOR,
    WORD,
    file,
    in_memory,
    lived_in,
    may,
    on_disk,
    values,
    wanted,
)

NAME = "家访报告-2026-1109-001"
READ = may(CLERK, Act.READ)


def verbs(archive: Archive, name: str | None = None) -> list[object]:
    return [event["verb"] for _, event in archive.log(READ, name)]


def test_an_archive_is_found_again_as_it_was_left(tmp_path: Path) -> None:
    with on_disk(tmp_path / "archive", DateStyle.COMPACT) as archive:
        entry = file(archive, b"x").entry
    with Archive.open(tmp_path / "archive") as again:
        assert (again.id, again.zone, again.style) == (archive.id, "Asia/Shanghai", DateStyle.COMPACT)
        assert again.founded == AT
        assert list(again.entries(READ)) == [entry]
        assert [person.login for person in again.people()] == ["li", "wang", "zhang", "zhao"]


def test_no_archive_is_founded_over_another_or_by_less_than_a_director(tmp_path: Path) -> None:
    on_disk(tmp_path / "archive")
    with pytest.raises(OfficeExists):
        on_disk(tmp_path / "archive")
    with pytest.raises(TierRefused):
        Archive.create(tmp_path / "b", zone="Asia/Shanghai", style=DateStyle.ISO, founder=CLERK, at=AT)
    assert not (tmp_path / "b").exists()


def test_the_default_folder_with_its_readme_can_be_founded(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    assert on_disk(tmp_path / "archive").head.seq == 4


@pytest.mark.parametrize("text", [None, "", "id = 1", 'id="a"\nzone="b"\nstyle="policy"\nformat=2\n', "\x00"])
def test_what_is_no_archive_is_not_opened(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "archive.toml").write_text(text)
    with pytest.raises(NotReadable):
        Archive.open(tmp_path)


def test_people_are_as_they_were_last_listed(archive: Archive) -> None:
    promoted = Person("zhang", "张三", Tier.SUPERVISOR, "急诊科")
    archive.enrol(may(DIRECTOR, Act.PEOPLE), promoted, AT)
    head = archive.head
    archive.enrol(may(DIRECTOR, Act.PEOPLE), promoted, AT)
    assert archive.head == head
    assert archive.people() == [SUPERVISOR, DIRECTOR, promoted, OTHER]


def test_a_note_keeps_its_values_beside_the_document(archive: Archive) -> None:
    file(archive, b"x")
    archive.note(may(CLERK, Act.NOTE), NAME, {"sent_at": "2026-11-10T08:00"}, AT)
    entry = archive.note(may(CLERK, Act.NOTE), NAME, {"reply": "好", "closed": True}, AT + timedelta(days=1))
    assert [note.keys for note in entry.notes] == [("sent_at",), ("closed", "reply")]
    told = archive.notes(READ, NAME)
    assert [said for _, said in told] == [{"sent_at": "2026-11-10T08:00"}, {"closed": True, "reply": "好"}]
    assert told[0][0].path == f"records/{WORD}/2026/{NAME}.note1.json"


def test_a_period_is_settled_and_the_doubt_is_gone(archive: Archive) -> None:
    file(archive, b"x", doubtful=True, period="2026-10")
    entry = archive.assign(may(SUPERVISOR, Act.ASSIGN), NAME, "2026-09", AT)
    assert (entry.period, entry.doubtful) == ("2026-09", False)


def test_a_withdrawn_record_takes_no_more_notes(archive: Archive) -> None:
    file(archive, b"x")
    assert archive.withdraw(may(SUPERVISOR, Act.WITHDRAW), NAME, "误归档", AT).withdrawn == "误归档"
    with pytest.raises(NotPossible):
        archive.note(may(CLERK, Act.NOTE), NAME, {"a": 1}, AT)
    with pytest.raises(NotPossible):
        archive.withdraw(may(SUPERVISOR, Act.WITHDRAW), NAME, "又", AT)


def test_a_duty_is_waived_once(archive: Archive) -> None:
    archive.waive(may(DIRECTOR, Act.WAIVE), "monthly-2026-10", "停诊", AT)
    assert archive.waived(READ) == {"monthly-2026-10"}
    with pytest.raises(NotPossible):
        archive.waive(may(DIRECTOR, Act.WAIVE), "monthly-2026-10", "停诊", AT)


def test_a_refusal_is_journalled_under_the_name_as_this_archive_spells_it(archive: Archive) -> None:
    file(archive, b"x")
    archive.refused(UNKNOWN, Act.REVISE, "家访报告-20261109-001", AT)
    archive.refused(CLERK, Act.PEOPLE, None, AT)
    archive.refused(CLERK, Act.FILE, "no name at all", AT)
    assert verbs(archive, NAME) == ["filed", "refused"]
    assert verbs(archive)[-3:] == ["refused"] * 3


def test_a_look_is_journalled_where_the_type_asks_for_it(archive: Archive) -> None:
    file(archive, b"content")
    assert archive.read(READ, NAME, journalled=False, at=AT).data == b"content"
    content = archive.read(READ, "家访报告-2026-11-09-001", journalled=True, at=AT)
    assert (content.extension, content.version) == ("docx", 1)
    assert verbs(archive, NAME) == ["filed", "read"]


def test_a_masked_look_at_the_values_is_journalled_too(archive: Archive) -> None:
    file(archive, b"content")
    archive.looked(READ, NAME, AT)
    assert verbs(archive, NAME) == ["filed", "read"]
    with pytest.raises(NoEntry):
        archive.looked(READ, "家访报告-2026-1109-009", AT)


def test_what_was_received_since_an_instant_comes_in_that_order(archive: Archive) -> None:
    for number, hours in ((1, 2), (2, 0), (3, 1)):
        file(archive, bytes([number]), number, received=AT + timedelta(hours=hours))
    since = archive.received_since(READ, AT + timedelta(hours=1))
    assert [entry.number for entry in since] == [3, 1]


def test_an_unmasked_look_says_what_for_and_is_always_journalled(archive: Archive) -> None:
    file(archive, b"content")
    full = may(SUPERVISOR, Act.READ_FULL)
    for purpose in (None, " "):
        with pytest.raises(PurposeMissing):
            archive.read(full, NAME, purpose=purpose, journalled=False, at=AT)
        with pytest.raises(PurposeMissing):
            archive.disclosed(full, NAME, purpose or "", AT)
    archive.read(full, NAME, purpose="复核", journalled=False, at=AT)
    (name,) = archive.reserve(may(CLERK, Act.RESERVE), wanted("unfiled"), AT)
    archive.disclosed(full, name, "复核", AT)
    assert verbs(archive, NAME) == ["filed", "read"]
    assert verbs(archive, str(name)) == ["reserved", "read"]


def test_a_sensitive_record_is_shown_masked_unless_the_permit_is_for_more(archive: Archive) -> None:
    file(archive, b"x", record=values("李小明"), masked=values("李**"))
    assert archive.record(READ, NAME) == values("李**")
    assert archive.record(may(SUPERVISOR, Act.READ_FULL), NAME) == values("李小明")
    file(archive, b"y", 2, record=values("李小明"))
    assert archive.record(READ, "家访报告-2026-1109-002") == values("李小明")
    assert file(archive, b"z", 3).entry.current.record_path is None
    assert archive.record(READ, "家访报告-2026-1109-003") is None


def test_each_version_is_read_by_its_number(archive: Archive) -> None:
    file(archive, b"first", 1)
    file(archive, b"second", 1, by=SUPERVISOR, act=Act.REVISE)
    assert archive.read(READ, NAME, journalled=False, at=AT).data == b"second"
    assert archive.read(READ, NAME, version=1, journalled=False, at=AT).data == b"first"
    for version in (0, 3):
        with pytest.raises(NoEntry):
            archive.read(READ, NAME, version=version, journalled=False, at=AT)


def test_damaged_content_is_never_handed_out(tmp_path: Path) -> None:
    archive = on_disk(tmp_path / "archive")
    entry = file(archive, b"content", record=values("李小明")).entry
    for key in (entry.current.path, entry.current.record_path):
        path = tmp_path / "archive" / str(key)
        path.chmod(0o640)
        path.write_bytes(path.read_bytes().replace(b"n", b"m", 1))
    with pytest.raises(ArchiveDamaged, match=entry.current.path):
        archive.read(READ, NAME, journalled=False, at=AT)
    with pytest.raises(ArchiveDamaged):
        archive.record(READ, NAME)
    (tmp_path / "archive" / entry.current.path).unlink()
    with pytest.raises(ArchiveDamaged):
        archive.read(READ, NAME, journalled=False, at=AT)


@pytest.mark.parametrize("name", ["家访报告-2026-1109-009", "会议纪要-2026-1109-001", "nonsense", ""])
def test_what_the_archive_does_not_have_is_said_so(archive: Archive, name: str) -> None:
    file(archive, b"x")
    assert archive.entry(READ, name) is None
    with pytest.raises(NoEntry):
        archive.read(READ, name, journalled=False, at=AT)


def test_entries_come_in_order_within_half_open_days(archive: Archive) -> None:
    for shift, department in ((2, "甲"), (0, "甲"), (1, "乙")):
        file(archive, bytes([shift]), day=DAY + timedelta(days=shift), department=department)
    days = [entry.day for entry in archive.entries(READ)]
    assert days == [DAY, DAY + timedelta(days=1), DAY + timedelta(days=2)]
    since = list(archive.entries(READ, since=DAY, until=DAY + timedelta(days=1)))
    assert [entry.day for entry in since] == [DAY]
    assert [entry.day.day for entry in archive.entries(READ, department="甲", type="home_visit")] == [9, 11]
    assert list(archive.entries(READ, type="minutes")) == []


def test_more_entries_than_a_page_all_come_while_others_are_filed() -> None:
    archive = in_memory()
    for number in range(1, 502):
        file(archive, str(number).encode(), number)
    looking = archive.entries(READ)
    first = next(looking)
    file(archive, b"502", 502)
    assert [first.number, *(entry.number for entry in looking)] == list(range(1, 503))


def test_content_is_found_by_its_hash_in_any_version(archive: Archive) -> None:
    file(archive, b"first", 1)
    entry = file(archive, b"second", 1, by=SUPERVISOR, act=Act.REVISE).entry
    for version in entry.versions:
        assert archive.with_sha(READ, version.sha256) == entry
    assert archive.with_sha(READ, "0" * 64) is None


def test_every_event_of_a_name_is_in_its_log(archive: Archive) -> None:
    lived_in(archive)
    assert verbs(archive, NAME) == ["reserved", "filed", "filed", "noted", "refused", "read"]
    assert verbs(archive, "家访报告-2026-11-09-004") == ["filed", "assigned", "withdrawn"]
    assert verbs(archive)[:2] == ["founded", "enrolled"]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("血压", [2, 1]),
        ("血压偏高", [1]),
        ("压", [2, 1]),
        ("程", [3]),
        ("血压 王五", [2]),
        (["血压", "王五"], [2]),
        ("压血", []),
        ("王五赵六", []),
        ("ABC-12", [3]),
        ("abc", [3]),
        ("ＡＢＣ", [3]),
        ("2026-1109-002", [2]),
        ("·", [3]),
        ('"', []),
        ("OR", []),
        ("门诊部", [1]),
    ],
)
def test_words_are_found_whole_in_chinese_and_in_latin(
    archive: Archive, words: str, numbers: list[int]
) -> None:
    file(archive, b"1", 1, record={"a": "血压偏高"}, department="门诊部")
    file(archive, b"2", 2, record={"a": ["血压正常", {"b": "王五"}]})
    file(archive, b"3", 3, record={"a": "流程 ABC-123", "b": "阿依·古丽"}, title="赵六")
    assert [entry.number for entry in archive.find(READ, words)] == numbers


def test_a_sensitive_record_is_not_found_by_what_is_masked(archive: Archive) -> None:
    file(archive, b"1", record=values("李小明"), masked=values("李**"))
    assert archive.find(READ, "李小明") == []
    assert len(archive.find(READ, "血压")) == 1


def test_a_later_version_is_found_by_its_own_words_only(archive: Archive) -> None:
    file(archive, b"1", 1, record={"a": "旧文字"})
    file(archive, b"2", 1, by=SUPERVISOR, act=Act.REVISE, record={"a": "新内容"})
    assert archive.find(READ, "旧文字") == []
    assert len(archive.find(READ, "新内容")) == 1


def test_finding_is_bounded_by_day_department_and_limit(archive: Archive) -> None:
    for shift in range(4):
        file(
            archive,
            bytes([shift]),
            day=date(2026, 11, 1 + shift),
            record={"a": "血压"},
            department=f"d{shift % 2}",
        )
    assert [entry.day.day for entry in archive.find(READ, "血压", limit=3)] == [4, 3, 2]
    assert [entry.day.day for entry in archive.find(READ, "血压", department="d0")] == [3, 1]
    found = archive.find(READ, "血压", since=date(2026, 11, 2), until=date(2026, 11, 4), type="home_visit")
    assert [entry.day.day for entry in found] == [3, 2]


def test_somebody_elses_number_is_noted_by_nobody_without_a_permit(archive: Archive) -> None:
    file(archive, b"x")
    with pytest.raises(TypeError):
        archive.note(READ, NAME, {"a": 1}, AT)
    with pytest.raises(TypeError):
        archive.entries(may(CLERK, Act.FILE))
    with pytest.raises(TypeError):
        archive.log(may(CLERK, Act.FILE))
