"""What the watcher says: one mapping for each change of state, which a face prints as a line of JSON (INTAKE, As a service)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from recordkit.actions.sweep import Swept
from recordkit.errors import RecordkitError
from recordkit.wording import Lang

Line = Mapping[str, object]


@dataclass(slots=True)
class Says:
    """Remembers what was said, so that a state is said once: when it begins."""

    say: Callable[[Line], None]
    lang: Lang
    offline: bool = False
    fault: str | None = None
    waiting: dict[Path, str] = field(default_factory=dict)

    def started(self, inbox: Path, *, events: bool) -> None:
        """Say that the watch begins, and whether the system tells of changes or the scan is alone."""
        self.say({"event": "started", "inbox": str(inbox), "events": events})

    def stopped(self) -> None:
        """Say that the watch ends."""
        self.say({"event": "stopped"})

    def paused(self, fault: OSError | RecordkitError, at: datetime) -> None:
        """Say once what keeps everything from working."""
        words = fault.sentence(self.lang) if isinstance(fault, RecordkitError) else str(fault)
        if words != self.fault:
            self.fault = words
            self.say({"event": "paused", "at": at.isoformat(), "reason": words})

    def is_news(self, swept: Swept) -> bool:
        """Return True if the round's waiting files are others, or wait for other reasons, than was said."""
        return not swept.offline and self._reasons(swept) != self.waiting

    def swept(self, swept: Swept, at: datetime) -> None:
        """Say what a round changed: going on, offline or online, each outcome, each new reason to wait."""
        when = at.isoformat()
        if self.fault is not None:
            self.fault = None
            self.say({"event": "resumed", "at": when})
        if swept.offline != self.offline:
            self.offline = swept.offline
            self.say({"event": "offline" if swept.offline else "online", "at": when})
        for outcome in swept.outcomes:
            self.say({"event": outcome.status, "at": when, **outcome.plain(self.lang)})
            for finding in outcome.findings:
                if "trace" in finding.facts:
                    self.say(
                        {
                            "event": "fault",
                            "at": when,
                            "input": outcome.input,
                            "trace": finding.facts["trace"],
                        }
                    )
        if not swept.offline:
            self._say_waiting(self._reasons(swept), when)

    def _reasons(self, swept: Swept) -> dict[Path, str]:
        return {one.path: one.reason.say(self.lang) for one in swept.waiting}

    def _say_waiting(self, reasons: dict[Path, str], when: str) -> None:
        for path, reason in reasons.items():
            if self.waiting.get(path) != reason:
                self.say({"event": "waiting", "at": when, "input": path.name, "reason": reason})
        self.waiting = reasons
