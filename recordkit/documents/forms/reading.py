"""A Word form filled by hand, read: controls, label cells and labelled lines matched to the type's fields.

Law: a guess is offered and never taken; where a form says two things, the first stands and the doubt is told.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from recordkit.documents.forms.labels import LONGEST_LABEL, keys_of, label_pattern, parts_of, vocabulary
from recordkit.documents.forms.parts import Control, FormParts, Row, form_parts
from recordkit.documents.forms.values import fits, written
from recordkit.domain.fields import Field, Kind, squeeze
from recordkit.domain.findings import Finding, Severity
from recordkit.domain.nearest import nearest
from recordkit.domain.recordtype import RecordType
from recordkit.domain.sentences import did_you_mean
from recordkit.domain.values import is_blank, shown

LABELLED = re.compile(r"(?:^|[\s。；;，、])([^\s：:。；;，、☑☐]{2,12})[：:]")
LIKE = 0.75


@dataclass(frozen=True, slots=True)
class FormRead:
    """What a form says: raw values by machine name, every doubt, and the fields for which it has no place."""

    values: Mapping[str, object]
    findings: tuple[Finding, ...]
    unread: frozenset[str]


def read_form(content: bytes, rtype: RecordType, *, file: str) -> FormRead:
    """Return what a docx that was filled by hand says for `rtype`; raises NotReadable, TooLarge."""
    form = _Form(rtype, file)
    form.read(form_parts(content, file=file))
    unread = [spec for spec in rtype.inputs if not spec.moment and spec.key not in form.places]
    doubts = tuple(form.doubts())
    doubted = {finding.path for finding in doubts}
    findings = (*doubts, *(_unread(spec, file) for spec in unread if spec.key not in doubted))
    return FormRead(form.values(), findings, frozenset(spec.key for spec in unread))


@dataclass(slots=True)
class _Found:
    """What stands at one field's places: the first that was filled, and what others say differently."""

    label: str
    value: object
    others: list[object] = field(default_factory=list)


class _Form:
    def __init__(self, rtype: RecordType, file: str) -> None:
        self.found: dict[str, _Found] = {}
        self.tables: dict[str, list[dict[str, object]]] = {}
        self._rtype, self._file = rtype, file
        self._names = vocabulary(rtype.fields)
        self._specs = dict(_specs(rtype.inputs, ""))
        self._label = label_pattern(rtype.fields)
        self._unknown: dict[str, str] = {}

    def read(self, parts: FormParts) -> None:
        """Take the controls first: they say themselves what they are."""
        for control in parts.controls:
            self._control(control)
        for table in parts.tables:
            self._table(table)
        for line in parts.lines:
            self._line(line)

    @property
    def places(self) -> frozenset[str]:
        """Return the fields for which the form has a place."""
        return frozenset({path.partition(".")[0] for path in self.found} | set(self.tables))

    def values(self) -> dict[str, object]:
        """Return what was filled in, a group's values in a mapping of their own."""
        values: dict[str, object] = {key: rows for key, rows in self.tables.items() if rows}
        for path, found in self.found.items():
            head, _, key = path.partition(".")
            if is_blank(found.value):
                continue
            if not key:
                values[head] = found.value
                continue
            group = values.setdefault(head, {})
            assert isinstance(group, dict)
            group[key] = found.value
        return values

    def doubts(self) -> Iterator[Finding]:
        """Yield what the form says twice and differently, and labels that are like a field's but are not it."""
        for path, found in self.found.items():
            if found.others:
                yield self._ambiguous(path, found)
        for label, value in self._unknown.items():
            yield self._unrecognised(label, value)

    def _ambiguous(self, path: str, found: _Found) -> Finding:
        facts = {"label": self._specs[path].label, "count": 1 + len(found.others)}
        said = Finding("label_ambiguous", "warning", path, shown(found.value), facts=facts)
        return said.placed(file=self._file, column=found.label)

    def _unrecognised(self, label: str, value: str) -> Finding:
        spec = self._like(label)
        lacking = spec is not None and _is_wanted(spec) and spec.key not in self.places
        severity: Severity = "error" if lacking else "warning"
        facts = {"key": label, "nearest": did_you_mean(spec.label.zh if spec else None)}
        said = Finding("label_unknown", severity, spec.key if spec else None, shown(value), facts=facts)
        return said.placed(file=self._file, column=label)

    def _control(self, control: Control) -> None:
        path = next(
            (known for name in (control.tag, control.title) if name and (known := self._path(name))), None
        )
        if path is not None:
            self._take(path, control.title or control.tag, control.text)
        elif control.text.strip():
            self._unknown.setdefault(control.title or control.tag, control.text)

    def _table(self, rows: Sequence[Row]) -> None:
        under: tuple[Field, dict[int, list[str]], int] | None = None
        for row, below in zip_longest(rows, rows[1:], fillvalue=()):
            headed = self._headings(row)
            if headed is not None:
                under = (*headed, len(row))
            elif under is not None and len(row) == under[2] and not self._is_labelled(row):
                self._entry(under[0], under[1], row)
                under = None if under[0].kind is Kind.GROUP else under
            else:
                under = None
                self._labelled(row, below if len(below) == len(row) else None)

    def _headings(self, row: Row) -> tuple[Field, dict[int, list[str]]] | None:
        """Return the table (or group) whose columns most cells of this row name, side by side, and where each stands."""
        best: tuple[Field, dict[int, list[str]]] | None = None
        for spec in self._rtype.inputs:
            if spec.kind not in (Kind.TABLE, Kind.GROUP):
                continue
            names = vocabulary(spec.columns)
            columns = {i: keys for i, cell in enumerate(row) if (keys := keys_of(cell, names))}
            beside = any(i + 1 in columns for i in columns)
            if beside and 2 * len(columns) > len(row) and (best is None or len(columns) > len(best[1])):
                best = spec, columns
        return best

    def _entry(self, spec: Field, columns: Mapping[int, Sequence[str]], row: Row) -> None:
        given: dict[str, object] = {}
        inner = {column.key: column for column in spec.inputs}
        for i, keys in columns.items():
            for key, text in zip(keys, parts_of(row[i], len(keys)), strict=True):
                if key in inner:
                    given[key] = written(inner[key], text)
        if spec.kind is Kind.GROUP:
            for key, value in given.items():
                self._put(f"{spec.key}.{key}", key, value)
            return
        rows = self.tables.setdefault(spec.key, [])
        if not is_blank(given):
            rows.append(given)

    def _is_labelled(self, row: Row) -> bool:
        return any(self._path(cell) for cell in row[:-1:2]) and not row[0].strip().isdecimal()

    def _labelled(self, row: Row, below: Row | None) -> None:
        """Take the values that stand behind their labels; one that its field cannot take may stand below instead."""
        at = 0
        while at < len(row):
            label, following = row[at], row[at + 1] if at + 1 < len(row) else None
            keys = keys_of(label, self._names)
            if keys and following is not None and not keys_of(following, self._names):
                value = self._better(keys[0], following, below[at] if below else "")
                for path, text in zip(keys, parts_of(value, len(keys)), strict=True):
                    self._take(path, squeeze(label), text)
                at += 2
                continue
            if following and following.strip() and not keys:
                self._doubt(squeeze(label), following)
            for line in label.splitlines():
                self._line(line)
            at += 1

    def _better(self, path: str, behind: str, below: str) -> str:
        spec = self._specs.get(path)
        if spec is None or not below.strip() or fits(spec, behind) or not fits(spec, below):
            return behind
        return below

    def _line(self, line: str) -> None:
        labels = list(self._label.finditer(line))
        stops = [*(found.start() for found in labels), len(line)]
        for found, stop in zip(labels, stops[1:], strict=True):
            path = self._path(found[1])
            if path is not None:
                self._take(path, squeeze(found[1]), line[found.end() : stop])
        if not labels:
            for unknown in LABELLED.finditer(line):
                self._doubt(squeeze(unknown[1]), line[unknown.end() :])

    def _path(self, text: str) -> str | None:
        keys = keys_of(text, self._names)
        return keys[0] if len(keys) == 1 else None

    def _take(self, path: str, label: str, text: str) -> None:
        spec = self._specs.get(path)
        if spec is not None and spec.kind not in (Kind.TABLE, Kind.GROUP):
            self._put(path, label, written(spec, text))

    def _put(self, path: str, label: str, value: object) -> None:
        known = self.found.get(path)
        if known is None or is_blank(known.value):
            self.found[path] = _Found(label, value)
        elif not is_blank(value) and value != known.value:
            known.others.append(value)

    def _doubt(self, label: str, value: str) -> None:
        if len(label) <= LONGEST_LABEL and self._like(label) and value.strip():
            self._unknown.setdefault(label, value.strip())

    def _like(self, label: str) -> Field | None:
        known = {
            squeeze(name): spec for spec in self._rtype.inputs for name in (spec.label.zh, spec.label.en)
        }
        return known.get(nearest(label, known, cutoff=LIKE) or "")


def _specs(fields: Sequence[Field], at: str) -> Iterator[tuple[str, Field]]:
    for spec in fields:
        path = f"{at}{spec.key}"
        yield path, spec
        if spec.kind is Kind.GROUP:
            yield from _specs(spec.inputs, f"{path}.")


def _is_wanted(spec: Field) -> bool:
    return spec.required and spec.default is None


def _unread(spec: Field, file: str) -> Finding:
    severity: Severity = "error" if _is_wanted(spec) else "warning"
    said = Finding("field_unread", severity, spec.key, facts={"label": spec.label})
    return said.placed(file=file, column=spec.label.zh)
