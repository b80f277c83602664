"""Which type an old name speaks of; two that fit the same are none."""

import pytest

from recordkit.inbox.legacy_types import Meant, meant_type, squeezed

NAMES = {
    "会议纪要": ("会议纪要", "Meeting minutes", "minutes"),
    "家访报告": ("家访报告", "Home-visit report", "home-visit"),
    "投诉登记表": ("投诉登记表", "Complaint form", "complaint"),
    "投诉登记台账": ("投诉登记台账", "Complaint register", "complaint-register"),
    "月度总结报告": ("月度总结报告", "Monthly report", "monthly-report"),
    "季度分析报告": ("季度分析报告", "Quarterly analysis", "quarterly-report"),
}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("周例会会议纪要终稿", "会议纪要"),
        ("投诉登记台账", "投诉登记台账"),
        ("Minutes of the meeting", "会议纪要"),
        ("MONTHLY REPORT", "月度总结报告"),
    ],
)
def test_a_name_that_stands_there_whole_is_plain(text: str, word: str) -> None:
    assert meant_type(text, NAMES) == Meant(word, plain=True)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("家访 张三", "家访报告"),
        ("例会纪要", "会议纪要"),
        ("月报", "月度总结报告"),
        ("骨科 季报", "季度分析报告"),
        ("会议記要", "会议纪要"),
        ("季度分析", "季度分析报告"),
    ],
)
def test_a_part_a_short_form_or_one_like_it_is_a_guess(text: str, word: str) -> None:
    assert meant_type(text, NAMES) == Meant(word, plain=False)


@pytest.mark.parametrize("text", ["报告", "投诉", "投诉登记", "照片", "", "a"])
def test_what_fits_two_or_none_is_none(text: str) -> None:
    assert meant_type(text, NAMES) is None


def test_departments_are_taken_out_and_spaced_words_drawn_together() -> None:
    assert squeezed("骨科月报", ["骨科"]).strip() == "月报"
    assert squeezed("会 议 纪 要", []) == "会议纪要"
