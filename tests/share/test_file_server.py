"""The watcher beside a real Samba server, on the folder that it shares: what clerks' programs do to a file while it is taken.

The clerk's side is SMB, the watcher's the local path; the service has an account of its own (INTAKE.md).
"""

import os
import shutil
import unicodedata
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from tests.house.office_files import word
from tests.house.offices import VISITS
from tests.share.clerks import Clerk
from tests.share.samba import CLERK, GROUP, HEAD, STRANGER, Samba
from tests.share.service import SETTLE, Watch

pytestmark = pytest.mark.full("smbd", "smbpasswd", "setpriv")

WHOLE_FROM, PART = 9000, 4000


def document(name: str, *more: str) -> bytes:
    """Return a document that nobody else dropped."""
    return word("家访", name, *more)


def digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def test_a_slow_writer_is_filed_once_and_whole_by_whoever_wrote_it(
    watch: Watch, clerk: Clerk, name: str
) -> None:
    content = document(name)
    with clerk.open(name) as file:
        for at in range(0, len(content), PART):
            file.write(content[at : at + PART])
            watch.takes_nothing(SETTLE / 2)
    became = watch.became(name)
    assert (became["event"], became["person"], became["sha256"]) == ("filed", CLERK, digest(content))
    assert name not in clerk.names()


def test_a_program_that_holds_the_file_is_seen_though_it_writes_nothing(
    watch: Watch, clerk: Clerk, name: str
) -> None:
    with clerk.open(name) as file:
        file.write(document(name))
        watch.waits(name, "文件正被写入")
    assert watch.became(name)["event"] == "filed"


def test_a_writer_that_pauses_three_times_the_settle_time_and_goes_on_is_filed_once_and_whole(
    watch: Watch, clerk: Clerk, name: str
) -> None:
    content = document(name)
    clerk.write(name, content[:WHOLE_FROM])
    watch.waits(name, "文件不完整: 缺少结尾部分")
    watch.takes_nothing(3 * SETTLE)
    with clerk.open(name, "ab") as file:
        file.write(content[WHOLE_FROM:])
    assert watch.became(name)["sha256"] == digest(content)


def test_the_final_size_that_explorer_sets_first_is_no_proof(watch: Watch, clerk: Clerk, name: str) -> None:
    content = document(name)
    with clerk.open(name) as file:
        file.truncate(len(content))
    watch.waits(name, "文件不完整: 开头尚未写入")
    with clerk.open(name, "r+b") as file:
        file.write(content[:WHOLE_FROM])
    watch.takes_nothing(3 * SETTLE)
    with clerk.open(name, "r+b") as file:
        file.seek(WHOLE_FROM)
        file.write(content[WHOLE_FROM:])
    assert watch.became(name)["sha256"] == digest(content)


def test_what_word_saves_by_renaming_is_filed_once_it_is_closed_and_its_own_files_never(
    watch: Watch, clerk: Clerk, name: str
) -> None:
    said, newer, lock = len(watch.said), document(name, "改过的。"), f"~${name[2:]}"
    clerk.write(
        lock, b"\x02" + bytes(53) + (2).to_bytes(2, "little") + "王芳".encode("utf-16-le") + bytes(50)
    )
    clerk.write(name, document(name))
    watch.waits(name, "文件正由王芳打开")
    clerk.write("~WRD0001.tmp", newer)
    clerk.rename(name, "~WRL0002.tmp")
    clerk.rename("~WRD0001.tmp", name)
    clerk.remove("~WRL0002.tmp")
    watch.takes_nothing(3 * SETTLE)
    clerk.remove(lock)
    assert watch.became(name)["sha256"] == digest(newer)
    assert {line["input"] for line in watch.said[said:] if "input" in line} == {name}


def test_saving_again_and_again_while_it_is_taken_loses_no_state_that_stood(
    watch: Watch, head: Clerk, name: str
) -> None:
    """Without a lock file: whatever is filed is a whole draft, and the last one is the last."""
    drafts = [document(name, f"第{number}稿") for number in range(8)]
    for draft in drafts:
        head.write("~WRD0003.tmp", draft)
        if name in head.names():
            try:
                head.remove(name)
            except OSError as fault:
                assert "not found" in str(fault).lower() or "no such" in str(fault).lower()  # noqa: PT017 - taken now
        head.rename("~WRD0003.tmp", name)
        watch.until(lambda _: True, after=len(watch.said) - 1)
    last = watch.until(lambda line: line.get("input") == name and line.get("sha256") == digest(drafts[-1]))
    assert last["event"] in ("filed", "version")
    filed = [line["sha256"] for line in watch.said if line.get("input") == name and line.get("sha256")]
    assert set(filed) <= set(map(digest, drafts))


@pytest.mark.parametrize("others", [None, "r"], ids=["deny-all", "deny-write-and-delete"])
def test_a_file_that_somebody_has_open_with_a_lock_waits_and_is_then_filed(
    watch: Watch, clerk: Clerk, name: str, names: Iterator[str], others: str | None
) -> None:
    other = next(names)
    with clerk.open(name, "wb", others=others) as file:
        file.write(document(name))
        watch.waits(name, "文件正被写入")
        clerk.write(other, document(other))
        assert watch.became(other)["event"] == "filed"
        assert watch.outcomes(name) == []
    assert watch.became(name)["event"] == "filed"


def test_a_computer_that_is_switched_off_in_the_middle_leaves_an_incomplete_file_that_waits(
    watch: Watch, samba: Samba, clerk: Clerk, name: str
) -> None:
    content = document(name)
    with Clerk.at(samba, CLERK) as unlucky:
        file = unlucky.open(name)
        file.write(content[:WHOLE_FROM])
        unlucky.switched_off(file)
    watch.waits(name, "文件不完整: 缺少结尾部分")
    clerk.write(name, content)
    assert watch.became(name)["sha256"] == digest(content)


def test_a_reader_of_the_file_reads_on_while_it_is_filed(watch: Watch, clerk: Clerk, name: str) -> None:
    content = document(name)
    clerk.write(name, content)
    with clerk.open(name, "rb", others="r") as file:
        first = file.read(1000)
        assert watch.became(name)["event"] == "filed"
        assert first + file.readall() == content


def test_a_file_that_is_deleted_and_dropped_again_is_filed_once(
    watch: Watch, clerk: Clerk, name: str
) -> None:
    content = document(name)
    clerk.write(name, content[:WHOLE_FROM])
    clerk.remove(name)
    clerk.write(name, content)
    assert watch.became(name)["sha256"] == digest(content)


def test_a_name_in_any_normal_form_is_filed_under_the_one_spelling(
    watch: Watch, clerk: Clerk, name: str
) -> None:
    spelled = unicodedata.normalize("NFD", f" {name.replace('-', '－')}").replace("docx", "DOCX")
    clerk.write(spelled, document(name))
    became = watch.until(lambda line: line.get("name") == name.removesuffix(".docx"))
    assert [finding["code"] for finding in became["findings"]] == ["name_repaired"]


def test_a_name_in_gbk_goes_back_to_where_clerks_see_it(
    watch: Watch, office: Path, clerk: Clerk, name: str
) -> None:
    """SMB carries no such name: it comes by FTP or from an old disk, and lies on the server."""
    raw = os.fsencode(office / "inbox") + b"/" + name.encode("gbk")
    before = clerk.names("退回")
    shutil.copyfile(put_aside(office, document(name)), raw)
    shutil.chown(os.fsdecode(raw), CLERK, GROUP)
    said = watch.until(lambda line: line["event"] == "rejected" and name in str(line["findings"]))
    assert said["person"] in (CLERK, "unknown")
    reasons = [one for one in clerk.names("退回") - before if one.endswith(".原因.txt")]
    assert len(clerk.names("退回") - before) == 2
    assert [name in clerk.read(f"退回/{one}").decode("utf-8-sig") for one in reasons] == [True]


def put_aside(office: Path, content: bytes) -> Path:
    """Return a file outside the inbox with that content."""
    file = office / "aside"
    file.write_bytes(content)
    return file


def test_whoever_dropped_a_file_is_known_by_their_account_and_their_tier_counts(
    watch: Watch, samba: Samba, clerk: Clerk, head: Clerk, name: str, names: Iterator[str]
) -> None:
    clerk.write(name, document(name))
    assert watch.became(name)["person"] == CLERK
    said = len(watch.said)
    head.write(name, document(name, "主任改过。"))
    became = watch.became(name, after=said)
    assert (became["event"], became["person"]) == ("version", HEAD)
    other = next(names)
    with Clerk.at(samba, STRANGER) as stranger:
        stranger.write(other, document(other))
        became = watch.became(other)
    assert (became["event"], became["person"]) == ("filed", "unknown")


def test_a_clerk_sees_what_came_back_and_why_puts_it_right_and_it_is_filed(
    watch: Watch, clerk: Clerk, name: str
) -> None:
    clerk.write(name, document(name))
    watch.became(name)
    said = len(watch.said)
    clerk.write(name, document(name, "另一份。"))
    assert watch.became(name, after=said)["event"] == "rejected"
    assert clerk.names("退回") >= {name, f"{name}.原因.txt"}
    assert name.removesuffix(".docx") in clerk.read(f"退回/{name}.原因.txt").decode("utf-8-sig")
    again = name.replace("-001", "-002")
    clerk.write(again, clerk.read(f"退回/{name}"))
    assert watch.became(again)["event"] == "filed"


def test_a_folder_that_a_clerk_made_is_taken_from_as_well(watch: Watch, clerk: Clerk, name: str) -> None:
    clerk.make("骨科")
    clerk.make("骨科/十一月")
    clerk.write(f"骨科/十一月/{name}", document(name))
    assert watch.became(name)["event"] == "filed"
    clerk.write("骨科/坏名字.docx", document(name, "坏名字"))
    assert watch.became("坏名字.docx")["event"] == "rejected"
    assert clerk.names("退回/骨科") == {"坏名字.docx", "坏名字.docx.原因.txt"}
    assert clerk.names("骨科") == {"十一月"}


def test_nobody_reaches_the_watchers_state_or_the_archive_or_another_clerks_file(
    office: Path, clerk: Clerk, head: Clerk
) -> None:
    assert ".recordkit" not in clerk.names()
    for path in (
        ".recordkit/inbox.id",
        ".recordkit/claims/x",
        "../archive/archive.toml",
        "生成/x.docx",
        "退回/x.docx",
    ):
        with pytest.raises(OSError, match="NtStatus"):
            clerk.write(path, b"")
    lock = "~$谁的锁.docx"
    head.write(lock, b"")
    with pytest.raises(OSError, match="NtStatus 0xc0000022"):
        clerk.remove(lock)
    head.remove(lock)
    assert (office / "archive").stat().st_mode & 0o007 == 0


def test_a_form_that_is_dropped_comes_back_as_documents_that_clerks_can_take(
    watch: Watch, clerk: Clerk
) -> None:
    clerk.write(f"填报/{VISITS.name}", VISITS.read_bytes())
    watch.until(lambda line: line["event"] == "generated")
    [day] = clerk.names("生成") - {"清单.xlsx"}
    made = min(clerk.names(f"生成/{day}"))
    clerk.write(made, clerk.read(f"生成/{day}/{made}"))
    assert watch.became(made)["event"] == "filed"
