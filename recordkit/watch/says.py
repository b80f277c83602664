"""What the watcher says: one mapping for each change of state, which a face prints as a line of JSON (INTAKE, As a service)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from recordkit.actions.outcome import Outcome
from recordkit.actions.sweep import Swept
from recordkit.domain.findings import Finding
from recordkit.errors import RecordkitError
from recordkit.inbox.settle import Waiting
from recordkit.wording import Lang, Text

Line = Mapping[str, object]
NO_EVENTS = Text("系统不报告变化, 只靠定时扫描", "the system tells of no changes: the scan is alone")
_OF_THE_FILE = (
    "name_",
    "file_",
    "number_taken",
    "duplicate_content",
    "may_not_replace",
    "department_missing",
    "period_doubtful",
    "type_differs",
    "input_unknown",
    "fault_of_ours",
    "pdf_failed",
)
WITHHELD = Text("内容有误, 详见退回的文件", "a fault of its content: the file that came back says which")


@dataclass(slots=True)
class Says:
    """Remembers what was said of one inbox, so that a state is said once: when it begins."""

    say: Callable[[Line], None]
    lang: Lang
    inbox: Path
    offline: bool = False
    fault: str | None = None
    alarmed: bool = False
    silent: bool = False
    waiting: dict[Path, Text] = field(default_factory=dict)
    _last: tuple[Waiting, ...] = ()

    def started(self, *, events: bool, network: str | None) -> None:
        """Say that the watch begins, whether the system tells of changes, and which network the inbox lies on."""
        self.say({"event": "started", "inbox": str(self.inbox), "events": events, "network": network})

    def stopped(self) -> None:
        """Say that the watch ends."""
        self.say({"event": "stopped", "inbox": str(self.inbox)})

    def paused(self, fault: OSError | RecordkitError | Text, at: datetime) -> None:
        """Say once what keeps everything from working."""
        words = _words(fault, self.lang)
        if words != self.fault:
            self.fault = words
            self._state("paused", at, reason=words)

    def alarm(self, since: datetime, at: datetime) -> None:
        """Say once that the inbox has been out of reach for some minutes, since `since`: somebody should look."""
        if not self.alarmed:
            self.alarmed = True
            self._state("alarm", at, since=since.isoformat())

    def not_answering(self, at: datetime) -> None:
        """Say once that the inbox's filesystem does not answer."""
        if not self.silent:
            self.silent = True
            self._state("silent", at)

    def answers(self, at: datetime) -> None:
        """Say that it answers again, where it did not."""
        if self.silent:
            self.silent = self.alarmed = False
            self._state("answering", at)

    def is_news(self, swept: Swept) -> bool:
        """Return True if the round's waiting files are others, or wait for other reasons, than was said."""
        return not swept.offline and swept.waiting != self._last and _reasons(swept) != self.waiting

    def outcome(self, outcome: Outcome, at: datetime) -> None:
        """Say what became of one file, and our own fault if it was one."""
        when = at.isoformat()
        said = {**outcome.plain(self.lang), "findings": self._findings(outcome)}
        self.say({"event": outcome.status, "at": when, **said, "person": outcome.person})
        for finding in outcome.findings:
            if "trace" in finding.facts:
                trace = finding.facts["trace"]
                self.say({"event": "fault", "at": when, "input": outcome.input, "trace": trace})

    def _findings(self, outcome: Outcome) -> list[dict[str, object]]:
        """Return the findings; of one in the content its code and place alone: a log is no place for patients' data (R83)."""
        hidden = {"value": None, "message": WITHHELD.say(self.lang), "suggestion": None}
        return [
            {**finding.plain(self.lang), **(hidden if _of_content(finding) else {})}
            for finding in outcome.findings
        ]

    def swept(self, swept: Swept, at: datetime) -> None:
        """Say what a round changed beside its outcomes: offline or online, paused or going on, each new reason to wait."""
        if swept.offline != self.offline:
            self.offline, self.alarmed = swept.offline, False
            self._state("offline" if swept.offline else "online", at)
        if swept.paused is not None:
            self.paused(swept.paused, at)
        elif self.fault is not None:
            self.fault = None
            self._state("resumed", at)
        if (
            not swept.offline and swept.waiting != self._last
        ):  # ten thousand that stand are compared, not gone through
            self._say_waiting(_reasons(swept), at.isoformat())
        self._last = swept.waiting

    def _state(self, event: str, at: datetime, **more: object) -> None:
        self.say({"event": event, "at": at.isoformat(), "inbox": str(self.inbox), **more})

    def _say_waiting(self, reasons: dict[Path, Text], when: str) -> None:
        for path, reason in reasons.items():
            if self.waiting.get(path) != reason:
                said = reason.say(self.lang)
                self.say({"event": "waiting", "at": when, "input": path.name, "reason": said})
        self.waiting = reasons


def _reasons(swept: Swept) -> dict[Path, Text]:
    return {one.path: one.reason for one in swept.waiting}


def _of_content(finding: Finding) -> bool:
    """True unless the finding is of the file itself, its name or its number: the others may tell what stands in it."""
    return not finding.code.startswith(_OF_THE_FILE)


def _words(fault: OSError | RecordkitError | Text, lang: Lang) -> str:
    if isinstance(fault, Text):
        return fault.say(lang)
    return fault.sentence(lang) if isinstance(fault, RecordkitError) else str(fault)
