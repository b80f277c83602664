"""What is remembered of one inbox from round to round: how files looked, what stands, what is done with."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from recordkit.actions.look import Pending, Question, look_at_each
from recordkit.inbox.claim import BATCH
from recordkit.inbox.kept import Kept
from recordkit.inbox.lookout import Lookout
from recordkit.inbox.settle import Settling


class Looker(Protocol):
    """Opens documents and says what they are, in this process or in others."""

    def __call__(self, questions: Sequence[Question]) -> Pending:
        """Begin to look, and return what gives the answers in order."""
        ...


@dataclass(slots=True)
class Memory:
    """What is remembered of one inbox from round to round."""

    settling: Settling
    lookout: Lookout
    kept: Kept
    looks: Looker = look_at_each
    batch: int = BATCH
    device: int | None = None
    begun: bool = False
    refused: dict[Path, float] = field(default_factory=dict)

    @classmethod
    def of(
        cls, inbox: Path, *, incomplete_after: float = 600.0, every: float = 0.0, looks: Looker = look_at_each
    ) -> "Memory":
        """Return the memory of an inbox that nobody has looked at yet; `every` as Lookout has it."""
        settling, kept = Settling(incomplete_after), Kept(inbox)

        def stands(path: Path) -> bool:
            return settling.stands(path) or kept.stands(path)

        return cls(settling, Lookout(inbox, every=every, stands=stands), kept, looks)

    def forget(self) -> None:
        """Begin anew, as when another filesystem lies where the inbox was."""
        fresh = Memory.of(
            self.lookout.inbox, incomplete_after=self.settling.incomplete_after, every=self.lookout.every
        )
        self.settling, self.lookout, self.kept = fresh.settling, fresh.lookout, fresh.kept
        self.refused.clear()
