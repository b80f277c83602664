"""recordkit.toml: every fault named at once, and the defaults in place."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordkit.config.duties_section import KEYS as DUTY_KEYS
from recordkit.config.duties_section import TypeDuties
from recordkit.config.load import SECTIONS, Config, build, config_faults, find_office, load_config
from recordkit.domain.naming import DateStyle
from recordkit.domain.owed import Owner
from recordkit.domain.projects import Project
from recordkit.errors import BadConfig, NoOffice

WHOLE = """\
[office]
name = "某某医院医务处"
timezone = "Europe/Berlin"
language = "en"
date_style = "iso"
departments = ["医务处", "沟通科"]

[inbox]
folder = "//server/share"
settle = 2
interval = 0.5
incomplete_after = 60
repair_names = false

[archive]
folder = "data/archive"

[calendar]
folder = "年历"
roll = "next_workday"

[duties.monthly-report]
departments = ["医务处", { name = "沟通科", since = "2026-11", until = 2027-01-15 }]
since = "2026-10"
until = "2027-03"
roll = "next_workday"

[duties.quarterly-report]
departments = ["沟通科"]
since = "2026Q3"

[duties.minutes.weekly]
since = "2026-W40"

[duties.complaint.triage]
enabled = false

[[projects]]
name = "候诊改造"
department = "医务处"
kickoff = "2026-10-12"
closing = 2026-12-01
"""


def _office(tmp_path: Path, text: str) -> Path:
    (tmp_path / "recordkit.toml").write_text(text, "utf-8")
    return tmp_path


def _faults(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(BadConfig) as refusal:
        load_config(_office(tmp_path, text))
    return str(refusal.value.facts["faults"]).splitlines()


def test_a_name_is_enough(tmp_path: Path) -> None:
    config = load_config(_office(tmp_path, '[office]\nname = "医务处"\n'))
    assert (config.name, str(config.zone), config.language) == ("医务处", "Asia/Shanghai", "zh")
    assert (config.date_style, config.inbox, config.archive) == (DateStyle.POLICY, "inbox", "archive")
    assert (config.settle, config.interval, config.incomplete_after) == (5.0, 2.0, 600.0)
    assert config.repair_names
    assert (config.duties, config.projects, config.calendar, config.roll) == ({}, (), "calendar", False)


def test_everything_that_is_written_counts(tmp_path: Path) -> None:
    config = load_config(_office(tmp_path, WHOLE))
    assert (str(config.zone), config.language, config.date_style) == ("Europe/Berlin", "en", DateStyle.ISO)
    assert config.departments == ("医务处", "沟通科")
    assert (config.inbox, config.settle, config.interval, config.repair_names) == (
        "//server/share",
        2.0,
        0.5,
        False,
    )
    assert config.archive == "data/archive"
    monthly, quarterly = config.duties["monthly-report"], config.duties["quarterly-report"]
    assert (monthly.since, monthly.until, monthly.roll) == (date(2026, 10, 1), date(2027, 3, 31), True)
    assert monthly.owners == (Owner("医务处"), Owner("沟通科", date(2026, 11, 1), date(2027, 1, 15)))
    assert quarterly.owners == (Owner("沟通科"),)
    assert (config.duties["minutes.weekly"].owners, config.duties["complaint.triage"].enabled) == ((), False)
    assert "minutes" not in config.duties
    assert (config.calendar, config.roll) == ("年历", True)
    assert config.projects == (
        Project("候诊改造", "医务处", {"kickoff": date(2026, 10, 12), "closing": date(2026, 12, 1)}),
    )


def test_a_byte_order_mark_from_notepad_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "recordkit.toml").write_text('[office]\nname = "医务处"\n', "utf-8-sig")
    assert isinstance(load_config(tmp_path), Config)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ["name"]),
        ('[office]\nname = " "', ["name"]),
        ('[office]\nname = "a"\ntimezone = "Asia/Shangai"', ["timezone", "Asia/Shangai"]),
        ('[office]\nname = "a"\nlanguage = "fr"', ["language", "zh"]),
        ('[office]\nname = "a"\ndate_style = "us"', ["date_style", "policy"]),
        ('[office]\nname = "a"\ndepartments = "医务处"', ["departments"]),
        ('[office]\nname = "a"\ndepartments = ["医务处", ""]', ["departments"]),
        ('[office]\nname = "a"\nlangauge = "zh"', ["langauge", "language"]),
        ('[office]\nname = "a"\n[inbocks]\nsettle = 1', ["inbocks", "inbox"]),
        ('[office]\nname = "a"\n[inbox]\nsettle = -1', ["settle"]),
        ('[office]\nname = "a"\n[inbox]\ninterval = true', ["interval"]),
        ('[office]\nname = "a"\n[inbox]\nincomplete_after = "10"', ["incomplete_after"]),
        ('[office]\nname = "a"\n[duties.monthly-report]', ["monthly-report", "departments"]),
        ('[office]\nname = "a"\n[duties]\nmonthly-report = 1', ["monthly-report", "departments"]),
        ('[office]\nname = "a"\n[duties.x]\ndepartments = ["a"]\nsinse = "2026-10"', ["sinse", "since"]),
        ('[office]\nname = "a"\n[duties.x]\ndepartments = ["a"]\nsince = "October"', ["since", "October"]),
        ('[office]\nname = "a"\n[duties.x]\ndepartments = ["a"]\nsince = 202610', ["since", "202610"]),
        (
            '[office]\nname = "a"\n[duties.x]\ndepartments = ["a"]\nsince = 2026-10-01T00:00:00',
            ["since", "2026"],
        ),
        ('[office]\nname = "a"\n[duties.x]\ndepartments = ["a"]\nuntil = "tomorrow"', ["until", "tomorrow"]),
        (
            '[office]\nname = "a"\n[duties.x]\ndepartments = ["a"]\nsince = "2026-10"\nuntil = "2026-09"',
            ["until", "before since"],
        ),
        ('[office]\nname = "a"\n[duties.x]\ndepartments = ["a"]\nroll = "yes"', ["roll", "next_workday"]),
        ('[office]\nname = "a"\n[duties.x]\ndepartments = ["a"]\nenabled = 1', ["enabled", "true or false"]),
        ('[office]\nname = "a"\n[duties.x]\ndepartments = [{since = "2026-10"}]', ["departments", "names"]),
        ('[office]\nname = "a"\n[duties.x]\ndepartments = ["a/b"]', ["departments", "names"]),
        ('[office]\nname = "a"\n[duties.x]\ndepartments = [{name = "a", form = 1}]', ["a:", "form"]),
        ('[office]\nname = "a"\n[duties.x]\ndepartments = [{name = "a", until = "x"}]', ["a:", "until"]),
        ('[office]\nname = "a"\n[duties.x.weekly]\ndepartments = []', ["duties.x.weekly", "departments"]),
        ('[office]\nname = "a"\n[duties.x.weekly]\nsicne = "2026-10"', ["duties.x.weekly", "sicne", "since"]),
        ('[office]\nname = "a"\n[calendar]\nfolder = 5', ["[calendar] folder", "5"]),
        ('[office]\nname = "a"\n[calendar]\nroll = true', ["[calendar] roll", "next_workday"]),
        ('[office]\nname = "a"\n[calendar]\nyears = 3', ["[calendar] years"]),
        ('projects = 3\n[office]\nname = "a"', ["[[projects]]", "3"]),
        ('[office]\nname = "a"\n[[projects]]\nname = "p"', ["[[projects]] 1 department"]),
        ('[office]\nname = "a"\n[[projects]]\nname = "p/q"\ndepartment = "d"', ["[[projects]] 1 name"]),
        (
            '[office]\nname = "a"\n[[projects]]\nname = "p"\ndepartment = "d"\nkikoff = "x"',
            ["kikoff", "kickoff"],
        ),
        (
            '[office]\nname = "a"\n[[projects]]\nname = "p"\ndepartment = "d"\nkickoff = "2026-10"',
            ["kickoff", "2026-10", "no day"],
        ),
        (
            '[office]\nname = "a"\n[[projects]]\nname = "p"\ndepartment = "d"\nkickoff = 2026-10-02\nclosing = 2026-10-01',
            ["[[projects]] 1", "order"],
        ),
        (
            '[office]\nname = "a"\ndepartments = ["医务处"]\n[[projects]]\nname = "p"\ndepartment = "医物处"',
            ["department", "医物处", "医务处"],
        ),
        ('[office]\nname = "a"\n[duties.x]\ndepartments = []', ["[duties.x] departments"]),
        (
            '[office]\nname = "a"\ndepartments = ["医务处"]\n[duties.x]\ndepartments = ["医物处"]',
            ["[duties.x] departments", "医物处", "医务处"],
        ),
        ("office = 5", ["[office]", "5"]),
        ('duties = 3\n[office]\nname = "a"', ["[duties]", "3"]),
        ('inbox = "x"\n[office]\nname = "a"', ["[inbox]", "'x'"]),
        ('archive = []\n[office]\nname = "a"', ["[archive]"]),
        ("[office]\nname = 5", ["name"]),
        ('[office]\nname = "a"\ntimezone = 5', ["timezone", "5"]),
        ('[office]\nname = "a"\ntimezone = "Asia"', ["timezone", "'Asia'"]),
        ('[office]\nname = "a"\ntimezone = ""', ["timezone"]),
        ('[office]\nname = "a"\ntimezone = "../UTC"', ["timezone"]),
        ('[office]\nname = "a"\ntimezone = "Asia/Shanghai/x"', ["timezone"]),
        ('[office]\nname = "a"\ntimezone = "' + "x" * 5000 + '"', ["timezone"]),
        ('[office]\nname = "a"\nlanguage = ["zh"]', ["language"]),
        ('[office]\nname = "a"\ndate_style = {}', ["date_style"]),
        ('[office]\nname = "a"\ndepartments = [5]', ["departments"]),
        ('[office]\nname = "a"\n[inbox]\nsettle = nan', ["settle", "seconds"]),
        ('[office]\nname = "a"\n[inbox]\nsettle = inf', ["settle"]),
        ('[office]\nname = "a"\n[inbox]\nsettle = 1e300', ["settle"]),
        ('[office]\nname = "a"\n[inbox]\ninterval = 0', ["interval", "more than 0"]),
        ('[office]\nname = "a"\n[inbox]\nrepair_names = "no"', ["repair_names", "true or false"]),
        ('[office]\nname = "a"\n[inbox]\nfolder = 5', ["[inbox] folder", "5"]),
        ('[office]\nname = "a"\n[inbox]\nfolder = " "', ["[inbox] folder"]),
        ('[office]\nname = "a"\n[inbox]\nfolder = "a\\u0000b"', ["[inbox] folder"]),
        ('[office]\nname = "a"\n[inbox]\nfolder = "../x"', ["[inbox] folder", "outside"]),
        ('[office]\nname = "a"\n[inbox]\nfolder = "/srv/../etc"', ["[inbox] folder", "outside"]),
        ("[office]\nname = 'a'\n[inbox]\nfolder = 'in\\..\\..\\x'", ["[inbox] folder", "outside"]),
        ('[office]\nname = "a"\n[archive]\nfolder = "a/../../x"', ["[archive] folder", "outside"]),
        ('[office]\nname = "a"\n[archive]\nfolder = "/srv/archive"', ["[archive] folder", "outside"]),
        ("[office]\nname = 'a'\n[archive]\nfolder = 'C:\\archive'", ["[archive] folder", "outside"]),
        ('[office]\nname = "a"\n[inbox]\nfolder = "."', ["[inbox] folder", "already"]),
        ('[office]\nname = "a"\n[archive]\nfolder = "secrets/x"', ["[archive] folder", "already"]),
        ('[office]\nname = "a"\n[inbox]\nfolder = "archive/inbox"', ["inbox", "archive", "each other"]),
        ('[office]\nname = "a"\n[archive]\nfolder = "./inbox/"', ["inbox", "archive", "each other"]),
    ],
)
def test_a_fault_names_its_key_and_the_right_one(tmp_path: Path, text: str, words: list[str]) -> None:
    (fault,) = _faults(tmp_path, text)
    assert all(word in fault for word in words)


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    faults = _faults(tmp_path, '[office]\nlanguage = "fr"\nnmae = "a"\n[inbox]\nsettle = -1\n[ofice]\nx = 1')
    assert len(faults) == 5


@pytest.mark.parametrize("content", [b"[office\n", b'[office]\nname = "\xd2\xbd\xce\xf1"\n'])
def test_what_is_no_toml_in_utf_8_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "recordkit.toml").write_bytes(content)
    with pytest.raises(BadConfig):
        load_config(tmp_path)


@pytest.mark.parametrize(
    "folder", ["/srv/share", "//server/share", "in/box", "收件", r"\\\\server\\share", r"D:\\share"]
)
def test_the_inbox_may_be_a_mounted_share(tmp_path: Path, folder: str) -> None:
    config = load_config(_office(tmp_path, f'[office]\nname = "a"\n[inbox]\nfolder = "{folder}"\n'))
    assert config.inbox == folder.replace("\\\\", "\\")


TYPES: TypeDuties = {
    "monthly-report": {"": "month"},
    "quarterly-report": {"": "quarter"},
    "季度分析报告": {"": "quarter"},
    "minutes": {"weekly": "week", "sent": None},
}


def _duty(key: str, since: str) -> str:
    return f'[office]\nname = "a"\n[duties."{key}"]\ndepartments = ["医务处"]\nsince = "{since}"\n'


@pytest.mark.parametrize(
    ("key", "since", "words"),
    [
        ("quarterly-report", "2026-10", ["since", "2026-10", "quarter", "2026Q3"]),
        ("季度分析报告", "2026-10", ["since", "2026-10", "quarter"]),
        ("monthly-report", "2026Q3", ["since", "2026Q3", "month", "2026-10"]),
        ("monthly-reports", "2026-10", ["monthly-reports", "no such type", "monthly-report"]),
        ("minutes", "2026-10", ["minutes", "no deadline"]),
    ],
)
def test_a_duty_fits_the_type_that_it_is_for(tmp_path: Path, key: str, since: str, words: list[str]) -> None:
    """R29, R30."""
    with pytest.raises(BadConfig) as refusal:
        load_config(_office(tmp_path, _duty(key, since)), TYPES)
    (fault,) = str(refusal.value.facts["faults"]).splitlines()
    assert all(word in fault for word in words)


@pytest.mark.parametrize(
    ("key", "since"), [("monthly-report", "2026-10"), ("季度分析报告", "2026年第三季度")]
)
def test_a_duty_that_fits_its_type_is_taken(tmp_path: Path, key: str, since: str) -> None:
    assert load_config(_office(tmp_path, _duty(key, since)), TYPES).duties[key].since is not None


@pytest.mark.parametrize(("section", "words"), [
    ("[duties.minutes.wekly]", ["minutes.wekly", "weekly"]),
    ("[duties.minutes.sent]\nroll = 'none'", ["minutes.sent", "roll", "each period"]),
    ("[duties.minutes.weekly]\nsince = '2026-10'", ["minutes.weekly", "since", "week", "2026-W40"]),
    ("[duties.monthly-report]\ndepartments = [{name = 'a', since = '2026Q4'}]", ["since", "2026Q4", "month"]),
])  # fmt: skip
def test_a_rules_section_fits_the_rule(tmp_path: Path, section: str, words: list[str]) -> None:
    with pytest.raises(BadConfig) as refusal:
        load_config(_office(tmp_path, f'[office]\nname = "a"\n{section}\n'), TYPES)
    (fault,) = str(refusal.value.facts["faults"]).splitlines()
    assert all(word in fault for word in words)


def test_a_project_stands_once(tmp_path: Path) -> None:
    project = '[[projects]]\nname = "p"\ndepartment = "d"\n'
    (fault,) = _faults(tmp_path, f'[office]\nname = "a"\n{project}{project}')
    assert "[[projects]] 2 name: p stands twice" in fault


def test_a_folder_where_the_settings_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "recordkit.toml").mkdir()
    with pytest.raises(BadConfig):
        load_config(tmp_path)


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(["Asia/Shanghai", "Asia", "zh", "iso", "../x", "/srv", "2026-10", "2026Q3", "医务处"]),
    st.dates(),
)
NAMES = st.one_of(
    st.sampled_from(
        [
            *SECTIONS,
            *DUTY_KEYS,
            *TYPES,
            "weekly",
            "sent",
            *(key for keys in SECTIONS.values() for key in keys),
        ]
    ),
    st.text(max_size=4),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(NAMES, inner, max_size=5)),
    max_leaves=12,
)


@given(st.dictionaries(NAMES, VALUES, max_size=5), st.sampled_from([None, TYPES]))
def test_whatever_stands_in_the_settings_is_named_in_words(
    raw: dict[str, object], types: TypeDuties | None
) -> None:
    assert all(fault.startswith("[") and " / " in fault for fault in config_faults(raw, types))


@given(NAMES, VALUES)
def test_one_value_exchanged_is_named_or_usable(name: str, value: object) -> None:
    for section, keys in SECTIONS.items():
        raw: dict[str, dict[str, object]] = {"office": {"name": "a"}}
        raw[section] = {
            **raw.get(section, {}),
            name if section == "duties" else sorted(keys)[len(name) % len(keys)]: value,
        }
        if not list(config_faults(raw)):
            assert build(raw).name


def test_an_office_is_the_nearest_folder_upward(tmp_path: Path) -> None:
    deep = _office(tmp_path, "") / "inbox" / "医务处"
    deep.mkdir(parents=True)
    assert find_office(deep) == find_office(tmp_path) == tmp_path


def test_without_an_office_nothing_is_found(tmp_path: Path) -> None:
    with pytest.raises(NoOffice):
        find_office(tmp_path)
    with pytest.raises(NoOffice):
        load_config(tmp_path)
