"""tests of recordkit.actions.report (with figures, unwritten): the month's report writes itself but for the words (R29-R34)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest
import yaml

from recordkit.actions.amend import withdraw
from recordkit.actions.file import file
from recordkit.actions.generate import Document, Generated, Options, generate
from recordkit.actions.note import note
from recordkit.documents.embedding import embedded
from recordkit.documents.reading import visible_text
from recordkit.domain.unfinished import TO_WRITE
from recordkit.errors import BadUsage
from recordkit.office import Office
from tests.actions.conftest import copy_of
from tests.house.office_files import invalid
from tests.house.offices import AT, COMPLAINTS, MEETING, VISITS, brought, edited, filed, on

WORDS: dict[str, Any] = {
    "period": "2026-10",
    "dept": "医患沟通办公室",
    "key_work": ["完成夜间候诊专项整改"],
    "issues": [{"problem": "告知不及时", "measure": "离线用语上墙"}],
    "plan": [{"item": "叫号屏试运行", "owner": "沈砚", "due": "2026-11-27"}],
    "no_cases_reason": "本月案例正在脱敏",
    "prepared_by": "周予安",
}
# Counted from the sample register by hand, its ten bad rows left out.
OCTOBER = {
    "接待总量": "170",
    "投诉量": "100",
    "咨询量": "35",
    "10分钟分类率": "88.8",
    "平均分类用时": "6.7",
    "7日答复率": "92.1",
    "按期答复率": "81.3",
    "平均答复用时": "4.5",
    "满意度": "49.6",
    "报告按时率": "0.0",
}


@pytest.fixture(scope="module")
def kept(template: Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    office = copy_of(template, tmp_path_factory.mktemp("kept") / "office")
    options = Options(office.root / "work", file=True)
    for key, path in (("complaint", COMPLAINTS), ("minutes", MEETING), ("home-visit", VISITS)):
        generate(office, key, [path], options, AT)
    yield office
    office.archive.close()


def drafted(
    office: Office,
    key: str = "monthly-report",
    *,
    period: str = "2026-10",
    department: str = "医患沟通办公室",
    filing: bool = False,
) -> Generated:
    options = Options(office.root / "out", file=filing, period=period, department=department)
    return generate(office, key, [], options, AT)


def written(office: Office, **changes: object) -> Generated:
    path = office.root / "words.yaml"
    path.write_text(yaml.safe_dump({**WORDS, **changes}, allow_unicode=True), "utf-8")
    return generate(office, "monthly-report", [path], Options(office.root / "out"), AT)


def only(made: Generated) -> Document:
    [document] = made.documents
    return document


def kpis(made: Generated) -> dict[str, Mapping[str, Any]]:
    rows = only(made).record.plain()["kpis"]
    assert isinstance(rows, list)
    return {row["name"]: row for row in rows}


def said(made: Generated) -> list[str]:
    return [finding.code for finding in made.findings]


def test_a_report_without_input_is_a_draft_with_the_archives_figures(kept: Office, tmp_path: Path) -> None:
    """R32, R39, R42, R53, R109."""
    made = drafted(kept)
    assert {name: row["value"] for name, row in kpis(made).items()} == OCTOBER
    content = only(made).path.read_bytes()
    assert invalid(content, tmp_path, ".docx") == []
    text = "\n".join(visible_text(content, "docx"))
    assert "7日答复率：第7日（含）前答复的投诉件数÷第7日落在期内的投诉件数" in text
    assert "本月70÷76。" in text
    assert "本月65÷80。" in text
    assert text.count(TO_WRITE) >= 5
    assert said(made) == ["figures_scope", "report_to_write"]
    assert [finding.severity for finding in made.findings] == ["warning", "warning"]


def test_its_charts_are_native_and_hold_the_numbers(kept: Office) -> None:
    with ZipFile(only(drafted(kept)).path) as zipped:
        charts = [name for name in zipped.namelist() if name.startswith("word/charts/chart")]
        books = [name for name in zipped.namelist() if name.startswith("word/embeddings/")]
        pareto = zipped.read("word/charts/chart3.xml").decode()
    assert len(charts) == len(books) == 5
    assert "<c:v>医患沟通</c:v>" in pareto
    assert "<c:v>18</c:v>" in pareto


def test_a_draft_is_marked_where_words_are_to_come(kept: Office) -> None:
    document = docx.Document(str(only(drafted(kept)).path))
    marked = [
        run.text for paragraph in document.paragraphs for run in paragraph.runs if run.font.highlight_color
    ]
    assert any(TO_WRITE in text for text in marked)


def test_a_draft_is_never_filed(template: Office, tmp_path: Path) -> None:
    office = copy_of(template, tmp_path / "draft")
    made = drafted(office, filing=True)
    assert only(made).status == "generated"
    assert "report_unfinished" in said(made)
    [outcome] = file(office, [only(made).path], AT)
    assert outcome.status == "rejected"
    assert [finding.code for finding in outcome.findings] == ["report_unfinished"]
    office.archive.close()


def test_a_draft_whose_words_were_written_in_word_is_filed(template: Office, tmp_path: Path) -> None:
    office = copy_of(template, tmp_path / "written")
    document = only(drafted(office))
    outcome = brought(office, document.path.name, edited(document.path.read_bytes(), TO_WRITE, "已写"))
    assert outcome.status == "filed"
    assert [finding.code for finding in outcome.findings] == ["record_disagrees"]
    office.archive.close()


def test_words_alone_make_the_whole_report_under_the_drafts_name(kept: Office) -> None:
    draft, whole = drafted(kept), written(kept)
    assert only(whole).name == only(draft).name
    assert {name: row["value"] for name, row in kpis(whole).items()} == OCTOBER
    assert said(whole) == ["figures_scope"]
    assert not any(TO_WRITE in line for line in visible_text(only(whole).path.read_bytes(), "docx"))


def test_what_a_person_typed_stands_and_a_difference_is_told_at_its_place(kept: Office) -> None:
    made = written(kept, kpis=[{"name": "咨询量", "value": 36}, {"name": "投诉量", "target": 110}])
    assert (kpis(made)["咨询量"]["value"], kpis(made)["投诉量"]["met"]) == ("36", "是")
    [differs] = [finding for finding in made.findings if finding.code == "figure_differs"]
    assert (differs.path, differs.record, differs.file) == ("kpis[1].value", 1, "words.yaml")
    assert (
        differs.message("en")
        == "This month is given as 36, counted from the archive as 35; the given one was taken"
    )


def test_a_rate_of_complaints_wants_the_volume_that_a_person_gives(kept: Office) -> None:
    """R109, R110."""
    assert "每万人次投诉率" not in kpis(written(kept))
    assert kpis(written(kept, service_volume=47_650))["每万人次投诉率"]["value"] == "20.99"


def test_a_department_counts_its_own(kept: Office) -> None:
    made = drafted(kept, department="骨科")
    assert kpis(made)["投诉量"]["value"] == "9"
    assert only(made).record.values["scope"] == "本科室"
    assert kpis(written(kept, dept="骨科", scope="全院"))["投诉量"]["value"] == "100"


def test_an_office_may_settle_who_reports_on_all(kept: Office) -> None:
    office = replace(kept, config=replace(kept.config, overseers=("骨科",)))
    made = drafted(office, department="骨科")
    assert (kpis(made)["投诉量"]["value"], said(made)) == ("100", ["report_to_write"])
    assert only(drafted(office, department="医患沟通办公室")).record.values["scope"] == "本科室"


def test_a_public_report_does_not_tell_small_counts(kept: Office) -> None:
    rows = only(written(kept, access="公开")).record.plain()["by_category"]
    assert isinstance(rows, list)
    assert min(row["count"] for row in rows) >= 5
    assert sum(row["count"] for row in rows) == 100


def test_the_quarters_report_takes_meetings_visits_and_months(kept: Office) -> None:
    """R30, R8, R10, R88."""
    made = drafted(kept, "quarterly-report", period="2026Q4")
    record = only(made).record.plain()
    assert record["audit"] == {"N": 5, "n": 1, "seed": TO_WRITE, "failed": None}
    trend = record["trend"]
    assert isinstance(trend, list)
    assert [(row["span"], row["complaints"]) for row in trend] == [
        ("2026年10月", 100),
        ("2026年11月（至今）", 0),
        ("2026年第三季度", 0),
        ("2026年第四季度（至今）", 100),
    ]
    assert kpis(made)["纪要4小时及时率"]["value"] == "100.0"
    assert record["as_of"] == AT.isoformat()


def test_withdrawn_and_hand_edited_records_do_not_count(template: Office, tmp_path: Path) -> None:
    office = copy_of(template, tmp_path / "few")
    names = [filed(office, "complaint", complaint_no=f"TS20261109-00{i}") for i in range(1, 5)]
    withdraw(office, names[0], "重复", AT)
    other = generate(
        office, "complaint", [_case(office, "TS20261109-009")], Options(office.root / "work"), AT
    )
    content = only(other).path.read_bytes()
    what = next(line for line in visible_text(content, "docx") if "候诊" in line)
    assert brought(office, only(other).path.name, edited(content, what, what + "补记")).status == "filed"
    made = drafted(office, period="2026-11")
    assert kpis(made)["接待总量"]["value"] == "3"
    assert only(other).name in str(only(made).record.values["definitions"])
    assert names[0] not in str(only(made).record.values["definitions"])
    office.archive.close()


def _case(office: Office, number: str) -> Path:
    path = office.root / "case.yaml"
    example = office.types.example("complaint")
    assert example is not None
    path.write_text(
        yaml.safe_dump({**yaml.safe_load(example.read_text("utf-8")), "complaint_no": number}), "utf-8"
    )
    return path


def test_what_was_noted_later_counts(template: Office, tmp_path: Path) -> None:
    """R42: the reply comes by a note."""
    office = copy_of(template, tmp_path / "noted")
    path = _case(office, "TS20261109-001")
    raw = {
        k: v
        for k, v in yaml.safe_load(path.read_text("utf-8")).items()
        if k not in ("feedback_at", "closed_on")
    }
    path.write_text(yaml.safe_dump(raw), "utf-8")
    [document] = generate(office, "complaint", [path], Options(office.root / "work", file=True), AT).documents
    assert kpis(drafted(office, period="2026-11"))["7日答复率"]["value"] == "0.0"
    note(office, document.name, {"feedback_at": "2026-11-12 10:00"}, on(11, 12, 11))
    assert kpis(drafted(office, period="2026-11"))["7日答复率"]["value"] == "100.0"
    office.archive.close()


def test_an_archive_without_records_leaves_a_typed_report_alone(template: Office, tmp_path: Path) -> None:
    office = copy_of(template, tmp_path / "bare")
    example = office.types.example("monthly-report")
    assert example is not None
    made = generate(office, "monthly-report", [example], Options(office.root / "out"), AT)
    assert said(made) == []
    assert len(kpis(made)) == 7
    office.archive.close()


@pytest.mark.parametrize(
    ("key", "asked"),
    [
        ("minutes", {"period": "2026-10", "department": "骨科"}),
        ("monthly-report", {"period": "2026-10"}),
        ("monthly-report", {"department": "骨科"}),
    ],
)
def test_only_a_report_goes_without_input_and_says_of_what(
    kept: Office, key: str, asked: dict[str, str]
) -> None:
    with pytest.raises(BadUsage):
        generate(kept, key, [], Options(kept.root / "out", **asked), AT)  # type: ignore[arg-type]


@pytest.mark.parametrize("period", ["2026-13", "十月"])
def test_a_period_that_is_none_is_a_finding(kept: Office, period: str) -> None:
    made = drafted(kept, period=period)
    assert (made.documents, made.rejected) == ((), 1)
    assert "period_invalid" in said(made)


def test_a_drafts_record_says_what_the_draft_shows(kept: Office) -> None:
    content = only(drafted(kept)).path.read_bytes()
    carried = embedded(content)
    assert carried is not None
    assert carried.values["prepared_by"] == TO_WRITE
    assert BytesIO(content).getbuffer().nbytes < 200_000
