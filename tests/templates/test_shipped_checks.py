"""The shipped types' checks on records that are wrong in one place: one mistake gives one finding."""

from typing import Any

import pytest

from recordkit.domain.record import draft_all
from tests.templates.shipped import FACTS, complaints, drafted, example, shipped

Found = list[tuple[str, str, str]]

COMPLAINTS: list[tuple[str, object, Found]] = [
    ("phone", "1.38E+10", [("error", "phone_damaged", "phone")]),
    ("phone", "12345", [("error", "phone_invalid", "phone")]),
    ("received_at", "2026-10-32 09:00", [("error", "date_invalid", "received_at")]),
    ("received_at", "2062/10/8 10:00", [("error", "date_future", "received_at")]),
    ("patient_name", "", [("error", "required_missing", "patient_name")]),
    ("category", "态度不好", [("error", "enum_unknown", "category")]),
    ("channel", "电话来访网络", [("error", "enum_unknown", "channel")]),
    ("content", "差", [("error", "text_too_short", "content")]),
    ("content", "候诊\x0b两小时\x1f无人叫号,询问未答", [("error", "illegal_character", "content")]),
    ("id_no", "110101190001010015", [("error", "id_invalid", "id_no")]),
    ("age", 131, [("error", "number_out_of_range", "age")]),
    ("visit_date", "2026-11-10", [("error", "not_before", "visit_date")]),
    ("triaged_at", "2026-11-09 09:10", [("error", "not_after", "triaged_at")]),
    ("triaged_at", "2026-11-09 09:22", []),  # R39: ten minutes are in time
    ("triaged_at", "2026-11-09 09:23", [("warning", "deadline_breached", "triaged_at")]),
    ("feedback_at", "2026-11-16 23:59", []),  # R42, C16: seven days, the day of receipt not counted
    ("feedback_at", "2026-11-17 00:00", [("warning", "deadline_breached", "feedback_at")]),
    ("visitor_count", 6, [("warning", "number_out_of_range", "visitor_count")]),
    ("complaint_no", "第三号", [("warning", "text_pattern", "complaint_no")]),
]
MINUTES: list[tuple[dict[str, Any], Found]] = [
    ({"ended_at": None}, [("error", "required_missing", "ended_at")]),
    ({"ended_at": "2026-11-20 14:59"}, [("error", "not_after", "ended_at")]),
    ({"titel": "错键"}, [("error", "key_unknown", "titel")]),
    ({"chair": "江某"}, [("error", "not_listed", "chair")]),
    ({"attendees": [{"name": "林知夏"}]}, [("error", "rows_missing", "attendees")]),
    ({"observers": [{"name": "沈砚"}]}, [("error", "listed_twice", "observers")]),
    ({"resolutions": []}, [("error", "required_missing", "resolutions")]),  # R9
    ({"resolutions": [], "no_resolutions": "是"}, []),
    ({"meeting_type": "启动会"}, [("error", "required_missing", "stage_outcome")]),  # R16
    ({"meeting_type": "启动会", "stage_outcome": "服务范围为东湖区"}, []),
    ({"sent_at": "2026-11-20 20:10"}, []),  # R8: four hours are in time
    ({"sent_at": "2026-11-20 20:11"}, [("warning", "deadline_breached", "sent_at")]),
]
VISITS: list[tuple[dict[str, Any], Found]] = [
    ({"arrive_at": "2026-11-18 12:59"}, [("error", "not_after", "arrive_at")]),
    ({"end_at": "2026-11-18 13:40"}, [("error", "not_after", "end_at")]),
    ({"team": [{"name": "何小满"}]}, [("warning", "rows_missing", "team")]),
    ({"director_sign": ""}, [("error", "required_missing", "director_sign")]),  # R76
    ({"equipment": []}, [("error", "required_missing", "equipment")]),  # R78
    ({"score": {}}, [("error", "required_missing", "score")]),  # R79
    ({"settle_signs": ["何小满", "周予安"]}, [("error", "rows_missing", "settle_signs")]),  # R80
    ({"settle_signs": ["何小满", "周予安", "何小满"]}, [("error", "repeated", "settle_signs")]),
    ({"vitals": {"T": 33.9}}, [("error", "number_out_of_range", "vitals.T")]),
    ({"vitals": {"BP": "132-78"}}, [("error", "text_pattern", "vitals.BP")]),
]
DEVICE = {"device": "心电图机", "result": "合格", "by": "何小满", "at": "2026-11-18 12:40"}
DEVICES: list[tuple[dict[str, Any], Found]] = [
    ({"result": "不合格"}, [("error", "value_refused", "equipment[1].result")]),
    ({"at": "2026-11-18 13:40"}, [("error", "not_before", "equipment[1].at")]),
    ({"calibrated_until": "2026-11-17"}, [("warning", "not_after", "equipment[1].calibrated_until")]),
    ({"battery": 101}, [("error", "number_out_of_range", "equipment[1].battery")]),
]
REPORTS: list[tuple[str, dict[str, Any], Found]] = [
    ("monthly-report", {"period": "2026-13"}, [("error", "period_invalid", "period")]),
    ("monthly-report", {"cases": []}, [("error", "required_missing", "cases")]),  # R33
    ("monthly-report", {"cases": [], "no_cases_reason": "本月无"}, []),
    ("monthly-report", {"reviewed_by": "周予安"}, [("error", "same_as", "reviewed_by")]),
    ("monthly-report", {"resolution_rate": "120%"}, [("error", "number_out_of_range", "resolution_rate")]),
    ("quarterly-report", {"issued_by": "何小满"}, [("error", "same_as", "issued_by")]),
    ("quarterly-report", {"as_of": "2026-11-22 09:00"}, [("error", "date_future", "as_of")]),
    (
        "quarterly-report",
        {"audit": {"N": 9, "n": 10, "seed": 1, "failed": 0}},
        [("error", "not_before", "audit.n")],
    ),
]


def found(key: str, changes: dict[str, Any]) -> Found:
    return [(f.severity, f.code, f.path or "") for f in drafted(key, changes).findings]


@pytest.mark.parametrize(("field", "value", "expected"), COMPLAINTS)
def test_a_complaint_wrong_in_one_cell_has_that_finding_alone(
    field: str, value: object, expected: Found
) -> None:
    assert found("complaint", {field: value}) == expected


def test_a_finding_quotes_what_was_typed() -> None:
    finding = drafted("complaint", {"received_at": "2062/10/8 10:00"}).findings[0]
    assert (finding.column, finding.value) == ("受理时间", "2062/10/8 10:00")


def test_a_complaint_number_used_twice_in_one_file_is_found_the_second_time() -> None:
    rows = complaints()
    rows[4]["投诉编号"] = rows[0]["投诉编号"]
    drafts = draft_all(shipped("complaint"), rows, FACTS)
    errors = [(i, f.code) for i, each in enumerate(drafts, 1) for f in each.findings if f.severity == "error"]
    assert errors == [(5, "duplicate")]


@pytest.mark.parametrize(("changes", "expected"), MINUTES)
def test_minutes_wrong_in_one_place_have_that_finding_alone(changes: dict[str, Any], expected: Found) -> None:
    assert found("minutes", changes) == expected


@pytest.mark.parametrize(
    ("term", "day"),
    [("一周内", "2026-11-27"), ("两周内", "2026-12-04"), ("3日内", "2026-11-23"), ("一个月内", "2026-12-20")],
)
def test_a_term_counts_from_the_day_of_the_meeting(term: str, day: str) -> None:
    """R12."""
    record = drafted("minutes", {"resolutions": [{"text": "上线", "owner": "沈砚", "due_date": term}]}).record
    assert record is not None
    rows = record.values["resolutions"]
    assert isinstance(rows, tuple)
    assert str(rows[0]["due_date"]) == day


def test_a_resolution_without_owner_and_due_before_the_meeting_has_two_findings() -> None:
    """R9, R11."""
    rows = [{"text": "上线", "owner": "", "due_date": "2026-11-01"}]
    assert found("minutes", {"resolutions": rows}) == [
        ("error", "required_missing", "resolutions[1].owner"),
        ("error", "not_after", "resolutions[1].due_date"),
    ]


def test_an_owner_who_confirms_after_a_day_is_late() -> None:
    """R10."""
    ack = {"owner": "沈砚", "sent_at": "2026-11-20 17:20", "ack_at": "2026-11-21 17:21"}
    assert found("minutes", {"acks": [ack]}) == [("warning", "deadline_breached", "acks[1].ack_at")]


@pytest.mark.parametrize(("changes", "expected"), VISITS)
def test_a_visit_wrong_in_one_place_has_that_finding_alone(changes: dict[str, Any], expected: Found) -> None:
    assert found("home-visit", changes) == expected


@pytest.mark.parametrize(("changes", "expected"), DEVICES)
def test_a_device_that_failed_or_was_tested_late_is_refused(changes: dict[str, Any], expected: Found) -> None:
    """R78."""
    assert found("home-visit", {"equipment": [DEVICE | changes]}) == expected


@pytest.mark.parametrize(("key", "changes", "expected"), REPORTS)
def test_a_report_wrong_in_one_place_has_that_finding_alone(
    key: str, changes: dict[str, Any], expected: Found
) -> None:
    assert found(key, changes) == expected


def test_each_score_is_required() -> None:
    """R79, C24."""
    for one in example("home-visit")["score"]:
        rest = {key: value for key, value in example("home-visit")["score"].items() if key != one}
        assert found("home-visit", {"score": rest}) == [("error", "required_missing", f"score.{one}")]


def test_indicators_are_worked_out_and_not_typed() -> None:
    row = {"name": "投诉量", "value": 163, "prev": 181, "target": 170, "less_is_better": "是"}
    record = drafted("monthly-report", {"kpis": [row]}).record
    assert record is not None
    rows = record.values["kpis"]
    assert isinstance(rows, tuple)
    assert (str(rows[0]["mom"]), rows[0]["yoy"], rows[0]["met"]) == ("-0.099", None, "是")
    assert found("monthly-report", {"kpis": [row | {"mom": "99%", "met": "否"}]}) == [
        ("error", "key_unknown", "kpis[1].mom"),
        ("error", "key_unknown", "kpis[1].met"),
    ]
