"""The month's and the quarter's report: figures from the archive, prose from a person (R29-R34, R53, R109).

Law: what a person typed stands, and where it differs from what was counted it is said; nobody's words are made up.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from recordkit.actions.draft import Drafted
from recordkit.actions.figures import concerned, empty, gather, narrowed
from recordkit.domain.figure_fields import OWN, WHOLE, figure_values, has_figures
from recordkit.domain.figure_merge import merge
from recordkit.domain.findings import Finding
from recordkit.domain.periods import Period, parse_period
from recordkit.domain.record import Record, draft
from recordkit.domain.recordtype import RecordType
from recordkit.domain.span_figures import Asked, Found, counted
from recordkit.domain.unfinished import relaxed, to_write, with_signs
from recordkit.domain.values import BadValue, Setting, is_blank, read_value
from recordkit.errors import BadUsage
from recordkit.inbox.readers.inputs import Raw, place
from recordkit.office import Office
from recordkit.wording import Text

NO_INPUT = Text(
    "没有输入文件; 只有带指标表的月报、季报可以不给输入, 并须写明 --period 和 --department",
    "there is no input; only a report with figures goes without one, and wants --period and --department",
)
PUBLIC = "公开"
VOLUMES = ("service_volume", "service_volume_prev", "service_volume_last_year")
SCOPE = "统计范围"
SCOPES = {WHOLE: Text(WHOLE, "the whole office"), OWN: Text(OWN, "this department alone")}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which report, where its records do not say: the period and the department of --period and --department."""

    period: str | None = None
    department: str | None = None


@dataclass(slots=True)
class Completion:
    """Fills the figures of reports in; what the archive holds for a period is gathered once."""

    office: Office
    rtype: RecordType
    at: datetime
    known: dict[Period, Found] = field(default_factory=dict)

    def __call__(self, raw: Raw, file: str) -> Raw:
        """Return the raw record with its figures, and a warning where a typed one differs, at its place."""
        values, findings = self.filled(raw.values)
        said = tuple(place(finding, raw, file) for finding in findings)
        return replace(raw, values=values, findings=(*raw.findings, *said))

    def filled(
        self, typed: Mapping[str, object], *, always: bool = False
    ) -> tuple[Mapping[str, object], tuple[Finding, ...]]:
        """Return raw input with its figures; unless `always`, nothing is filled in where nothing was found to count."""
        asked = self._asked(typed)
        if asked is None:
            return typed, ()
        whole = self.known.get(asked.period) or gather(self.office, asked)
        self.known[asked.period] = whole
        if empty(whole) and not always:
            return typed, ()
        asked, said = self._scoped(asked, typed, whole)
        values = figure_values(self.rtype, counted(asked, narrowed(self.office, whole, asked)))
        done = merge(self.rtype, typed, values, self.office.zone)
        scope = (
            {}
            if "scope" not in self.rtype.known_keys
            else {"scope": WHOLE if asked.department is None else OWN}
        )
        given = {key: value for key, value in scope.items() if self._value(typed, key) is None}
        return {**done.values, **given}, (*said, *done.findings)

    def _asked(self, typed: Mapping[str, object]) -> Asked | None:
        """Return which figures the record wants, None where it does not say of what period and department."""
        kind, key = self.rtype.period_kind, self.rtype.period_field
        period, department = self._value(typed, key), self._value(typed, self.rtype.department_field)
        if kind is None or period is None or department is None:
            return None
        volumes = tuple(self._whole(typed, name) for name in VOLUMES)
        zone = self.office.zone
        return Asked(
            parse_period(kind, str(period)),
            self.at.astimezone(zone),
            self.office.archive.founded.astimezone(zone).date(),
            str(department),
            (volumes[0], volumes[1], volumes[2]),
            public=self._value(typed, "access") == PUBLIC,
        )

    def _scoped(
        self, asked: Asked, typed: Mapping[str, object], whole: Found
    ) -> tuple[Asked, tuple[Finding, ...]]:
        """Return whose records count: as the input says, else as the office settled it, else as it seems, which is said."""
        said = self._value(typed, "scope")
        department = asked.department or ""
        if said is not None:
            return (asked if said == OWN else replace(asked, department=None)), ()
        settled = self.office.config.overseers
        own = department not in settled if settled else concerned(whole, department)
        facts = {"department": department, "scope": SCOPES[OWN if own else WHOLE]}
        told = () if settled else (Finding("figures_scope", severity="warning", column=SCOPE, facts=facts),)
        return (asked if own else replace(asked, department=None)), told

    def _whole(self, typed: Mapping[str, object], key: str) -> int | None:
        value = self._value(typed, key)
        return value if isinstance(value, int) else None

    def _value(self, typed: Mapping[str, object], key: str | None) -> object:
        """Return a field's value as it was typed, read; None where there is none, or none that can be read."""
        for name, given in typed.items():
            spec = self.rtype.recognise(str(name))
            if spec is not None and spec.key == key and not is_blank(given):
                try:
                    return read_value(spec, given, Setting(self.office.zone))
                except BadValue:
                    return None
        return None


def completion(office: Office, rtype: RecordType, at: datetime) -> Completion | None:
    """Return what fills a report's figures in, None for a type that has none."""
    return Completion(office, rtype, at) if has_figures(rtype) else None


def draft_report(office: Office, rtype: RecordType, wanted: Wanted, at: datetime) -> Drafted:
    """Return the draft of a report without input: its figures, and a sign wherever somebody's words are still to come.

    Raises BadUsage where the type has no figures, or period or department are not given.
    """
    complete = completion(office, rtype, at)
    if complete is None or wanted.period is None or wanted.department is None:
        raise BadUsage(what="INPUT", value="—", remedy=NO_INPUT)
    asked = {str(rtype.period_field): wanted.period, str(rtype.department_field): wanted.department}
    values, said = complete.filled(asked, always=True)
    drafted = draft(relaxed(rtype), values, office.facts(at))
    if drafted.record is None:
        return Drafted(Path(), rtype, 1, (), (*said, *drafted.findings))
    missing = [spec.label for spec in to_write(rtype, drafted.record.values)]
    record = Record(rtype.key, with_signs(rtype, drafted.record.values))
    note = Finding("report_to_write", severity="warning", facts={"count": len(missing), "fields": missing})
    return Drafted(Path(), rtype, 1, (record,), (*said, *drafted.findings, note), ((1, None),))
