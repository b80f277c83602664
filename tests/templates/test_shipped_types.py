"""The six shipped types as data: what each says of itself, and that its example is right."""

import pytest

from recordkit.domain.fields import Kind
from recordkit.domain.periods import parse_period
from recordkit.domain.record import draft_all
from tests.templates.shipped import FACTS, FILED_ONLY, FORMS, KEYS, SHELF, complaints, drafted, shipped

IDENTITIES = [
    ("minutes", "MIN", "会议纪要", ("title", "started_at"), "started_at", "docx"),
    ("complaint", "CPL", "投诉登记表", ("complaint_no",), "received_at", "docx"),
    ("complaint-register", "CPLR", "投诉登记台账", (), None, "xlsx"),
    ("home-visit", "HVR", "家访报告", ("req_no",), "depart_at", "docx"),
    ("monthly-report", "MSR", "月度总结报告", ("period", "dept"), None, "docx"),
    ("quarterly-report", "QAR", "季度分析报告", ("quarter", "dept"), None, "docx"),
]
MOMENTS = {
    "minutes": {"project", "issued_by", "issued_at", "sent_at", "acks"},
    "complaint": {
        *(
            "several_depts",
            "not_accepted",
            "investigation_ref",
            "method",
            "result",
            "fault",
            "reply_ref",
            "feedback_at",
        ),
        *("feedback_by", "satisfaction", "followup_at", "leader_note", "rectify_ref", "closed_on", "remark"),
    },
    "complaint-register": set(),
    "home-visit": set(),
    "monthly-report": {"submitted_at", "reviewed_by", "issued_by"},
    "quarterly-report": {"submitted_at", "reviewed_by", "issued_by"},
}
REGISTER = (
    "序号 投诉编号 受理日期 受理时间 方式 投诉人 关系 联系电话 患者 门诊/住院号 被投诉科室 类别 内容摘要 诉求 "
    "分类用时(分) 承办人 答复期限 答复日期 是否逾期 处理方式 处理结果 责任认定 满意度 整改编号 是否转纠纷 结案日期 "
    "归档号 备注"
).split()


def test_six_types_are_shipped_and_eight_that_are_only_filed() -> None:
    assert {rtype.key for rtype in SHELF} == {*KEYS, *FILED_ONLY}
    assert {rtype.key for rtype in SHELF if rtype.filed_only} == set(FILED_ONLY)


@pytest.mark.parametrize(("key", "code", "word", "natural", "day", "output"), IDENTITIES)
def test_a_type_says_how_it_is_called_and_known(
    key: str, code: str, word: str, natural: tuple[str, ...], day: str | None, output: str
) -> None:
    rtype = shipped(key)
    assert (rtype.code, rtype.word, rtype.natural_key) == (code, word, natural)
    assert (rtype.day_field, rtype.output) == (day, output)
    assert rtype.summary.zh
    assert rtype.summary.en
    assert rtype.retention == "永久" or int(rtype.retention) >= 3  # R90: three years are the floor


@pytest.mark.parametrize("key", KEYS)
def test_moments_come_later_and_are_never_required(key: str) -> None:
    moments = shipped(key).moments
    assert {field.key for field in moments} == MOMENTS[key]
    assert not any(field.required for field in moments)


@pytest.mark.parametrize("key", KEYS)
def test_every_field_is_named_in_both_languages(key: str) -> None:
    for field in shipped(key).fields:
        for each in (field, *field.columns):
            assert each.label.zh, each.key
            assert each.label.en, each.key
            assert each.label.en.isascii() or "°" in each.label.en, each.key


@pytest.mark.parametrize("key", FORMS)
def test_an_example_is_without_a_finding(key: str) -> None:
    assert drafted(key).findings == ()


def test_the_registers_example_has_only_true_delays_to_tell_of() -> None:
    found = [each.findings for each in draft_all(shipped("complaint"), complaints(), FACTS)]
    assert len(found) == 12
    late = [(place, finding.path) for place, several in enumerate(found, 1) for finding in several]
    assert late == [(3, "triaged_at"), (6, "feedback_at"), (10, "triaged_at")]
    assert {finding.severity for several in found for finding in several} == {"warning"}


def test_minutes_have_four_compulsory_parts() -> None:
    """R7, C17."""
    assert [part.heading for part in shipped("minutes").sections] == [
        "会议时间",
        "参会人员",
        "决议事项",
        "责任分工",
    ]


@pytest.mark.parametrize(
    ("key", "period", "due"),
    [
        ("monthly-report", "2026-10", "2026-11-05"),  # R29, C4
        ("monthly-report", "2026-12", "2027-01-05"),
        ("quarterly-report", "2026Q3", "2026-10-10"),  # R30, C21
        ("quarterly-report", "2026Q4", "2027-01-10"),
    ],
)
def test_a_report_says_when_it_is_due(key: str, period: str, due: str) -> None:
    rtype = shipped(key)
    assert rtype.deadline is not None
    assert rtype.period_kind is not None
    assert str(rtype.deadline.due(parse_period(rtype.period_kind, period))) == due
    record = drafted(key, {rtype.period_field or "": period}).record
    assert record is not None
    assert str(record.values["due"]) == due


def test_the_register_has_its_28_columns_in_their_order() -> None:
    assert [field.label.zh for field in shipped("complaint-register").fields] == REGISTER
    assert all(field.computed is not None for field in shipped("complaint-register").fields)


def test_patients_data_is_marked_and_masked() -> None:
    """R51, R83."""
    assert [key for key in KEYS if shipped(key).sensitive] == [
        "complaint",
        "complaint-register",
        "home-visit",
    ]
    assert [key for key in KEYS if shipped(key).masked] == ["complaint-register"]
    masks = {field.key: field.mask for field in shipped("complaint").fields if field.mask}
    assert masks["complainant_name"] == masks["patient_name"] == "name"
    assert (masks["phone"], masks["address"], masks["id_no"], masks["record_no"]) == (
        *("phone", "address", "id", "record_no"),
    )
    assert masks["content"] == masks["demand"] == masks["result"] == "free"


def test_an_audits_two_sizes_stay_two_fields() -> None:
    """R88: N and n differ in nothing but their case."""
    record = drafted("quarterly-report").record
    assert record is not None
    assert record.values["audit"] == {"N": 47, "n": 10, "seed": "20261008", "failed": 1}


@pytest.mark.parametrize("key", KEYS)
def test_every_enum_of_a_type_is_told_apart(key: str) -> None:
    for field in shipped(key).fields:
        for each in (field, *field.columns):
            words = [choice.zh for choice in each.choices] + [choice.en for choice in each.choices]
            assert len(words) == len(set(words)), each.key
            assert bool(words) == (each.kind in (Kind.ENUM, Kind.MULTI)), each.key
