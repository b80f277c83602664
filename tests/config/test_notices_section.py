"""tests of recordkit.config.notices_section: every fault at load, no secret in recordkit.toml."""

from collections.abc import Mapping
from datetime import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordkit.config.notices_section import KEYS, MAIL_KEYS, ROBOT_KEYS, Secret, notices, notices_faults
from recordkit.domain.reminders import Hours, Stages
from recordkit.domain.toml_text import read_toml

WHOLE = """
quiet = ["21:00", "07:00"]
days_off = false
digest = 09:00:00
at_once = ["complaint.triage"]
before = [5]
on_day = false
after = [2, 4]
escalate_after = 10
directors = ["shen@hospital.cn"]
[departments]
"内科" = ["neike@hospital.cn", "内科群"]
"示例医院" = "yuanban@hospital.cn"
[persons]
zhouyuan = "zhou@hospital.cn"
[mail]
host = "smtp.hospital.cn"
login = "recordkit"
password_file = "secrets/mail"
sender = "recordkit@hospital.cn"
[[robots]]
name = "内科群"
kind = "dingtalk"
url_env = "HOOK"
secret_file = "secrets/ding"
"""
MAIL = {"host": "h", "sender": "a@b.cn"}
ROBOT = {"name": "群", "kind": "wecom", "url_env": "HOOK"}


def faults(raw: object) -> list[str]:
    return list(notices_faults(raw, ["内科", "儿科"], "示例医院"))


def test_a_whole_section() -> None:
    raw = read_toml(WHOLE)
    assert faults(raw) == []
    said = notices(raw)
    assert said.hours == Hours((time(21), time(7)), time(9), frozenset({"complaint.triage"}), days_off=False)
    assert said.stages == Stages((5,), on_day=False, after=(2, 4), escalate_after=10)
    assert said.departments == {
        "内科": ("neike@hospital.cn", "内科群"),
        "示例医院": ("yuanban@hospital.cn",),
    }
    assert said.mail is not None
    assert (said.mail.port, said.mail.tls, said.mail.password) == (
        587,
        "starttls",
        Secret(file="secrets/mail"),
    )
    assert said.robots[0].secret == Secret(file="secrets/ding")


def test_an_empty_section_is_the_usual() -> None:
    said = notices({})
    assert (said.enabled, said.hours, said.stages, said.mail) == (True, Hours(), Stages(), None)


def test_false_switches_quiet_hours_digest_and_escalation_off() -> None:
    said = notices({"quiet": False, "digest": False, "escalate_after": False})
    assert (said.hours.quiet, said.hours.digest, said.stages.escalate_after) == (None, None, None)


@pytest.mark.parametrize(("raw", "place"), [
    ({"enabled": 1}, "enabled"), ({"quiet": ["20:00"]}, "quiet"), ({"quiet": ["20:00", "25:00"]}, "quiet"),
    ({"quiet": True}, "quiet"), ({"digest": "8"}, "digest"), ({"digest": True}, "digest"),
    ({"before": [0]}, "before"), ({"after": 3}, "after"), ({"after": [True]}, "after"),
    ({"escalate_after": 0}, "escalate_after"), ({"at_once": "x"}, "at_once"), ({"days_off": "no"}, "days_off"),
    ({"directors": ["a@b.cn"]}, "wants [notices.mail]"), ({"directors": ["群"], "robots": [ROBOT | {"name": "群1"}]}, "群1?"),
    ({"directors": ["a@b@c"], "mail": MAIL}, "no mail address"), ({"directors": 3}, "directors"),
    ({"departments": {"内克": [], "mail": MAIL}}, "内克"), ({"departments": {"内克": []}}, "departments"),
    ({"departments": []}, "departments"), ({"persons": {"x": [1]}}, "persons"),
    ({"mail": "x"}, "mail"), ({"mail": {"sender": "a@b.cn"}}, "host"), ({"mail": {"host": "h", "sender": "x"}}, "sender"),
    ({"mail": MAIL | {"tls": "ssl"}}, "tls"), ({"mail": MAIL | {"tls": []}}, "tls"), ({"mail": MAIL | {"port": 0}}, "port"),
    ({"mail": MAIL | {"login": "x"}}, "login"), ({"mail": MAIL | {"password_env": "X"}}, "login"),
    ({"mail": MAIL | {"login": "x", "password_env": "X", "tls": "none"}}, "tls"),
    ({"mail": MAIL | {"hots": "x"}}, "did you mean host"),
    ({"robots": [ROBOT | {"kind": "slack"}]}, "kind"), ({"robots": [ROBOT, ROBOT]}, "twice"),
    ({"robots": [{"name": "群", "kind": "wecom"}]}, "url_env"), ({"robots": {}}, "robots"),
    ({"robots": [ROBOT | {"url_file": "x"}]}, "url_env"), ({"robots": [ROBOT | {"secret_env": "x"}]}, "signs nothing"),
    ({"robots": [ROBOT | {"name": "a@b"}]}, "name"),
])  # fmt: skip
def test_every_fault_is_named(raw: Mapping[str, Any], place: str) -> None:
    found = faults(raw)
    assert found
    assert any(place in fault for fault in found), found


@pytest.mark.parametrize("raw", [
    {"mail": MAIL | {"password": "HUSH"}}, {"robots": [ROBOT | {"url": "https://x/HUSH"}]},
    {"robots": [ROBOT | {"secret": "HUSH"}]}, {"robots": [ROBOT | {"token": "HUSH"}]},
])  # fmt: skip
def test_a_secret_does_not_belong_here_and_is_not_repeated(raw: Mapping[str, Any]) -> None:
    found = faults(raw)
    assert any("secret" in fault for fault in found)
    assert "HUSH" not in "".join(found)


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(KEYS)), inner, max_size=3)
    ),
    max_leaves=5,
)
TABLE = st.dictionaries(st.sampled_from(sorted(MAIL_KEYS | ROBOT_KEYS)), JUNK, max_size=5)


@given(st.dictionaries(st.sampled_from(sorted(KEYS)), JUNK | TABLE | st.lists(TABLE, max_size=2), max_size=6))
def test_what_has_no_fault_can_be_built_and_what_has_one_crashes_nothing(raw: Mapping[str, Any]) -> None:
    if not faults(raw):
        notices(raw)
