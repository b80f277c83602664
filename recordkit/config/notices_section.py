"""The [notices] sections: who is reminded, when, and through which channels.

Law: no secret stands in recordkit.toml; a variable or a file of secrets/ holds it, and is read when something goes out.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from typing import Any

from recordkit.config.words import offer, quoted, texts
from recordkit.domain.reminders import Hours, Stages

KEYS = frozenset(
    {
        "enabled", "quiet", "days_off", "digest", "at_once", "before", "on_day", "after", "escalate_after",
        "directors", "departments", "persons", "mail", "robots",
    }
)  # fmt: skip
MAIL_KEYS = frozenset({"host", "port", "tls", "login", "password_env", "password_file", "sender", "ca_file"})
ROBOT_KEYS = frozenset({"name", "kind", "url_env", "url_file", "secret_env", "secret_file"})
KINDS = ("wecom", "dingtalk", "feishu", "apprise")
PORTS = {"starttls": 587, "tls": 465, "none": 25}
SECRETS = {"password": "password", "url": "url", "secret": "secret", "token": "url"}
ADDRESS = re.compile(r"[!-?A-~]+@[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*")
MOST_DAYS = 366


@dataclass(frozen=True, slots=True)
class Secret:
    """Where a secret is read from: a variable of the environment, or a file (from the office's folder)."""

    variable: str | None = None
    file: str | None = None


@dataclass(frozen=True, slots=True)
class MailConfig:
    """The mail server and who sends."""

    host: str
    sender: str
    port: int
    tls: str = "starttls"
    login: str | None = None
    password: Secret = Secret()
    ca_file: str | None = None


@dataclass(frozen=True, slots=True)
class RobotConfig:
    """One group robot: its address is a secret; `secret` signs what it is sent."""

    name: str
    kind: str
    url: Secret
    secret: Secret = Secret()


@dataclass(frozen=True, slots=True)
class NoticesConfig:
    """Who is reminded of what, when and how; a recipient is a mail address or a robot's name."""

    enabled: bool = True
    hours: Hours = field(default_factory=Hours)
    stages: Stages = field(default_factory=Stages)
    departments: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    persons: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    directors: tuple[str, ...] = ()
    mail: MailConfig | None = None
    robots: tuple[RobotConfig, ...] = ()


def notices(raw: Mapping[str, Any]) -> NoticesConfig:
    """Return what a section without faults says."""
    return NoticesConfig(
        raw.get("enabled", True),
        _hours(raw),
        _stages(raw),
        {name: _listed(to) for name, to in raw.get("departments", {}).items()},
        {login: _listed(to) for login, to in raw.get("persons", {}).items()},
        _listed(raw.get("directors", [])),
        _mail(raw["mail"]) if "mail" in raw else None,
        tuple(_robot(one) for one in raw.get("robots", [])),
    )


def _hours(raw: Mapping[str, Any]) -> Hours:
    usual = Hours()
    quiet, digest = raw.get("quiet"), raw.get("digest")
    begin_end = [_clock(one) for one in quiet or ()]
    return Hours(
        (begin_end[0], begin_end[1]) if quiet else usual.quiet if quiet is None else None,  # type: ignore[arg-type]
        usual.digest if digest is None else _clock(digest),
        frozenset(raw.get("at_once", ())),
        raw.get("days_off", True),
    )


def _stages(raw: Mapping[str, Any]) -> Stages:
    usual = Stages()
    patience = raw.get("escalate_after", usual.escalate_after)
    return Stages(
        tuple(raw.get("before", usual.before)),
        raw.get("on_day", True),
        tuple(raw.get("after", usual.after)),
        None if patience is False else patience,
    )


def _mail(raw: Mapping[str, Any]) -> MailConfig:
    tls = raw.get("tls", "starttls")
    return MailConfig(
        raw["host"],
        raw["sender"],
        raw.get("port", PORTS[tls]),
        tls,
        raw.get("login"),
        Secret(raw.get("password_env"), raw.get("password_file")),
        raw.get("ca_file"),
    )


def _robot(raw: Mapping[str, Any]) -> RobotConfig:
    url, secret = (Secret(raw.get(f"{key}_env"), raw.get(f"{key}_file")) for key in ("url", "secret"))
    return RobotConfig(raw["name"], raw["kind"], url, secret)


def _listed(to: str | Sequence[str]) -> tuple[str, ...]:
    return (to,) if isinstance(to, str) else tuple(to)


def _clock(value: object) -> time | None:
    """Return the time of day that a text or TOML's own time says; None where it is none."""
    if isinstance(value, time):
        return value if value.tzinfo is None else None
    try:
        return time.fromisoformat(value) if isinstance(value, str) and len(value) == 5 else None
    except ValueError:
        return None


def notices_faults(raw: object, departments: object, office: object) -> Iterator[str]:
    """Yield what is wrong with the sections; `departments` and `office` (its name) are those of [office]."""
    if not isinstance(raw, Mapping):
        return
    yield from _switch_faults(raw)
    yield from _hours_faults(raw)
    yield from _day_faults(raw)
    mail, robots = raw.get("mail"), raw.get("robots", [])
    yield from _mail_faults(mail) if "mail" in raw else ()
    yield from _robot_faults(robots)
    known = {one["name"] for one in _tables(robots) if isinstance(one.get("name"), str)}
    yield from _list_faults("[notices] directors", raw.get("directors", []), known, mail=mail is not None)
    for title in ("departments", "persons"):
        section = raw.get(title, {})
        if not isinstance(section, Mapping):
            yield f"[notices.{title}]: a section of settings, not {quoted(section)} / 应为一节设置"
            continue
        for name, to in section.items():
            yield from _list_faults(f"[notices.{title}] {name}", to, known, mail=mail is not None)
            named = [*departments, office] if isinstance(departments, list) and texts(departments) else []
            if title == "departments" and departments and named and name not in named:
                near = offer(name, [one for one in named if isinstance(one, str)])
                yield f"[notices.departments]: {name} is not among [office] departments{near} / 不在科室名单中"


def _switch_faults(raw: Mapping[str, Any]) -> Iterator[str]:
    for key in ("enabled", "days_off", "on_day"):
        if not isinstance(raw.get(key, True), bool):
            yield f"[notices] {key}: true or false / 应为 true 或 false"
    if not texts(raw.get("at_once", [])):
        yield '[notices] at_once: a list of duties, e.g. ["complaint.triage"] / 应为任务的列表'


def _hours_faults(raw: Mapping[str, Any]) -> Iterator[str]:
    quiet, digest = raw.get("quiet", False), raw.get("digest", False)
    pair = isinstance(quiet, list) and len(quiet) == 2 and None not in map(_clock, quiet)
    if quiet is not False and not pair:
        yield '[notices] quiet: from and to, e.g. ["20:00", "07:30"], or false / 应为起止时间, 或 false'
    if digest is not False and _clock(digest) is None:
        yield '[notices] digest: a time of day, e.g. "08:30", or false for at once / 应为时间, 或 false(随时发)'


def _day_faults(raw: Mapping[str, Any]) -> Iterator[str]:
    for key in ("before", "after"):
        days = raw.get(key, [])
        if not isinstance(days, list) or not all(_is_days(one) for one in days):
            yield f"[notices] {key}: a list of days, 1 to {MOST_DAYS} / 应为天数的列表"
    patience = raw.get("escalate_after", False)
    if patience is not False and not _is_days(patience):
        yield f"[notices] escalate_after: days, 1 to {MOST_DAYS}, or false / 应为天数, 或 false"


def _is_days(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= MOST_DAYS


def _mail_faults(mail: object) -> Iterator[str]:
    if not isinstance(mail, Mapping):
        yield f"[notices.mail]: a section of settings, not {quoted(mail)} / 应为一节设置"
        return
    at = "[notices.mail]"
    yield from _key_faults(at, mail, MAIL_KEYS)
    if not _is_text(mail.get("host")):
        yield f"{at} host: the mail server is missing / 缺少邮件服务器"
    if not _is_address(mail.get("sender")):
        yield f"{at} sender: a mail address is missing / 缺少发件人地址"
    tls, port = mail.get("tls", "starttls"), mail.get("port", 25)
    if not isinstance(tls, str) or tls not in PORTS:
        yield f"{at} tls: one of {', '.join(PORTS)} / 应为其中之一"
    if not isinstance(port, int) or isinstance(port, bool) or not 1 <= port <= 65535:
        yield f"{at} port: a port, 1 to 65535 / 应为端口号"
    yield from _login_faults(at, mail)


def _login_faults(at: str, mail: Mapping[str, Any]) -> Iterator[str]:
    secrets = [key for key in ("password_env", "password_file") if key in mail]
    if (len(secrets) != 1) if "login" in mail else secrets:
        yield f"{at} login: goes with one of password_env, password_file / 须与其中一项同时写"
    if "login" in mail and mail.get("tls") == "none":
        yield f"{at} tls: none would show the password to the network / 不加密会泄露密码"
    for key in ("login", "password_env", "password_file", "ca_file"):
        if key in mail and not _is_text(mail[key]):
            yield f"{at} {key}: a text is missing / 应为文字"


def _robot_faults(robots: object) -> Iterator[str]:
    if not isinstance(robots, list) or len(_tables(robots)) != len(robots):
        yield f"[[notices.robots]]: tables of settings, not {quoted(robots)} / 应为若干节 [[notices.robots]]"
        return
    names = [one.get("name") for one in robots]
    for place, one in enumerate(robots, 1):
        at = f"[[notices.robots]] {place}"
        yield from _key_faults(at, one, ROBOT_KEYS)
        name = one.get("name")
        if not _is_text(name) or "@" in name or name == "mail":
            yield f"{at} name: a name without @ is missing / 缺少名称(不含 @)"
        elif name in names[: place - 1]:
            yield f"{at} name: {name} stands twice / 名称重复"
        if one.get("kind") not in KINDS:
            yield f"{at} kind: one of {', '.join(KINDS)} / 应为其中之一"
        for key, least in (("url", 1), ("secret", 0)):
            found = [each for each in (f"{key}_env", f"{key}_file") if each in one]
            if not least <= len(found) <= 1:
                yield f"{at} {key}_env: one of {key}_env, {key}_file is wanted / 须写其中一项"
            yield from (
                f"{at} {each}: a text is missing / 应为文字" for each in found if not _is_text(one[each])
            )
        if one.get("kind") in ("wecom", "apprise") and {"secret_env", "secret_file"} & one.keys():
            yield f"{at} secret: {one['kind']} signs nothing / 该类机器人不签名"


def _key_faults(at: str, section: Mapping[str, Any], keys: frozenset[str]) -> Iterator[str]:
    for key in section:
        if key in SECRETS:  # its value is never quoted
            where = SECRETS[key]
            yield f"{at} {key}: a secret does not belong here: {where}_env or {where}_file / 密钥不得写在这里"
        elif key not in keys:
            yield f"{at} {key}: unknown key{offer(key, keys)} / 没有这一项"


def _list_faults(at: str, to: object, robots: set[str], *, mail: bool) -> Iterator[str]:
    named = [to] if isinstance(to, str) else to
    if not isinstance(named, list) or not texts(named):
        yield f"{at}: mail addresses or names of robots / 应为邮箱或机器人名称"
        return
    for one in named:
        if "@" not in one and one not in robots:
            yield f"{at}: no robot {quoted(one)}{offer(one, robots)} / 没有这个机器人"
        elif "@" in one and not _is_address(one):
            yield f"{at}: no mail address: {quoted(one)} / 不是邮箱地址"
        elif "@" in one and not mail:
            yield f"{at}: {one} wants [notices.mail] / 须有 [notices.mail] 一节"


def _tables(raw: object) -> list[Mapping[str, Any]]:
    return [one for one in raw if isinstance(one, Mapping)] if isinstance(raw, list) else []


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and value.isprintable()


def _is_address(value: object) -> bool:
    return isinstance(value, str) and ADDRESS.fullmatch(value) is not None
