"""What a path says: the name first, its folders where it is silent, the file's own day where nothing says more."""

import os
from datetime import date

import pytest

from recordkit.domain.periods import Period
from recordkit.inbox.legacy_names import Guess, Habits, guess
from tests.inbox.test_legacy_types import NAMES

HABITS = Habits(
    names=NAMES,
    extensions={word: ("xlsx", "pdf") if word == "投诉登记台账" else ("docx", "pdf") for word in NAMES},
    departments=("骨科", "外科", "胸外科"),
    today=date(2026, 11, 21),
)
MODIFIED = date(2019, 4, 3)
DAY = date(2019, 3, 15)
BOTH, WORD, THE_DAY = frozenset({"word", "day"}), frozenset({"word"}), frozenset({"day"})

PATHS = [
    ("家访报告-2019-0315-001.docx", Guess("家访报告", DAY, 1)),
    ("家访报告-20190315 (1).docx", Guess("家访报告", DAY)),
    ("家访报告－２０１９－０３１５－００２.docx", Guess("家访报告", DAY, 2)),
    ("家访 张三 20190315.docx", Guess("家访报告", DAY, doubts=WORD)),
    ("复件 2019-3-15会议纪要 (2).docx", Guess("会议纪要", DAY)),
    ("会议纪要/2019年/3月15日.docx", Guess("会议纪要", DAY, doubts=BOTH)),
    ("2019-03-15/会议纪要.docx", Guess("会议纪要", DAY, doubts=THE_DAY)),
    (
        "2019/月报/胸外科3月.docx",
        Guess("月度总结报告", MODIFIED, None, "胸外科", Period("month", 2019, 3), BOTH),
    ),
    (
        "骨科2018年第一季度分析.docx",
        Guess("季度分析报告", date(2018, 3, 31), None, "骨科", Period("quarter", 2018, 1), BOTH),
    ),
    ("报告.docx", Guess(None, MODIFIED, doubts=THE_DAY)),
    ("会议纪要20190230.docx", Guess("会议纪要", MODIFIED, doubts=THE_DAY)),
    ("投诉登记2019-3-15.xlsx", Guess("投诉登记台账", DAY, doubts=WORD)),
    ("投诉登记2019-3-15.docx", Guess("投诉登记表", DAY, doubts=WORD)),
]


@pytest.mark.parametrize(("path", "expected"), PATHS)
def test_a_path_says_as_much_as_it_says(path: str, expected: Guess) -> None:
    assert guess(path.split("/"), MODIFIED, HABITS) == expected


def test_a_gbk_name_is_read_as_such() -> None:
    name = os.fsdecode("钱七家访20190315.docx".encode("gbk"))
    assert guess([name], MODIFIED, HABITS) == Guess("家访报告", DAY, doubts=WORD)


def test_a_day_after_today_is_never_guessed() -> None:
    found = guess(["月报2026年11月.docx"], date(2030, 1, 1), HABITS)
    assert found.day == date(2026, 11, 21)
