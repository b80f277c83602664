"""Projects and their key meetings: kick-off, mid-term review, closing, each with filed minutes (R16)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from recordkit.domain.dues import ALWAYS, Condition
from recordkit.wording import Text

STAGES = ("kickoff", "midterm", "closing")
ON_ITS_DAY = Text("项目计划的日期", "the day that the project planned")


@dataclass(frozen=True, slots=True)
class Project:
    """One project: whose it is, and on which day each of its stages is planned."""

    name: str
    department: str
    days: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stage:
    """What each project owes on the day planned for its `stage`: an entry whose field `project` names it."""

    key: str
    label: Text
    stage: str
    project: str
    condition: Condition = ALWAYS
    escalate_after: int | None = None

    @property
    def words(self) -> Text:
        """The rule as people say it."""
        return ON_ITS_DAY

    def fields(self) -> frozenset[str]:
        """Return the fields that it looks at."""
        return self.condition.fields() | {self.project}
