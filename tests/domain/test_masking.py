"""Masking: R83; STANDARDS 3.8's vectors. A masked text does not hold what it hides."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordkit.domain.masking import (
    MASKS,
    mask_address,
    mask_alike,
    mask_free_text,
    mask_id,
    mask_name,
    mask_phone,
    mask_record_no,
    mask_register,
    mask_value,
    mask_values,
    masked_texts,
    secrets,
)
from recordkit.templates.shelf import Shelf
from tests.house.types import a_field, a_type

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
PERSONS = st.text(HAN, min_size=2, max_size=6)
MOBILES = st.from_regex(re.compile(r"1[3-9][0-9]{9}", re.ASCII), fullmatch=True)
IDS = st.from_regex(re.compile(r"[1-9][0-9]{16}[0-9X]", re.ASCII), fullmatch=True)
LANDLINES = st.from_regex(re.compile(r"0(10|2[0-9]|[3-9][0-9]{2})-[2-9][0-9]{6,7}", re.ASCII), fullmatch=True)
PROSE = st.text(
    st.characters(codec="utf-8", exclude_characters="0123456789０１２３４５６７８９-Xx"), max_size=8
)


@pytest.mark.parametrize(
    ("mask", "plain", "expected"),
    [
        ("name", "张三", "张*"),
        ("name", "李小明", "李**"),
        ("name", "欧阳修远", "欧阳**"),
        ("name", "欧阳修", "欧阳*"),
        ("name", "欧阳", "欧*"),
        ("name", "阿依古丽", "阿***"),
        ("name", "张", "*"),
        ("name", "匿名", "匿名"),
        ("name", "", ""),
        ("phone", "13800138000", "138****8000"),
        ("phone", "138-0013-8000", "138****8000"),
        ("phone", "010-12345678", "010-****5678"),
        ("phone", "0431-1234567", "0431-****67"),
        ("phone", "01012345678", "****5678"),
        ("phone", "1234", "****"),
        ("phone", "13800138000-801", "****0801"),
        ("id", "110101199003070014", "110101********0014"),
        ("id", "11010519491231002x", "110105********002X"),
        ("id", "110105491231002", "110105*****1002"),
        ("id", "E12345678", "*********"),
        ("address", "北京市海淀区中关村大街1号", "北京市海淀区***"),
        ("address", "河北省石家庄市正定县曲阳桥乡", "河北省石家庄市正定县***"),
        ("address", "江苏省苏州市姑苏区平江路1号", "江苏省苏州市姑苏区***"),
        ("address", "内蒙古自治区锡林郭勒盟西乌珠穆沁旗", "内蒙古自治区锡林郭勒盟西乌珠穆沁旗***"),
        ("address", "江苏省昆山市玉山镇红旗路1号", "江苏省昆山市***"),
        ("address", "唐山市路南区新华道2号", "唐山市路南区***"),
        ("address", "景德镇市珠山区瓷都大道", "景德镇市珠山区***"),
        ("address", "恩施州恩施市舞阳大道", "恩施州恩施市***"),
        ("address", "幸福小区3号楼2单元", "***"),
        ("address", "杭州路5号", "***"),
        ("address", "", "***"),
        ("record_no", "MZ0012345", "******345"),
        ("record_no", "00000001", "*****001"),
        ("record_no", "123", "***"),
        ("all", "诊断", "***"),
    ],
)
def test_the_vectors(mask: str, plain: str, expected: str) -> None:
    assert MASKS[mask](plain) == expected


@given(PERSONS)
def test_a_masked_name_keeps_the_surname_alone(name: str) -> None:
    masked = mask_name(name)
    if name not in ("匿名", "佚名"):
        assert name not in masked
        assert len(masked) == len(name)
        assert not set(masked[2:]) - {"*"}


@given(MOBILES | LANDLINES)
def test_a_masked_telephone_does_not_hold_its_middle(phone: str) -> None:
    masked, digits = mask_phone(phone), phone.replace("-", "")
    assert digits not in masked.replace("-", "")
    assert sum(c.isdigit() for c in masked) <= 8


@given(IDS)
def test_a_masked_identity_number_does_not_hold_the_birth_date(number: str) -> None:
    masked = mask_id(number)
    assert number[6:14] not in masked
    assert masked == number[:6] + "********" + number[14:]


@given(st.text(min_size=4))
def test_a_masked_record_number_keeps_three_characters(number: str) -> None:
    masked = mask_record_no(number)
    assert masked == "*" * (len(number) - 3) + number[-3:]


@given(st.text())
def test_a_masked_address_shows_no_digit_and_ends_in_stars(address: str) -> None:
    masked = mask_address(address)
    assert masked.endswith("***")
    assert not any(c.isdigit() for c in masked)


@given(
    st.sampled_from(sorted(MASKS)), st.text() | PERSONS | MOBILES | LANDLINES | IDS | st.text("0123456789-*")
)
def test_what_is_masked_already_stays_as_it_is(mask: str, plain: str) -> None:
    masked = MASKS[mask](plain)
    assert MASKS[mask](masked) == masked


@given(PERSONS, MOBILES, IDS, LANDLINES, PROSE)
def test_free_text_holds_none_of_the_cases_secrets(
    name: str, mobile: str, idno: str, landline: str, prose: str
) -> None:
    known = {name: mask_name(name), mobile: mask_phone(mobile)}
    text = f"{prose}{name}来电{mobile},身份证{idno}。{prose}座机{landline},{name}称{mobile[:3]} {mobile[3:7]} {mobile[7:]}"
    masked = mask_free_text(text, known if name not in ("匿名", "佚名") else {})
    for secret in (mobile, f"{mobile[:3]} {mobile[3:7]} {mobile[7:]}", idno, landline):
        assert secret not in masked
    assert name not in masked or name in ("匿名", "佚名")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("请致电13800138000。", "请致电138****8000。"),
        ("请致电138-0013-8000。", "请致电138****8000。"),
        ("请致电138 0013 8000。", "请致电138****8000。"),
        ("请致电１３８００１３８０００。", "请致电138****8000。"),
        ("座机010-12345678", "座机010-****5678"),
        ("座机0431-1234567", "座机0431-****67"),
        ("证号110101199003070014", "证号110101********0014"),
        ("证号11010519491231002x", "证号110105********002X"),
        ("文件家访报告-2026-1118-001", "文件家访报告-2026-1118-001"),
        ("金额1234567.00元", "金额1234567.00元"),
    ],
)
def test_the_sweep_by_pattern(text: str, expected: str) -> None:
    assert mask_free_text(text, {}) == expected


def test_the_longer_name_goes_first() -> None:
    known = {name: mask_name(name) for name in ("张三", "张三丰")}
    assert mask_free_text("张三丰与张三", known) == "张**与张*"


CASE = a_type(
    a_field("name", "person", mask="name"),
    a_field("title"),
    a_field("story", "longtext"),
    a_field("remark", mask="free"),
    a_field("seen", "date"),
    a_field("born", "date", mask="all"),
    a_field("kin", "table", columns=(a_field("name", "person", mask="name"), a_field("said", "longtext"))),
    a_field("home", "group", columns=(a_field("street", mask="address"),)),
    a_field("others", "list", mask="name"),
)
VALUES = {
    "name": "张三",
    "title": "张三一案",
    "story": "张三之妻李小明称:王五在场。",
    "remark": "张三已知",
    "seen": date(2026, 11, 9),
    "born": date(1990, 3, 7),
    "kin": ({"name": "李小明", "said": "张三受伤", "age": None},),
    "home": {"street": "北京市海淀区中关村大街1号"},
    "others": ("王五", "赵六七"),
    "extra": 1,
}


def test_a_masked_copy_masks_fields_rows_groups_lists_and_long_text() -> None:
    assert mask_values(CASE, VALUES) == {
        "name": "张*",
        "title": "张三一案",  # a title says what its type lets it say
        "story": "张*之妻李**称:王*在场。",
        "remark": "张*已知",
        "seen": date(2026, 11, 9),
        "born": "***",
        "kin": ({"name": "李**", "said": "张*受伤", "age": None},),
        "home": {"street": "北京市海淀区***"},
        "others": ("王*", "赵**"),
        "extra": 1,
    }


def test_masking_a_masked_record_again_changes_nothing() -> None:
    masked = mask_values(CASE, VALUES)
    assert mask_values(CASE, masked) == masked


def test_a_swept_value_is_swept_whatever_its_kind() -> None:
    title = CASE.field("title")
    known = dict(secrets(CASE.fields, VALUES))
    assert mask_value(title, "张三一案", known, sweep=True) == "张*一案"
    assert mask_value(title, None, known, sweep=True) is None


def test_one_letter_and_the_anonymous_are_no_secrets() -> None:
    assert dict(secrets(CASE.fields, {"name": "匿名", "others": ("王", "王五")})) == {"王五": "王*"}


@pytest.mark.parametrize(
    ("text", "masked", "expected"),
    [
        ("已向江怀远当面说明", ["江**"], "已向江**当面说明"),
        ("江某在场, 江怀远致歉", ["江*", "江**"], "江**场, 江**致歉"),
        ("电话13800138000", ["138****8000"], "电话138****8000"),
        ("门诊号M00000001", ["******001"], "门诊号******001"),
        ("江。远处", ["江**"], "江。远处"),
        ("原样", ["***", "*", "", "匿名"], "原样"),
    ],
)
def test_words_written_later_hide_all_that_a_masked_value_may_stand_for(
    text: str, masked: list[str], expected: str
) -> None:
    assert mask_alike(text, masked) == expected


@given(PERSONS, PROSE, PROSE)
def test_a_name_is_never_left_in_words_written_later(name: str, before: str, after: str) -> None:
    assert name not in mask_alike(f"{before}{name}{after}", [mask_name(name)]) or "*" not in mask_name(name)


def test_what_a_masked_record_shows_is_that_of_its_masked_fields_alone() -> None:
    rtype = a_type(
        a_field("who", "person", mask="name"),
        a_field("note", "text"),
        a_field("patient", "group", columns=(a_field("phone", "phone", mask="phone"),)),
    )
    shown = {"who": "江**", "note": "见附件", "patient": {"phone": "138****8000"}}
    assert list(masked_texts(rtype.fields, shown)) == ["江**", "138****8000"]


def test_a_full_register_is_masked_by_its_cases_own_fields() -> None:
    """R83: what a column copies is masked as the case's field says, and free text is swept of the row's names."""
    source = Shelf().get("complaint")
    view = Shelf().get("complaint-register")
    row = {
        "complaint_no": "TS1",
        "complainant_masked": "江怀远",
        "phone_masked": "13800138000",
        "result": "已告知江怀远",
    }
    masked = {**row, "complainant_masked": "江**", "phone_masked": "138****8000", "result": "已告知江**"}
    assert mask_register(view, source, {"rows": [row], "count": 1}) == {"rows": (masked,), "count": 1}
