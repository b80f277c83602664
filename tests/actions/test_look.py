"""tests of recordkit.actions.look: a document is opened once; its parser takes down only its own process (INTAKE)."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from recordkit.actions.look import Answer, Look, Looks, Question, look, look_at_each
from recordkit.domain.chain import sha256
from recordkit.domain.recordtype import RecordType
from recordkit.guard import child
from recordkit.office import Office
from tests.house.child_jobs import Deadly
from tests.house.inbox_files import pdf
from tests.house.offices import made, minutes


@pytest.fixture
def looks() -> Iterator[Looks]:
    opened = Looks()
    opened.warm()
    yield opened
    opened.close()
    child.stop()


def asked(office: Office, path: Path) -> Question:
    return Question(path, path.suffix[1:], office.types.get("minutes"))


def put(office: Office, name: str, content: bytes) -> Path:
    path = office.root / name
    path.write_bytes(content)
    return path


def test_processes_answer_what_this_one_would(office: Office, looks: Looks) -> None:
    paths = [
        put(office, "好.docx", minutes()),
        put(office, "缺.docx", minutes(without="责任分工")),
        put(office, "半.docx", minutes()[:900]),
        put(office, "假.docx", b"plain text"),
        put(office, "扫描.pdf", pdf(scan_size=1200)),
        put(office, "坏.pdf", b"%PDF-1.4 %%EOF"),
        made(office, "minutes").path,
        office.root / "没有.docx",
    ]
    questions = [asked(office, path) for path in paths]
    here, there = look_at_each(questions)(), looks(questions)()
    assert [_told(answer) for answer in there] == [_told(answer) for answer in here]
    assert isinstance(there[-1], FileNotFoundError)


def test_a_look_gives_hash_wholeness_findings_and_record(office: Office) -> None:
    sound = look(asked(office, put(office, "a.docx", minutes())))
    assert (sound.sha256, sound.unfinished, sound.findings, sound.carried) == (
        sha256(minutes()),
        None,
        (),
        None,
    )
    half = look(asked(office, put(office, "b.docx", minutes()[:900])))
    assert half.unfinished is not None
    generated = look(asked(office, made(office, "minutes").path))
    assert generated.carried is not None
    assert generated.carried.type == "minutes"


def test_without_a_type_only_the_wholeness_is_told(office: Office) -> None:
    path = put(office, "a.docx", minutes(without="责任分工"))
    assert look(Question(path, "docx", None)) == Look(sha256(path.read_bytes()))


def test_a_file_that_no_process_survives_is_a_finding_and_costs_no_other(
    office: Office, looks: Looks
) -> None:
    """INTAKE: a parser that crashes or hangs takes down only its own child process."""
    good = asked(office, put(office, "a.docx", minutes()))
    bad = Question(good.path, "docx", cast("RecordType", Deadly()))
    answers = looks([good, bad, good])()
    assert [[one.code for one in answer.findings] for answer in answers if isinstance(answer, Look)] == [
        [],
        ["file_unreadable"],
        [],
    ]


def test_processes_are_let_go_and_few_files_start_none(office: Office, looks: Looks) -> None:
    looks.cool()
    question = asked(office, put(office, "a.docx", minutes()))
    assert looks([question])() == look_at_each([question])()
    assert child._IDLE == []


def _told(answer: Answer) -> object:
    return answer if isinstance(answer, Look) else (type(answer), answer.errno)
