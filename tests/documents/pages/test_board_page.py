"""The status page: one look says what is late; names stay text; nothing is fetched."""

import re
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from importlib import resources
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from recordkit.documents.pages.board_page import LONGEST_LATE, LONGEST_TODAY, Page, board_page
from recordkit.documents.pages.board_words import SIGNS, Words
from recordkit.domain.deadlines import Deadline
from recordkit.domain.dues import Due
from recordkit.domain.duties import Duty, Row, Standing
from recordkit.domain.entry import Glance, Waiver
from recordkit.domain.owed import Owed
from recordkit.domain.periods import Period, PeriodKind
from recordkit.wording import Lang, Text
from tests.house.browser import Browser
from tests.house.duties import glance, owed, rows_at

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 21, 10, tzinfo=ZONE)
MONTHLY = Text("月度总结报告", "Monthly report")
QUARTERLY = Text("季度分析报告", "Quarterly report")
LABELS = {"monthly-report": MONTHLY, "quarterly-report": QUARTERLY}
STYLE = resources.files("recordkit.documents").joinpath("pages", "board.css").read_text("utf-8")


def month_row(standing: Standing, index: int = 10, department: str = "内科", late_by: int = 0) -> Row:
    period = Period("month", 2026, index)
    duty = Duty("monthly-report", department, period, Due(Deadline("month", day=5).due(period)))
    return Row(duty, standing, late_by)


def met_row(department: str, name: str, received: datetime) -> Row:
    return month_row(Standing.MET, department=department)._replace(name=name, received=received)


def rules_of(departments: Sequence[str], since: int = 1) -> list[Owed]:
    month, quarter = Period("month", 2026, since), Period("quarter", 2026, 1)
    return [
        owed("monthly-report", Deadline("month", day=5), departments, month),
        owed("quarterly-report", Deadline("quarter", days=10), departments, quarter),
    ]


def page(rows: Sequence[Row], unit: str = "市第一医院") -> Page:
    return Page(unit, NOW, rows, LABELS)


def tree(html: str) -> etree._Element:
    return etree.HTML(html)


def texts(root: etree._Element, path: str) -> list[str]:
    found = root.xpath(path)
    assert isinstance(found, list)
    return [
        " ".join("".join(str(text) for text in node.itertext()).split())
        for node in found
        if isinstance(node, etree._Element)
    ]


def cells(html: str) -> list[list[str]]:
    return [texts(row, "./td") for row in tree(html).iterfind(".//table[@id='matrix']/tbody/tr")]


SAMPLE = [
    month_row(Standing.LATE, 10, "儿科", 16),
    month_row(Standing.LATE, 9, "外科", 47),
    month_row(Standing.DUE, 10, "急诊科"),
    month_row(Standing.MET, 10, "内科"),
    month_row(Standing.MET, 9, "内科"),
    month_row(Standing.MET_LATE, 8, "内科", 3),
    month_row(Standing.UPCOMING, 11, "内科"),
]


@pytest.mark.parametrize(
    ("lang", "answer"),
    [
        ("zh", "2026年11月21日 10:00 — 逾期 2 项, 待交 1 项, 按时 2 项, 迟交 1 项"),
        ("en", "21 Nov 2026 10:00 — 2 late, 1 due, 2 on time, 1 handed in late"),
    ],
)
def test_the_first_sentence_is_the_answer(lang: Lang, answer: str) -> None:
    assert texts(tree(board_page(page(SAMPLE), lang)), "//div[contains(@class, 'answer')]/p[1]") == [answer]


@pytest.mark.parametrize(
    ("lang", "answer"),
    [
        ("zh", "2026年11月21日 10:00 — 没有逾期, 没有待交, 按时 1 项"),
        ("en", "21 Nov 2026 10:00 — nothing late, nothing due, 1 on time"),
    ],
)
def test_when_nothing_is_late_the_answer_says_so_in_words(lang: Lang, answer: str) -> None:
    html = board_page(page([month_row(Standing.MET)]), lang)
    assert texts(tree(html), "//div[@class='answer']/p[1]") == [answer]


def test_what_is_late_is_listed_with_who_what_which_period_and_how_long_the_longest_first() -> None:
    rows = texts(tree(board_page(page(SAMPLE), "zh")), "//table[contains(@class, 'late-list')]//td")
    assert rows == [
        *("外科", "月度总结报告", "2026年9月", "10月5日", "!47 天"),
        *("儿科", "月度总结报告", "2026年10月", "11月5日", "!16 天"),
    ]


def test_a_long_list_of_late_ones_unfolds_and_loses_none() -> None:
    late = [month_row(Standing.LATE, 10, f"第{n}科", 16) for n in range(LONGEST_LATE + 5)]
    root = tree(board_page(page(late), "zh"))
    assert len(root.xpath("//section/table[contains(@class, 'late-list')]/tbody/tr")) == LONGEST_LATE  # type: ignore[arg-type]
    assert len(root.xpath("//details/table[contains(@class, 'late-list')]/tbody/tr")) == 5  # type: ignore[arg-type]


def test_what_is_due_next_names_the_departments_and_the_days_left_the_soonest_first() -> None:
    now = datetime(2026, 12, 1, 9, tzinfo=ZONE)
    rows = [
        month_row(Standing.DUE, 12, "内科"),
        month_row(Standing.DUE, 11, "外科"),
        month_row(Standing.DUE, 11, "儿科"),
    ]
    items = texts(tree(board_page(Page("院", now, rows, LABELS), "zh")), "//ul[@class='owed']/li")
    assert items == [
        "月度总结报告 2026年11月 ○12月5日截止, 还有 4 天 待交 2 个科室: 外科、儿科",
        "月度总结报告 2026年12月 ○2027年1月5日截止, 还有 35 天 待交 1 个科室: 内科",
    ]


@pytest.mark.parametrize(
    ("standing", "late_by", "zh", "en"),
    [
        (Standing.MET, 0, "按时", "on time"),
        (Standing.MET_LATE, 3, "迟交 +3 天", "met late +3 d"),
        (Standing.LATE, 16, "逾期 16 天", "late 16 d"),
        (Standing.DUE, 0, "待交 还有 4 天", "due 4 days left"),
        (Standing.UPCOMING, 0, "未到期", "upcoming"),
        (Standing.WAIVED, 0, "豁免", "waived"),
        (Standing.PROVISIONAL, 0, "暂定", "provisional"),
    ],
)
def test_every_standing_is_worded_not_only_coloured(
    standing: Standing, late_by: int, zh: str, en: str
) -> None:
    now = datetime(2026, 11, 1, 23, 59, tzinfo=ZONE)
    row = month_row(standing, 10, late_by=late_by)
    assert Words("zh", now).how(row) == zh
    assert Words("en", now).how(row) == en


def test_each_standing_has_a_sign_and_a_colour_of_its_own() -> None:
    assert set(SIGNS) == set(Standing)
    assert len(set(SIGNS.values())) == len(Standing)
    for standing in Standing:
        assert re.search(rf"^\.{standing.value} {{ background: #", STYLE, re.MULTILINE)


@pytest.mark.parametrize(
    ("now", "left"),
    [
        (datetime(2026, 11, 4, tzinfo=ZONE), "还有 1 天"),
        (datetime(2026, 11, 5, tzinfo=ZONE), "今天截止"),
        (datetime(2026, 11, 5, 23, 59, tzinfo=ZONE), "今天截止"),
    ],
)
def test_the_due_day_itself_is_still_in_time(now: datetime, left: str) -> None:  # C4
    assert Words("zh", now).left(date(2026, 11, 5)) == left


def test_the_matrix_shows_six_months_and_three_quarters_the_latest_on_the_left() -> None:
    rows = rows_at(rules_of(["内科"]), NOW)
    heads = texts(tree(board_page(page(rows), "zh")), "//th[@class='period']/span")
    assert heads == [
        *(f"2026年{month}月" for month in (11, 10, 9, 8, 7, 6)),
        *(f"2026年第{quarter}季度" for quarter in "四三二"),
    ]


def test_what_is_late_for_longer_than_the_matrix_reaches_is_still_listed_and_counted() -> None:
    rows = rows_at(rules_of(["内科"]), NOW)
    html = board_page(page(rows), "zh")
    late = sum(row.standing is Standing.LATE for row in rows)
    assert f"逾期 {late} 项" in html
    assert "2026年1月" in " ".join(texts(tree(html), "//table[contains(@class, 'late-list')]//td"))
    assert sum(cell.startswith("!") for cell in cells(html)[0]) < late


def test_each_department_has_a_line_in_the_offices_order_and_a_stroke_where_nothing_is_owed() -> None:
    rows = [month_row(Standing.MET, 10, "外科"), month_row(Standing.LATE, 9, "内科", 47)]
    html = board_page(page(rows), "zh")
    assert texts(tree(html), "//table[@id='matrix']/tbody/tr/th") == ["外科", "内科"]
    assert cells(html) == [["✓ 按时", "/"], ["/", "! 逾期 47 天"]]


def test_the_time_of_receipt_is_told_by_the_offices_clock() -> None:
    row = met_row("内科", "月度总结报告-2026-1105-001", datetime(2026, 11, 5, 8, 20, tzinfo=UTC))
    hint = Words("zh", NOW).hint(row, "月度总结报告")
    assert hint == (
        "内科 · 月度总结报告 2026年10月 · 截止 2026年11月5日 · 收到 2026年11月5日 16:20 · 月度总结报告-2026-1105-001"
    )


def test_a_doubtful_period_bears_a_mark() -> None:
    row = met_row("内科", "月度总结报告-2026-1105-001", NOW)._replace(doubtful=True)
    html = board_page(page([row]), "zh")
    assert cells(html) == [["✓ 按时 ?"]]
    assert "所属期间待确认" in Words("zh", NOW).hint(row, "月报")


def test_today_tells_what_was_filed_what_waits_and_what_was_returned_and_why() -> None:
    today = Page(
        "院",
        NOW,
        [],
        LABELS,
        filed_today=[
            ("会议纪要-2026-1120-001", "王芳", NOW - timedelta(hours=2)),
            ("家访报告-2026-1121-001", "", NOW - timedelta(minutes=5)),
        ],
        waiting=[("月报.docx", Text("正被王芳打开", "open by Wang Fang"))],
        rejected=[
            ("会义纪要.docx", Text("没有这个类型", "no such type"), NOW - timedelta(hours=1)),
            ("扫描.pdf", "文件名不对", NOW - timedelta(days=2)),
        ],
    )
    assert texts(tree(board_page(today, "zh")), "//div[@class='today']//tr") == [
        "09:55家访报告-2026-1121-001",
        "08:00会议纪要-2026-1120-001 王芳",
        "月报.docx正被王芳打开",
        "09:00会义纪要.docx没有这个类型",
        "11月19日扫描.pdf文件名不对",
    ]
    assert "no such type" in board_page(today, "en")


def test_of_a_very_busy_day_the_latest_are_shown_and_the_others_counted() -> None:
    filed = [(f"会议纪要-2026-1121-{n:03}", "", NOW - timedelta(minutes=n)) for n in range(LONGEST_TODAY + 7)]
    html = board_page(replace(page([]), filed_today=filed), "zh")
    assert "另有 7 份。" in html
    assert "会议纪要-2026-1121-000" in html
    assert f"会议纪要-2026-1121-{LONGEST_TODAY:03}" not in html


def test_the_footnote_tells_each_types_own_deadline() -> None:  # R29, R30, C4, C21
    rows = rows_at(rules_of(["内科"]), NOW)
    html = board_page(page(rows), "zh")
    assert "月度总结报告: 次月5日前, 含当日 (R29); 季度分析报告: 季度结束后10日内, 含当日 (R30)" in html


@pytest.mark.parametrize(
    ("deadline", "said"),
    [
        (Deadline("month", day=8), "月报: 次月8日前, 含当日。"),
        (Deadline("month", days=40), "月报: 月度结束后40日内, 含当日。"),
        (Deadline("quarter", days=15), "月报: 季度结束后15日内, 含当日。"),
    ],
)
def test_an_offices_own_deadline_is_not_told_as_the_rules(deadline: Deadline, said: str) -> None:
    kind: PeriodKind = deadline.every
    rows = rows_at([owed("m", deadline, ("内科",), Period(kind, 2026, 1))], NOW)
    html = board_page(Page("院", NOW, rows, {"m": Text("月报", "Report")}), "zh")
    assert said in html
    assert "R29" not in html
    assert "R30" not in html


def test_trouble_with_the_watcher_is_told_and_otherwise_nothing_is() -> None:
    trouble = replace(page([]), health=Text("收件箱离线", "the inbox is offline"))
    assert "收件箱离线" in board_page(trouble, "zh")
    assert "the inbox is offline" in board_page(trouble, "en")
    assert 'role="alert"' not in board_page(page([]), "zh")


def test_an_office_that_owes_nothing_has_a_page_that_says_so() -> None:
    html = board_page(page([]), "zh")
    assert "还没有规定哪个科室要按期交什么" in html
    assert 'id="matrix"' not in html


def test_a_type_without_a_label_is_shown_by_its_key() -> None:
    html = board_page(Page("院", NOW, [month_row(Standing.MET)], {}), "zh")
    assert texts(tree(html), "//th[@class='type']") == ["monthly-report"]


def test_the_english_page_holds_no_chinese_of_its_own() -> None:
    standings = [month_row(standing, 10, standing.value, 3) for standing in Standing]
    full = Page(
        "Hospital",
        NOW,
        [*standings, *rows_at(rules_of(["Ward"]), NOW)],
        LABELS,
        filed_today=[(f"n{n}", "Wang", NOW) for n in range(LONGEST_TODAY + 1)],
        waiting=[("w", Text("开", "open"))],
        rejected=[("r", "no", NOW)],
        health=Text("离线", "offline"),
    )
    assert re.findall(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+", board_page(full, "en")) == []


def test_the_page_fetches_nothing_from_anywhere() -> None:
    html = board_page(page(SAMPLE), "zh")
    assert re.findall(r"https?:|\bsrc\s*=|url\(|@import|XMLHttpRequest|fetch\(", html) == []
    links = tree(html).xpath("//@href")
    assert isinstance(links, list)
    assert [link for link in links if not str(link).startswith("#")] == ["data:,"]
    assert "default-src 'none'" in html


def test_the_page_refreshes_itself_and_fits_a_telephone() -> None:
    root = tree(board_page(page(SAMPLE), "zh"))
    assert root.xpath("//noscript/meta[@http-equiv='refresh']/@content") == ["60"]
    assert root.xpath("//meta[@name='viewport']/@content") == ["width=device-width, initial-scale=1"]


def test_the_same_page_gives_the_same_text() -> None:
    assert board_page(page(SAMPLE), "zh") == board_page(page(tuple(SAMPLE)), "zh")


ODD = "<script>alert('&\"')</script>"


def test_markup_in_any_name_stays_text() -> None:
    rows = [
        met_row(ODD, ODD, NOW)._replace(standing=standing, late_by=1)
        for standing in (Standing.MET, Standing.LATE, Standing.DUE)
    ]
    odd = Page(
        ODD,
        NOW,
        rows,
        {"monthly-report": Text(ODD, ODD)},
        [(ODD, ODD, NOW)],
        [(ODD, Text(ODD, ODD))],
        [(ODD, ODD, NOW)],
        Text(ODD, ODD),
    )
    root = tree(board_page(odd, "zh"))
    assert len(root.findall(".//script")) == 1
    assert texts(root, "//bdi") == [ODD] * 3
    assert texts(root, "//table[@id='matrix']/tbody/tr/th") == [ODD]


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zs", "Zl", "Zp")), min_size=1))
def test_whatever_a_department_is_called_it_is_shown_as_it_is(department: str) -> None:
    root = tree(board_page(page([month_row(Standing.LATE, department=department)]), "zh"))
    assert texts(root, "//table[@id='matrix']/tbody/tr/th") == [department]
    assert root.xpath("//table[@id='matrix']/tbody/tr/th/@title") == [department]


def test_a_file_name_that_is_no_text_does_not_stop_the_page() -> None:
    name = b"\xd4\xc2\xb1\xa8\x01.docx".decode("utf-8", "surrogateescape")
    html = board_page(replace(page([]), rejected=[(name, "文件名不是文字", NOW)]), "zh")
    assert "\ufffd.docx" in html.encode("utf-8").decode("utf-8")


def test_the_pages_instant_must_be_aware() -> None:
    with pytest.raises(ValueError, match="aware"):
        Page("院", NOW.replace(tzinfo=None), [], {})


def luminance(colour: str) -> float:
    digits = colour if len(colour) == 6 else "".join(c * 2 for c in colour)
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_every_colour_of_text_stands_out_from_its_ground() -> None:  # WCAG 2.1, 1.4.3: at least 4.5 to 1
    body = "f4f6f8"  # the darkest ground on which a text without a ground of its own stands
    rules = re.findall(r"^([^{}@]+) {([^}]*)}", STYLE, re.MULTILINE)
    pairs = {
        name: (colour[1], ground[1] if ground else body)
        for name, style in rules
        if (colour := re.search(r"(?<![-\w])color: #(\w+)", style))
        for ground in [re.search(r"background: #(\w+)", style)]
    }
    assert len(pairs) > 15
    assert {name: pair for name, pair in pairs.items() if contrast(*pair) < 4.5} == {}


def entry(duty: Duty, number: int) -> Glance:
    at = datetime.combine(duty.falls.day, datetime.min.time(), ZONE)
    return glance(f"月报-{number}", at, type=duty.type, department=duty.department, period=str(duty.period))


def test_forty_departments_make_a_page_that_a_telephone_can_load() -> None:
    rules = rules_of([f"第{n}临床科室" for n in range(40)], since=6)
    entries = [entry(row.duty, n) for n, row in enumerate(rows_at(rules, NOW)) if n % 9]
    html = board_page(page(rows_at(rules, NOW, entries)), "zh")
    assert len(cells(html)) == 40
    assert len(html.encode()) < 300_000


def test_each_department_has_a_page_of_its_own_reached_by_a_link_without_a_script() -> None:
    rows = [month_row(Standing.LATE, 10, "儿科", 16), month_row(Standing.MET, 10, "内科"), sent("儿科")]
    root = tree(board_page(Page("院", NOW, rows, {**LABELS, "minutes.sent": Text("发送", "Sent")}), "zh"))
    links = root.xpath("//table[@id='matrix']//th/a/@href")
    assert links == ["#d1", "#d2"]
    assert texts(root, "//section[@id='d1']/h2") == ["儿科"]
    assert texts(root, "//section[@id='d1']/table//td") == [
        *("月度总结报告 2026年10月", "11月5日", "! 逾期 16 天"),
        *("发送 会议纪要-2026-1121-001 · 王芳", "11月21日 16:00 (4 小时内)", "○ 待交 还有 6 小时"),
    ]
    assert texts(root, "//section[@id='d2']//div/table/tbody/tr/*") == ["月度总结报告", "✓ 按时"]
    assert re.search(r"^\.dept { display: none; }$", STYLE, re.MULTILINE)


def sent(department: str) -> Row:
    last = Due(datetime(2026, 11, 21, 16, tzinfo=ZONE), Text("4 小时内", "within 4 hours"))
    duty = Duty("minutes", department, None, last, "sent", "会议纪要-2026-1121-001", "王芳")
    return Row(duty, Standing.DUE, name="会议纪要-2026-1121-001")


def test_the_rule_that_binds_is_told_and_what_is_provisional_says_so() -> None:  # C16
    due = Due(date(2027, 5, 6), Text("5 个工作日内", "within 5 working days"), provisional=True)
    row = Row(Duty("complaint", "骨科", None, due, "reply", "投诉登记表-2026-1120-001"), Standing.PROVISIONAL)
    html = board_page(Page("院", NOW, [row], {"complaint.reply": Text("答复", "Reply")}), "zh")
    assert "2027年5月6日 (暂定) (5 个工作日内)" in texts(tree(html), "//section[@id='d1']//td")


def test_who_excused_a_duty_and_why_is_told() -> None:
    row = month_row(Standing.WAIVED)._replace(waiver=Waiver("shenyan", NOW, "停诊"))
    html = board_page(replace(page([row]), people={"shenyan": "沈砚"}), "zh")
    assert "沈砚 豁免: 停诊" in " ".join(map(str, tree(html).xpath("//table[@id='matrix']//td/@title")))  # type: ignore[arg-type]


def test_the_heat_map_and_the_trend_count_what_fell_due_in_each_month_and_a_table_says_the_same() -> None:
    root = tree(board_page(page(SAMPLE), "zh"))
    heads = texts(root, "//table[@id='heat']/thead//th")
    assert (heads[1], heads[-1]) == ("2025年12月", "2026年11月")
    lines = [texts(row, "./td")[-3:] for row in root.iterfind(".//table[@id='heat']/tbody/tr")]
    assert dict(zip(texts(root, "//table[@id='heat']/tbody/tr/th"), lines, strict=True)) == {
        "儿科": ["–", "–", "0/1"],
        "外科": ["–", "0/1", "–"],
        "急诊科": ["–", "–", "–"],
        "内科": ["0/1", "1/1", "1/1"],
    }
    assert "2026年11月 50%" in texts(root, "//*[local-name()='svg']/*[local-name()='desc']")[0]
    behind = texts(root, "//details[1]/table/tbody/tr[last()]/*")
    assert behind == ["2026年11月", "50%", "1", "0", "1"]


def test_a_board_of_two_hundred_departments_and_years_stays_under_a_megabyte() -> None:
    deadline, since = Deadline("month", day=5), Period("month", 2024, 1)
    departments = [f"第{n:03}临床科室" for n in range(200)]
    rules = [owed(f"report-{key}", deadline, departments, since) for key in "abcdef"]
    rows = rows_at(rules, NOW)
    half = [row if n % 2 else row._replace(standing=Standing.MET, late_by=0) for n, row in enumerate(rows)]
    html = board_page(Page("院", NOW, half, {rule.kind: MONTHLY for rule in rules}), "zh")
    assert len(rows) > 40_000
    assert len(html.encode()) < 1_000_000


PROBE = """<script>
document.querySelectorAll("#matrix [data-sort] button")[2].click();
document.getElementById("bad").checked = true;
document.getElementById("bad").dispatchEvent(new Event("change"));
</script></body>"""


@pytest.mark.full("chromium")
def test_in_a_browser_a_heading_sorts_the_worst_to_the_top_and_the_box_hides_who_is_in_time(
    tmp_path: Path,
) -> None:
    rows = [
        month_row(Standing.MET, 10, "内科"),
        month_row(Standing.LATE, 10, "外科", 16),
        month_row(Standing.MET, 9, "外科"),
        month_row(Standing.LATE, 9, "儿科", 47),
        month_row(Standing.LATE, 9, "内科", 47),
    ]
    file = tmp_path / "board.html"
    file.write_text(
        board_page(page([*rows, month_row(Standing.MET, 9, "护理部")]), "zh").replace("</body>", PROBE)
    )
    dump = subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'p'}",
         "--dump-dom", file.as_uri()],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    root = tree(dump.stdout)
    assert texts(root, "//table[@id='matrix']/tbody/tr/th") == ["内科", "儿科", "外科", "护理部"]
    assert texts(root, "//table[@id='matrix']/tbody/tr[@hidden]/th") == ["护理部"]
    assert root.xpath("//div[@id='controls']/@hidden") == []


@pytest.mark.full("chromium")
def test_in_a_browser_the_keyboard_goes_from_the_links_to_the_headings_and_everything_has_a_name(
    tmp_path: Path,
) -> None:
    file = tmp_path / "board.html"
    file.write_text(board_page(page(SAMPLE), "zh"))
    with Browser(tmp_path / "profile") as browser:
        browser.open(file.as_uri())
        stops = [browser.tab() for _ in range(6)]
        names = browser.names()
        browser.press_enter()
        sorted_by = browser.run("document.querySelector('#matrix [aria-sort=descending] button').textContent")
        browser.open(file.as_uri() + "#d2")
        alone = browser.run(
            "[...document.querySelectorAll('.card, .answer')].filter(e => e.offsetHeight).map(e => e.id)"
        )
    assert stops[:3] == ["跳到各科室一览", "科室", "只看有逾期的科室"]
    assert stops[3:6] == ["各科室一览", "科室", "2026年11月"]
    assert [(role, name) for role, name in names if role in TOLD and not name] == []
    assert {"按时率, 近 12 个月", "热图", "各科室一览"} <= {name for _, name in names}
    assert sorted_by == "2026年11月"
    assert alone == ["d2"]


TOLD = {"button", "link", "checkbox", "combobox", "searchbox", "image", "table", "region", "columnheader"}
