"""Open a dropped document once, before it is claimed: is it whole, is it sound, what does it carry, what is its hash.

Law: looking changes nothing. `Looks` opens many in processes of their own: one that crashes or hangs takes down only itself.
"""

import pickle
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from recordkit.documents.embedding import NAMESPACE, Embedded, embedded
from recordkit.domain.chain import sha256
from recordkit.domain.findings import Finding, errors
from recordkit.domain.recordtype import RecordType
from recordkit.errors import NotReadable, TooLarge
from recordkit.guard import child
from recordkit.guard.limits import LIMITS
from recordkit.inbox.contents import Examined, beyond_size, broken, examine_found
from recordkit.inbox.kinds import Content, recognise
from recordkit.inbox.whole import incomplete
from recordkit.wording import Text

CHUNK = 25
"""Files for one question to a process: more would wait for the slowest."""
PROCESSES = 2
FEW = 5
BY_ITSELF = 30.0
"""Seconds that one file may take, beside what the limits give a chunk."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a document is: its SHA-256, what it lacks if it is not whole, what speaks against it, the record it carries."""

    sha256: str = ""
    unfinished: Text | None = None
    findings: tuple[Finding, ...] = ()
    carried: Embedded | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be looked at: `rtype` is None where the name says no type, and then only its wholeness is told."""

    path: Path
    extension: str
    rtype: RecordType | None


Answer = Look | OSError


def look(asked: Question) -> Look:
    """Return what stands in one document, opened here; raises OSError when it cannot be read now."""
    size = asked.path.stat().st_size
    if (too_large := beyond_size(asked.path.name, size)) is not None:
        return Look(findings=(too_large,))
    content = asked.path.read_bytes()
    digest, found = sha256(content), _recognised(content, asked.path.name)
    missing = incomplete(content, asked.extension, None if isinstance(found, Finding) else found.zipped)
    if missing is not None or asked.rtype is None:
        return Look(digest, missing)
    if isinstance(found, Finding):
        return Look(digest, None, (found,))
    return _looked_into(digest, content, found, examine_found(found, asked.rtype, asked.extension))


def _looked_into(digest: str, content: bytes, found: Content, examined: Examined) -> Look:
    if errors(examined.findings) or not may_carry(found):
        return Look(digest, None, examined.findings)
    try:
        return Look(digest, None, examined.findings, embedded(content))
    except (NotReadable, TooLarge) as refusal:
        return Look(digest, None, (*examined.findings, unreadable(refusal)))


def may_carry(found: Content) -> bool:
    """Return True unless the package holds no part that could be a record of ours: most documents that people type do not."""
    if found.zipped is None:
        return False
    parts = (name for name in found.zipped.names if name.endswith(".xml") and "custom" in name.casefold())
    return any(NAMESPACE.encode() in found.zipped.read(name) for name in parts)


def _recognised(content: bytes, file: str) -> Content | Finding:
    try:
        return recognise(content, file=file)
    except (NotReadable, TooLarge) as refusal:
        return broken(refusal)


Pending = Callable[[], list[Answer]]
"""Answers that are under way: the call waits for them."""


def look_at_each(questions: Sequence[Question]) -> Pending:
    """Return what each document is, opened one after another in this process when the answers are wanted."""
    return lambda: [_answer(asked) for asked in questions]


class Looks:
    """Opens documents in processes of their own, several at a time; they start when they are needed, and are closed with it."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(PROCESSES, "look")
        self._cold = True

    def __call__(self, questions: Sequence[Question]) -> Pending:
        """Begin to look, and return what each document is when that is wanted; what no process survives is a finding.

        For a few, no process is started that does not run yet: a PDF is read in one of its own all the same.
        """
        if self._cold and len(questions) <= FEW:
            return look_at_each(questions)
        chunks = [questions[at : at + CHUNK] for at in range(0, len(questions), CHUNK)]
        self._cold = False
        under_way = [self._threads.submit(_asked, chunk) for chunk in chunks]
        return lambda: [answer for answers in under_way for answer in answers.result()]

    def warm(self) -> None:
        """Have the processes ready: something is about to be looked at."""
        if self._cold:
            self._cold = False
            for _ in range(PROCESSES):
                self._threads.submit(_in_child, [])

    def cool(self) -> None:
        """Let the processes go until they are needed again."""
        if not self._cold:
            self._cold = True
            child.stop()

    def close(self) -> None:
        """Let the threads go."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def unreadable(refusal: NotReadable | TooLarge) -> Finding:
    """Return the finding that a document cannot be read, for the reason that the refusal gives."""
    return Finding("file_unreadable", facts={"reason": Text(refusal.sentence("zh"), refusal.sentence("en"))})


def look_in_child(asked: bytes) -> list[dict[str, object]]:
    """Return the plain answers to pickled questions: what the process of `Looks` runs."""
    return [_plain(_answer(question)) for question in pickle.loads(asked)]  # noqa: S301 - our own parent wrote it


def _asked(questions: Sequence[Question]) -> list[Answer]:
    """Ask a process; where it is lost, ask for each file alone, so that one bad file costs no other."""
    try:
        return _in_child(questions)
    except NotReadable as lost:
        if len(questions) == 1:
            return [Look(findings=(unreadable(lost),))]
        return [answer for question in questions for answer in _asked([question])]


def _in_child(questions: Sequence[Question]) -> list[Answer]:
    asked = pickle.dumps(list(questions))
    seconds = LIMITS.seconds + BY_ITSELF if len(questions) == 1 else LIMITS.seconds + len(questions)
    name = questions[0].path.name if questions else ""
    answers = child.run("recordkit.actions.look:look_in_child", asked, file=name, seconds=seconds)
    assert isinstance(answers, list)
    return [_read(answer) for answer in answers]


def _answer(question: Question) -> Answer:
    try:
        return look(question)
    except OSError as fault:
        return fault


def _plain(answer: Answer) -> dict[str, object]:
    if isinstance(answer, OSError):
        return {"fault": (answer.errno, answer.strerror, answer.filename)}
    return {
        "sha256": answer.sha256,
        "unfinished": _plain_fact(answer.unfinished),
        "findings": [
            {**_fields(finding), "facts": {key: _plain_fact(fact) for key, fact in finding.facts.items()}}
            for finding in answer.findings
        ],
        "carried": None if answer.carried is None else asdict(answer.carried),
    }


def _read(answer: Mapping[str, Any]) -> Answer:
    if "fault" in answer:
        return OSError(*answer["fault"])
    findings = [
        Finding(**{**finding, "facts": {key: _fact(fact) for key, fact in finding["facts"].items()}})
        for finding in answer["findings"]
    ]
    carried = answer["carried"]
    missing = _fact(answer["unfinished"])
    assert missing is None or isinstance(missing, Text)
    return Look(answer["sha256"], missing, tuple(findings), None if carried is None else Embedded(**carried))


def _fields(finding: Finding) -> dict[str, object]:
    names = ("code", "severity", "path", "value", "file", "record", "row", "column")
    return {name: getattr(finding, name) for name in names}


def _plain_fact(fact: object) -> object:
    if isinstance(fact, Text):
        return ("text", fact.zh, fact.en)
    if isinstance(fact, (list, tuple)):
        return [_plain_fact(one) for one in fact]
    return fact


def _fact(fact: object) -> object:
    if isinstance(fact, tuple):
        return Text(fact[1], fact[2])
    if isinstance(fact, list):
        return [_fact(one) for one in fact]
    return fact
