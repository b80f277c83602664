"""tests of recordkit.inbox.identify: INTAKE, Names; R1 and C1 (three date styles are read, the office's is written)."""

import os
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordkit.domain.findings import errors
from recordkit.domain.naming import DateStyle, Stem
from recordkit.inbox.identify import Identified, identify

TYPES = {
    "家访报告": ("docx", "pdf"),
    "会议纪要": ("docx", "pdf"),
    "投诉登记": ("xlsx", "pdf"),
    "Café": ("docx", "pdf"),
}
TODAY = date(2026, 11, 21)
NAME = "家访报告-2023-0315-001.docx"


def looked(filename: str, *, style: DateStyle = DateStyle.POLICY, repair_names: bool = True) -> Identified:
    return identify(filename, TYPES, style=style, today=TODAY, repair_names=repair_names)


def test_a_canonical_name_is_what_it_says() -> None:
    assert looked(NAME) == Identified(
        "家访报告", Stem("家访报告", date(2023, 3, 15), 1), "docx", NAME, repaired=False, findings=()
    )


REPAIRED = [
    "家访报告-2023-0315-001.DOCX",
    "家访报告－２０２３－０３１５－００１.docx",
    "家访报告—2023–0315‐001.docx",
    " 家访报告 - 2023-0315 - 001.docx",
    "家访报告-2023-0315-001 .docx",
    "家访报告-2023-0315-001. docx",
    "家访报告-2023-0315-001．ｄｏｃｘ",
    "家访报告-2023-03-15-001.docx",
    "家访报告-20230315-001.docx",
    "家访报告-2023-0315-0001.docx",
    "家访报告\u30002023-0315-001.docx".replace("\u3000", "\u3000-\u3000"),
]


@pytest.mark.parametrize("filename", REPAIRED)
def test_a_safe_repair_is_made_and_said(filename: str) -> None:
    found = looked(filename)
    assert (found.canonical, found.repaired, errors(found.findings)) == (NAME, True, [])
    assert [finding.code for finding in found.findings] == ["name_repaired"]
    assert NAME in found.findings[0].message("zh")


@pytest.mark.parametrize("filename", REPAIRED)
def test_with_repairs_switched_off_it_is_refused_with_the_right_name(filename: str) -> None:
    found = looked(filename, repair_names=False)
    assert (found.canonical, found.nearest) == (None, NAME)
    assert errors(found.findings)


def test_a_decomposed_name_is_composed() -> None:
    found = looked(unicodedata.normalize("NFD", "Café-2023-0315-001.docx"))
    assert (found.canonical, found.repaired) == ("Café-2023-0315-001.docx", True)


def test_a_missing_number_is_left_for_the_archive_to_give() -> None:
    found = looked("家访报告-2023-0315.docx")
    assert (found.canonical, found.repaired) == ("家访报告-2023-0315.docx", True)
    assert found.stem == Stem("家访报告", date(2023, 3, 15), None)
    assert [(one.code, one.severity) for one in found.findings] == [("name_number_missing", "warning")]


def test_a_missing_number_is_refused_where_names_are_not_repaired() -> None:
    assert looked("家访报告-2023-0315.docx", repair_names=False).nearest == NAME


@pytest.mark.parametrize(
    ("style", "canonical"),
    [
        (DateStyle.POLICY, NAME),
        (DateStyle.ISO, "家访报告-2023-03-15-001.docx"),
        (DateStyle.COMPACT, "家访报告-20230315-001.docx"),
    ],
)
def test_the_offices_date_style_is_the_one_that_is_written(style: DateStyle, canonical: str) -> None:
    for spelled in DateStyle:
        name = f"家访报告-{spelled.write(date(2023, 3, 15))}-001.docx"
        assert looked(name, style=style).canonical == canonical


REFUSED = [
    ("家访报告-2023-0315-001 - 副本.docx", "name_shape", NAME),
    ("家访报告-2023-0315-001 - 副本 (2).docx", "name_shape", NAME),
    ("家访报告-2023-0315-001 (1).docx", "name_shape", NAME),
    ("家访报告-2023-0315-001（1）.docx", "name_shape", NAME),
    ("家访报告-2023-0315-001的副本.docx", "name_shape", NAME),
    ("家访报告-2023-0315-001 的副本 2.docx", "name_shape", NAME),
    ("家访报告-2023-0315-001 copy.docx", "name_shape", NAME),
    ("家访报告-2023-0315-001 - Copy (3).docx", "name_shape", NAME),
    ("家访报告-2023-0315-001 (王芳's conflicted copy 2026-11-20).docx", "name_shape", NAME),
    ("家访报告-2023-0315-001 (王芳的冲突副本 2026-11-20).docx", "name_shape", NAME),
    ("家访报告-2023-0315-001.sync-conflict-20261120-101010-ABCDEFG.docx", "name_shape", NAME),
    ("家访报告-2023-0315-001_conflict-20261120-101010.docx", "name_shape", NAME),
    ("副本家访报告-2023-0315-001.docx", "name_type_unknown", NAME),
    ("Copy of 家访报告-2023-0315-001.docx", "name_word_invalid", NAME),
    ("家访报告-2023-0315-001.docx.docx", "name_shape", NAME),
    ("家访报告-2023-0315-001最终版.docx", "name_shape", NAME),
    ("家访报告_2023-0315_001.docx", "name_shape", NAME),
    ("家访报告2023-0315-001.docx", "name_shape", NAME),
    ("家访报告-2023年3月15日-001.docx", "name_shape", NAME),
    ("家访报告2023.3.15第1号.docx", "name_shape", NAME),
    ("家访报告-2023-3-15-1.docx", "name_shape", NAME),
    ("家访报告-2023-0315-1.docx", "name_shape", NAME),
    ("家访报告-2023-0315-01.docx", "name_shape", NAME),
    ("家访报告-2023-0315-000.docx", "name_number_invalid", NAME),
    ("家访 报告-2023-0315-001.docx", "name_word_invalid", NAME),
    ("家访\u200b报告-2023-0315-001.docx", "name_type_unknown", NAME),
    ("家防报告-2023-0315-001.docx", "name_type_unknown", NAME),
    ("家访-2023-0315-001.docx", "name_type_unknown", NAME),
    ("家访报告-2023-1503-001.docx", "name_date_impossible", NAME),
    ("家访报告-2023-0230-001.docx", "name_date_impossible", "家访报告-2023-0228-001.docx"),
    ("家访报告-2026-1131-001.docx", "name_date_impossible", "家访报告-2026-1130-001.docx"),
    ("家访报告-2062-1121-001.docx", "name_date_far", "家访报告-2026-1121-001.docx"),
    ("家访报告-2032-1231-001.docx", "name_date_far", "家访报告-2025-1231-001.docx"),
    ("家访报告-2023-0315-001.doc", "name_extension", NAME),
    ("家访报告-2023-0315-001.xlsx", "name_extension", NAME),
    ("家访报告-2023-0315-001", "name_extension", NAME),
    ("投诉登记-2023-0315-001.docx", "name_extension", "投诉登记-2023-0315-001.xlsx"),
    ("家访.docx", "name_shape", "家访报告-2026-1121-001.docx"),
    ("会议.pdf", "name_shape", "会议纪要-2026-1121-001.pdf"),
    ("扫描件0001.pdf", "name_shape", "家访报告-2026-1121-001.pdf"),
    ("-2023-0315-001.docx", "name_shape", NAME),
    ("...", "name_shape", "家访报告-2026-1121-001.docx"),
]


@pytest.mark.parametrize(("filename", "code", "nearest"), REFUSED)
def test_everything_else_is_refused_with_the_nearest_right_name(
    filename: str, code: str, nearest: str
) -> None:
    found = looked(filename)
    assert [finding.code for finding in found.findings] == [code]
    assert (found.canonical, found.nearest) == (None, nearest)
    if code != "name_date_far":
        assert nearest in found.findings[0].suggestion("zh") + str(found.findings[0].facts)


def test_an_unknown_type_that_is_like_none_lists_the_types() -> None:
    found = looked("xyz-2023-0315-001.docx")
    assert found.nearest is None
    assert "会议纪要" in found.findings[0].suggestion("zh")


def test_a_name_in_gbk_is_read_and_its_right_spelling_offered() -> None:
    found = looked(os.fsdecode("家访报告-2023-0315-001.docx".encode("gbk")))
    assert [(one.code, one.value) for one in found.findings] == [("name_not_text", NAME)]
    assert found.nearest == NAME
    assert NAME in found.findings[0].suggestion("en")


def test_a_name_of_bytes_in_no_encoding_is_shown_and_refused() -> None:
    found = looked(os.fsdecode(b"\xff\xfe-2023-0315-001.docx"))
    assert found.findings[0].code == "name_not_text"
    assert "\\xff" in found.findings[0].message("zh")
    found.findings[0].message("zh").encode()


def test_a_name_that_is_too_long_is_refused() -> None:
    found = looked("甲" * 84 + "-2023-0315-001.docx")
    assert [finding.code for finding in found.findings] == ["name_too_long"]
    assert "271" in found.findings[0].message("en")


@given(st.text(max_size=60), st.sampled_from(["", ".docx", ".DOCX", ".pdf", ".xls"]), st.booleans())
def test_no_name_at_all_is_a_fault_of_ours(stem: str, ending: str, repair_names: bool) -> None:
    found = looked(stem + ending, repair_names=repair_names)
    for finding in found.findings:
        assert finding.message("zh")
        assert finding.message("en")
    assert (found.canonical is None) == bool(errors(found.findings))


@given(
    st.sampled_from(sorted(TYPES)),
    st.dates(date(2000, 1, 1), TODAY),
    st.integers(1, 99_999),
    st.sampled_from(["{}", "{} (1)", "{} - 副本", "副本 {}", "{}的副本"]),
)
def test_what_is_offered_is_always_accepted(word: str, day: date, number: int, copied: str) -> None:
    stem = f"{word}-{DateStyle.ISO.write(day)}-{number:03d}"
    nearest = looked(copied.format(stem) + ".doc").nearest
    assert nearest == f"{word}-{DateStyle.POLICY.write(day)}-{number:03d}.{TYPES[word][0]}"
    assert looked(nearest).findings == ()
