"""tests of recordkit.cli.commands.notify: what would go out and why, what is held back, exit codes, both languages."""

import pytest

from tests.cli.conftest import Shell
from tests.house.servers import HOST, Group, Mailbox, mail_server, robot_server

SETTINGS = """
[notices]
quiet = false
digest = false
[notices.departments]
"急诊科" = ["jizhen@h.cn", "急诊群"]
[notices.mail]
host = "{host}"
port = {port}
tls = "none"
sender = "r@h.cn"
[[notices.robots]]
name = "急诊群"
kind = "wecom"
url_env = "WECOM_HOOK"
"""


def set_up(shell: Shell, port: int = 1) -> None:
    with (shell.root / "recordkit.toml").open("a", encoding="utf-8") as settings:
        settings.write(SETTINGS.format(host=HOST, port=port))


def test_without_settings_it_says_how_to_set_reminders_up(shell: Shell) -> None:
    ran = shell("notify")
    assert (ran.code, "[notices]" in ran.err) == (0, True)


@pytest.mark.parametrize(("lang", "would", "held"), [
    ("zh", "将发出 mail → jizhen@h.cn: 【", "没有写明收件人"),
    ("en", "would go out by mail to jizhen@h.cn: 【", "no address is set"),
])  # fmt: skip
def test_a_dry_run_shows_what_would_go_out_and_what_is_held_back(
    shell: Shell, lang: str, would: str, held: str
) -> None:
    set_up(shell)
    ran = shell("--lang", lang, "notify", "--dry-run")
    assert ran.code == 0
    assert would in ran.out
    assert held in ran.out
    assert shell("log", "--json").data[-1]["verb"] != "notified"


def test_it_sends_once_through_every_channel(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    with mail_server(Mailbox()) as mailbox, robot_server(Group()) as group:
        set_up(shell, mailbox.port)
        monkeypatch.setenv("WECOM_HOOK", f"{group.url}?key=HUSH")
        first, second = shell("notify", "--json"), shell("notify", "--json")
    assert (first.code, second.code) == (0, 0)
    assert [one["channel"] for one in first.data["sent"]] == ["mail", "急诊群"]
    assert (second.data["sent"], second.data["failed"]) == ([], [])
    assert (len(mailbox.received), len(group.posts)) == (1, 1)
    assert "HUSH" not in first.out + first.err


def test_a_channel_that_fails_makes_the_exit_code_1_and_is_shown(shell: Shell) -> None:
    with mail_server(Mailbox(refuse="451 later")) as mailbox:
        set_up(shell, mailbox.port)
        ran = shell("notify")
    assert ran.code == 1
    assert "未能发出 mail → jizhen@h.cn: 邮件服务器拒绝了这封邮件(451)" in ran.out
    assert "未能发出 急诊群 → 急诊群: 环境变量 WECOM_HOOK 未设置" in ran.out
    again = shell("notify", "--json").data
    assert {one["why"] for one in again["held"]} == {"channel_down", "no_address"}
    assert len(again["down"]) == 2


def test_settings_with_a_fault_are_refused_with_every_fault(shell: Shell) -> None:
    set_up(shell)
    path = shell.root / "recordkit.toml"
    path.write_text(
        path.read_text("utf-8").replace('kind = "wecom"', 'kind = "wecon"\nurl = "HUSH"'), "utf-8"
    )
    ran = shell("notify", "--dry-run")
    assert ran.code == 2
    assert "kind" in ran.err
    assert "HUSH" not in ran.err
