"""What goes wrong, in words: a refusal's own sentence, a usage fault in both languages, our own bug with its traceback."""

import errno
import traceback
from typing import Any

import typer

from recordkit.errors import UsageError
from recordkit.wording import Lang, Text

OK, REFUSED, USAGE, BUG, INTERRUPTED = 0, 1, 2, 3, 130
# typer keeps the base of its usage errors in a private module that moved between versions
UsageFault: Any = typer.BadParameter.__base__
MACHINE = frozenset(
    {errno.EACCES, errno.EPERM, errno.ENOSPC, errno.EROFS, errno.EDQUOT, errno.EIO, errno.ESTALE}
)
"""What the machine refuses: rights, space, a read-only or failing disk. No fault of ours, and no traceback helps."""


class NoSuchCommand(UsageError):
    """The command's word is not in the table."""

    wording = Text(
        "没有命令“{name}”。{suggestion}运行 recordkit --help 查看全部命令。",
        "no command {name!r}. {suggestion}Run `recordkit --help` to see them all.",
    )


class PasswordNeeded(UsageError):
    """`--as` needs a password, and nobody is there to type it."""

    wording = Text(
        "--as {login} 需要密码: 请在终端输入, 或设置环境变量 RECORDKIT_PASSWORD。",
        "--as {login} needs a password: type it at a terminal, or set RECORDKIT_PASSWORD.",
    )


class PasswordsDiffer(UsageError):
    """A new password was typed twice, differently."""

    wording = Text("两遍输入的密码不一致, 未作更改。", "the two passwords differ; nothing was changed.")


BUG_WORDS = Text(
    "这是 recordkit 自身的错误, 不是您的操作问题。请把以上全文和 recordkit --version 的输出发给 recordkit 的维护者。",
    "This is a fault of recordkit's own, not of yours. Send all of the above and `recordkit --version` to its maintainers.",
)
INTERRUPTED_WORDS = Text("已中断。", "Interrupted.")
MACHINE_WORDS = Text("系统拒绝: {where}{reason}。", "the system refuses: {where}{reason}.")
GLOBAL_WORDS = Text(
    "{option} 要写在命令之前: recordkit {option} … 命令",
    "{option} goes before the command: recordkit {option} … COMMAND",
)
HINT = Text("查看用法: {path} --help", "for its usage: {path} --help")
GLOBALS = ("--office", "--as", "--lang")

_USAGE_WORDS = {
    "NoSuchOption": Text("没有选项 {option}。{near}", "no option {option}. {near}"),
    "BadOptionUsage": Text(
        "选项 {option} 后面缺少或多了一个值。", "the option {option} lacks its value, or takes none."
    ),
    "MissingParameter": Text("缺少 {param}。", "{param} is missing."),
    "BadParameter": Text("{param} 不对: {message}", "{param} is not usable: {message}"),
    "UsageError": Text("参数有误: {message}", "the command's words are off: {message}"),
}
_NEAR = Text("是不是 {near}?", "Did you mean {near}?")


def usage_words(fault: Any, lang: Lang) -> str:
    """Return what is wrong with the command's words, and where its usage stands."""
    option = str(getattr(fault, "option_name", ""))
    if type(fault).__name__ == "NoSuchOption" and option in GLOBALS:
        return GLOBAL_WORDS.say(lang, {"option": option})
    near = next(iter(getattr(fault, "possibilities", None) or ()), None)
    facts = {
        "option": option,
        "near": _NEAR.say(lang, {"near": near}) if near else "",
        "param": _param_name(getattr(fault, "param", None)),
        "message": fault.message,
    }
    words = _USAGE_WORDS.get(type(fault).__name__, _USAGE_WORDS["UsageError"]).say(lang, facts).rstrip()
    path = fault.ctx.command_path if getattr(fault, "ctx", None) else "recordkit"
    return f"{words}\n{HINT.say(lang, {'path': path})}"


def machine_words(fault: OSError, lang: Lang) -> str | None:
    """Return what the machine refuses, or None where the fault is not the machine's."""
    if fault.errno not in MACHINE:
        return None
    where = f"{fault.filename}: " if fault.filename else ""
    return MACHINE_WORDS.say(lang, {"where": where, "reason": fault.strerror})


def bug_words(fault: BaseException, lang: Lang) -> str:
    """Return the traceback, and whose fault it is."""
    return f"{''.join(traceback.format_exception(fault))}\n{BUG_WORDS.say(lang)}"


def _param_name(param: Any) -> str:
    if param is None:
        return ""
    return str(param.opts[0] if param.param_type_name == "option" else param.metavar or param.name)
