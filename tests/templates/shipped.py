"""The shipped types at hand: their examples as records, and as finished documents."""

import csv
import io
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from recordkit.documents.engine import Template, compile_template
from recordkit.domain.columns import Known, compute, view_rows
from recordkit.domain.record import Draft, Facts, draft, draft_all
from recordkit.domain.recordtype import RecordType
from recordkit.templates.shelf import Shelf

KEYS = ("minutes", "complaint", "complaint-register", "home-visit", "monthly-report", "quarterly-report")
FILED_ONLY = (
    *(
        "patient-communication-report",
        "satisfaction-data",
        "project-delay-rates",
        "questionnaire-summary",
        "policy",
    ),
    *("appraisal-month", "appraisal-quarter", "appraisal-year"),
)
FORMS = tuple(key for key in KEYS if key != "complaint-register")
ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 21, 10, tzinfo=ZONE)
FACTS = Facts(NOW, ZONE)
SHELF = Shelf()


def shipped(key: str) -> RecordType:
    """Return a shipped type."""
    return SHELF.get(key)


def example(key: str) -> dict[str, Any]:
    """Return a form's example as raw input, fresh each time."""
    path = SHELF.example(key)
    assert path is not None
    return dict(yaml.safe_load(path.read_text("utf-8")))


def complaints() -> list[dict[str, str]]:
    """Return the register's example: one raw complaint a row, in Chinese headings."""
    path = SHELF.example("complaint-register")
    assert path is not None
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))


def drafted(key: str, changes: Mapping[str, Any] | None = None, without: tuple[str, ...] = ()) -> Draft:
    """Return the draft of a form's example, some of its values changed or taken away."""
    raw = {name: value for name, value in (example(key) | dict(changes or {})).items() if name not in without}
    return draft(shipped(key), raw, FACTS)


def values(
    key: str, changes: Mapping[str, Any] | None = None, without: tuple[str, ...] = ()
) -> dict[str, object]:
    """Return what a form's template gets for its example."""
    rtype, record = shipped(key), drafted(key, changes, without).record
    assert record is not None
    name = f"{rtype.word}-2026-1120-001"
    return compute(rtype.fields, record.values, Known(NOW, ZONE, rtype, name=name)) | {"doc": paper(name)}


def register(raws: list[dict[str, str]] | None = None) -> dict[str, object]:
    """Return what the register's template gets for these complaints."""
    view, source = shipped("complaint-register"), shipped("complaint")
    records = [each.record for each in draft_all(source, complaints() if raws is None else raws, FACTS)]
    cases = [compute(source.fields, each.values, Known(NOW, ZONE, source)) for each in records if each]
    rows = view_rows(view, source, cases, Known(NOW, ZONE, view))
    days = sorted(str(row["received_date"]) for row in rows)
    since, until = (date.fromisoformat(days[0]), date.fromisoformat(days[-1])) if days else (None, None)
    figures = {"rows": rows, "count": len(rows), "since": since, "until": until, "source_codes": ()}
    return figures | {"doc": paper("投诉登记台账-2026-1121-001", masked=True)}


def paper(name: str, *, masked: bool = False) -> dict[str, object]:
    """Return what a template knows of the document itself."""
    return {
        "name": name,
        "org": "示例市第一人民医院",
        "department": "医患沟通办公室",
        "period": None,
        "masked": masked,
        "made_on": NOW.date(),
        "edition": "脱敏" if masked else "全本",
    }


@cache
def template(key: str) -> Template:
    """Return a shipped type's compiled template."""
    rtype = shipped(key)
    return compile_template(SHELF.template(rtype), file=rtype.template)


@cache
def document(key: str) -> bytes:
    """Return the finished document of a type's example."""
    return template(key).render(register() if key == "complaint-register" else values(key))
