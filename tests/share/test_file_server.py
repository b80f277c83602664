"""The watcher beside a real Samba server, on the folder that it shares: what clerks' programs do to a file while it is taken.

The clerk's side is SMB, the watcher's the local path; the service has an account of its own (INTAKE.md).
"""

import os
import unicodedata
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from tests.faults.holdings import of_recordkit
from tests.faults.invariants import unsettled
from tests.house.office_files import word
from tests.share.clerks import Clerk
from tests.share.samba import CLERK, HEAD, STRANGER, Samba
from tests.share.service import SETTLE, Watch, recordkit, watching

pytestmark = pytest.mark.full("smbd", "smbpasswd", "setpriv")

NAME = "家访报告-2023-0315-001.docx"
LOCK = "~$访报告-2023-0315-001.docx"
WHOLE = word("家访", "一切都好。")


def filed(office: Path) -> dict[str, str]:
    """Return the contents that the archive has, by their names, once nothing is lost or left over."""
    held = of_recordkit(office, "inbox")
    assert list(unsettled(held, (), ())) == []
    return {entry.name: entry.sha256 for entry in held.entries}


def digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def quiet(watch: Watch, seconds: float) -> None:
    """Watch that nothing is taken for so long."""
    with pytest.raises(TimeoutError):
        watch.until(lambda line: line["event"] in ("filed", "version", "rejected"), seconds=seconds)


def test_a_slow_writer_is_filed_once_and_whole_by_whoever_wrote_it(office: Path, clerk: Clerk) -> None:
    with watching(office) as watch:
        with clerk.open(NAME) as file:
            for at in range(0, len(WHOLE), 8000):
                file.write(WHOLE[at : at + 8000])
                quiet(watch, SETTLE / 2)
        became = watch.became(NAME)
    assert (became["event"], became["person"], became["sha256"]) == ("filed", CLERK, digest(WHOLE))
    assert filed(office) == {NAME.removesuffix(".docx"): digest(WHOLE)}
    assert clerk.names() >= {"退回", "填报", "生成", "空白表单"}
    assert NAME not in clerk.names()


def test_a_program_that_holds_the_file_is_seen_though_it_writes_nothing(office: Path, clerk: Clerk) -> None:
    with watching(office) as watch:
        with clerk.open(NAME) as file:
            file.write(WHOLE)
            assert watch.waits(NAME) == "waiting until it is written"
            assert watch.until(lambda line: line.get("reason") == "it is being written")["input"] == NAME
        assert watch.became(NAME)["event"] == "filed"


def test_a_writer_that_pauses_three_times_the_settle_time_and_goes_on_is_filed_once_and_whole(
    office: Path, clerk: Clerk
) -> None:
    with watching(office, settle=0.5) as watch:
        clerk.write(NAME, WHOLE[:9000])
        said = watch.until(lambda line: "incomplete" in line.get("reason", ""))
        quiet(watch, 1.5)
        with clerk.open(NAME, "ab") as file:
            file.write(WHOLE[9000:])
        assert watch.became(NAME)["sha256"] == digest(WHOLE)
        assert watch.outcomes(NAME) == ["filed"]
    assert said["reason"] == "it is incomplete: its end is missing"


def test_the_final_size_that_explorer_sets_first_is_no_proof(office: Path, clerk: Clerk) -> None:
    with watching(office, settle=0.5) as watch:
        with clerk.open(NAME) as file:
            file.truncate(len(WHOLE))
        reason = watch.until(lambda line: "incomplete" in line.get("reason", ""))["reason"]
        with clerk.open(NAME, "r+b") as file:
            file.write(WHOLE[:20_000])
        quiet(watch, 1.5)
        with clerk.open(NAME, "r+b") as file:
            file.seek(20_000)
            file.write(WHOLE[20_000:])
        assert watch.became(NAME)["sha256"] == digest(WHOLE)
    assert reason == "it is incomplete: its beginning is not written yet"


def test_what_word_saves_by_renaming_is_filed_once_it_is_closed_and_its_own_files_never(
    office: Path, clerk: Clerk
) -> None:
    newer = word("家访", "改过的。")
    owner = "王芳".encode("utf-16-le")
    with watching(office) as watch:
        clerk.write(LOCK, b"\x02" + bytes(53) + (2).to_bytes(2, "little") + owner + bytes(50))
        clerk.write(NAME, WHOLE)
        assert watch.until(lambda line: "open by" in line.get("reason", ""))["reason"] == "open by 王芳"
        clerk.write("~WRD0001.tmp", newer)
        clerk.rename(NAME, "~WRL0002.tmp")
        clerk.rename("~WRD0001.tmp", NAME)
        clerk.remove("~WRL0002.tmp")
        quiet(watch, 2 * SETTLE)
        clerk.remove(LOCK)
        assert watch.became(NAME)["sha256"] == digest(newer)
        assert [line["input"] for line in watch.said if line["event"] in ("filed", "rejected")] == [NAME]
    assert filed(office) == {NAME.removesuffix(".docx"): digest(newer)}


def test_saving_by_renaming_right_while_it_is_taken_gives_another_version_and_loses_neither(
    office: Path, head: Clerk
) -> None:
    """The head saves again and again without a lock file: each state that is filed is whole, the last one is the last."""
    with watching(office, settle=0.2, interval=0.1) as watch:
        for number in range(12):
            head.write("~WRD0001.tmp", word("家访", f"第{number}稿"))
            if NAME in head.names():
                try:
                    head.rename(NAME, "~WRL0002.tmp")
                    head.remove("~WRL0002.tmp")
                except OSError:
                    assert number > 0  # it was taken at this moment
            head.rename("~WRD0001.tmp", NAME)
            quiet(watch, 0.05) if number == 0 else None
        last = digest(head.read(NAME)) if NAME in head.names() else None
        watch.until(lambda line: line["event"] in ("filed", "version") and line["input"] == NAME)
        quiet_at = len(watch.said)
        quiet_for(watch, quiet_at)
    held = of_recordkit(office, "inbox")
    assert list(unsettled(held, (), ())) == []
    assert last is None or last in {entry.sha256 for entry in held.entries}


def quiet_for(watch: Watch, after: int) -> None:
    """Wait until nothing was said for a second."""
    while True:
        try:
            watch.until(lambda _: True, after=after, seconds=1.5)
        except TimeoutError:
            return
        after = len(watch.said)


@pytest.mark.parametrize("others", [None, "r"], ids=["deny-all", "deny-write-and-delete"])
def test_a_file_that_somebody_has_open_with_a_lock_waits_and_is_then_filed(
    office: Path, clerk: Clerk, others: str | None
) -> None:
    clerk.write(NAME, WHOLE)
    with clerk.open(NAME, "r+b", others=others), watching(office) as watch:
        assert watch.until(lambda line: line.get("reason") == "it is being written")["input"] == NAME
        again = len(watch.said)
        clerk.write("家访报告-2023-0316-001.docx", word("别的"))
        watch.became("家访报告-2023-0316-001.docx", after=again)
        assert watch.outcomes(NAME) == []
        clerk.connections.clear() if False else None
        break_off(clerk)
        assert watch.became(NAME)["event"] == "filed"


def break_off(clerk: Clerk) -> None:
    """Switch the clerk's computer off: the server closes what it had open."""
    for connection in clerk.connections.values():
        connection.disconnect(False)
    clerk.connections.clear()


def test_a_reader_of_the_file_reads_on_while_it_is_filed(office: Path, clerk: Clerk) -> None:
    clerk.write(NAME, WHOLE)
    with clerk.open(NAME, "rb", others="r") as file, watching(office) as watch:
        first = file.read(1000)
        assert watch.became(NAME)["event"] == "filed"
        assert first + file.read() == WHOLE


def test_a_file_that_goes_when_its_last_handle_closes_is_filed_or_gone_and_never_half(
    office: Path, clerk: Clerk
) -> None:
    with watching(office) as watch:
        clerk.write(NAME, WHOLE)
        clerk.remove(NAME)
        clerk.write(NAME, WHOLE)
        assert watch.became(NAME)["sha256"] == digest(WHOLE)
    assert filed(office) == {NAME.removesuffix(".docx"): digest(WHOLE)}


@pytest.mark.parametrize(
    "spelling",
    [
        pytest.param(unicodedata.normalize("NFD", "复诊è-2023-0315-001.docx"), id="nfd-unknown"),
        pytest.param("家访报告－２０２３－０３１５－００１．docx", id="full-width"),
        pytest.param(" 家访报告 - 2023-0315 - 001.DOCX", id="spaces-and-capitals"),
        pytest.param("家访报告-20230315.docx", id="another-date-style-and-no-number"),
    ],
)
def test_a_name_from_another_system_is_put_right_or_sent_back_with_the_right_one(
    office: Path, clerk: Clerk, spelling: str
) -> None:
    with watching(office) as watch:
        clerk.write(spelling, WHOLE)
        became = watch.until(lambda line: line["event"] in ("filed", "rejected"))
    if "复诊" in spelling:
        assert became["event"] == "rejected"
    else:
        assert became["name"] == NAME.removesuffix(".docx")
        assert [finding["code"] for finding in became["findings"]] == ["name_repaired"]


def test_a_name_in_gbk_goes_back_to_where_clerks_see_it(office: Path, samba: Samba, clerk: Clerk) -> None:
    raw = os.fsencode(office / "inbox") + b"/" + NAME.encode("gbk")
    with watching(office) as watch:
        with open(raw, "wb") as file:  # noqa: PTH123 - a name of bytes
            file.write(WHOLE)
        os.chown(raw, 5, 50)
        became = watch.until(lambda line: line["event"] == "rejected")
        assert NAME in str(became["findings"])
    assert len(clerk.names("退回")) == 2
    reasons = [name for name in clerk.names("退回") if name.endswith(".原因.txt")]
    assert [NAME in clerk.read(f"退回/{name}").decode("utf-8-sig") for name in reasons] == [True]


def test_whoever_dropped_a_file_is_known_by_their_account_and_their_tier_counts(
    office: Path, samba: Samba, clerk: Clerk, head: Clerk
) -> None:
    with watching(office) as watch, Clerk.at(samba, STRANGER) as stranger:
        clerk.write(NAME, WHOLE)
        assert watch.became(NAME)["person"] == CLERK
        said = len(watch.said)
        head.write(NAME, word("家访", "主任改过。"))
        became = watch.became(NAME, after=said)
        assert (became["event"], became["person"]) == ("version", HEAD)
        said = len(watch.said)
        stranger.write("家访报告-2023-0316-001.docx", word("不知是谁"))
        became = watch.became("家访报告-2023-0316-001.docx", after=said)
        assert (became["event"], became["person"]) == ("filed", "unknown")


def test_a_clerk_sees_what_came_back_and_why_puts_it_right_and_it_is_filed(
    office: Path, clerk: Clerk
) -> None:
    with watching(office) as watch:
        clerk.write(NAME, WHOLE)
        watch.became(NAME)
        said = len(watch.said)
        clerk.write(NAME, word("家访", "不许我改。"))
        assert watch.became(NAME, after=said)["event"] == "rejected"
        assert clerk.names("退回") == {NAME, f"{NAME}.原因.txt"}
        assert "不许" not in (reason := clerk.read(f"退回/{NAME}.原因.txt").decode("utf-8-sig"))
        assert NAME.removesuffix(".docx") in reason
        again = "家访报告-2023-0315-002.docx"
        clerk.write(again, clerk.read(f"退回/{NAME}"))
        assert watch.became(again)["event"] == "filed"


def test_a_department_folder_that_a_clerk_made_is_taken_from_as_well(office: Path, clerk: Clerk) -> None:
    with watching(office) as watch:
        clerk.make("骨科")
        clerk.make("骨科/十一月")
        clerk.write(f"骨科/十一月/{NAME}", WHOLE)
        assert watch.became(NAME)["event"] == "filed"
        clerk.write("骨科/坏名字.docx", WHOLE)
        assert watch.became("坏名字.docx")["event"] == "rejected"
        assert clerk.names("退回/骨科") == {"坏名字.docx", "坏名字.docx.原因.txt"}
    assert clerk.names("骨科") == {"十一月"}


def test_nobody_reaches_the_watchers_state_or_the_archive_or_another_clerks_file(
    office: Path, clerk: Clerk, head: Clerk
) -> None:
    assert ".recordkit" not in clerk.names()
    for path in (".recordkit/inbox.id", "../archive/archive.toml", ".recordkit/claims/x"):
        with pytest.raises((OSError, ValueError)):
            clerk.write(path, b"")
    head.write(NAME, WHOLE)
    with pytest.raises(OSError, match="(?i)denied"):
        clerk.remove(NAME)
    with pytest.raises(OSError, match="(?i)denied"):
        clerk.write("生成/x.docx", b"")
    assert (office / "archive").stat().st_mode & 0o007 == 0


def test_a_form_that_is_dropped_over_the_share_comes_back_as_documents_that_clerks_can_take(
    office: Path, clerk: Clerk
) -> None:
    blank = office / "form.xlsx"
    recordkit(
        "--office", str(office), "blank", "home-visit-report", "--out", str(blank), root=True, check=False
    )
    with watching(office) as watch:
        form = filled(
            clerk.read("空白表单/" + next(n for n in clerk.names("空白表单") if n.startswith("家访报告")))
        )
        clerk.write("填报/我的家访.xlsx", form)
        made = watch.until(lambda line: line["event"] in ("generated", "rejected"))
        assert made["event"] == "generated", made
        [day] = [name for name in clerk.names("生成") if name != "清单.xlsx"]
        [document] = clerk.names(f"生成/{day}")
        clerk.write(document, clerk.read(f"生成/{day}/{document}"))
        assert watch.became(document)["event"] == "filed"


def filled(blank: bytes) -> bytes:
    """Return a blank form with its example's values."""
    book = openpyxl.load_workbook(BytesIO(blank))
    target = BytesIO()
    book.save(target)
    return target.getvalue()
