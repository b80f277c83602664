"""Help pages, in either language, at most 80 columns wide: drawn from the menu's table and a command's own parameters."""

from collections.abc import Iterable, Iterator
from shutil import get_terminal_size
from typing import Any

from recordkit import __version__
from recordkit.cli.language import side
from recordkit.cli.menu import COMMANDS, MENU
from recordkit.cli.widths import fold, pad
from recordkit.wording import Lang, Text

WIDEST = 80
ABOUT = Text("医院办公室的文档生成与归档工具", "document generation and records for a hospital office")
USAGE = Text("用法", "Usage")
COMMAND = Text("命令", "COMMAND")
OPTIONS = Text("选项", "Options")
GLOBAL_OPTIONS = Text("全局选项(写在命令之前)", "Global options (before the command)")
ARGUMENTS = Text("参数", "Arguments")
HELP = ("--help", Text("显示本页", "show this page"))
MORE = Text("各命令的选项: recordkit 命令 --help", "a command's options: recordkit COMMAND --help")
REQUIRED = Text("必填", "required")

Row = tuple[str, str]


def menu_page(command: Any, lang: Lang) -> str:
    """Return the program's help: every command with its one line, and the global options."""
    say = _sayer(lang)
    lines = [
        f"recordkit {__version__} · {say(ABOUT)}",
        "",
        f"{say(USAGE)}: recordkit [--office DIR] [--as LOGIN] [--lang zh|en] {say(COMMAND)} …",
    ]
    left = max(map(len, COMMANDS)) + 2
    for section in MENU:
        rows = [(name, say(item.help)) for name, item in section.items.items()]
        lines += ["", f"{say(section.title)}:", *_table(rows, left)]
    lines += ["", f"{say(GLOBAL_OPTIONS)}:", *_table(_options(command, lang))]
    return "\n".join([*lines, "", say(MORE), ""])


def verb_page(command: Any, name: str, lang: Lang) -> str:
    """Return a command's help: what it does, what to know, its arguments and options."""
    say, item = _sayer(lang), COMMANDS[name]
    lines = [
        f"{say(USAGE)}: recordkit {name} {item.usage} [{say(OPTIONS)}]".replace("  ", " "),
        "",
        say(item.help),
    ]
    if say(item.notes):
        lines += ["", *fold(say(item.notes), _width())]
    arguments = [
        (param.metavar or param.name, side(param.help or "", lang)) for param in _of(command, "argument")
    ]
    if any(words for _, words in arguments):
        lines += ["", f"{say(ARGUMENTS)}:", *_table(arguments)]
    return "\n".join([*lines, "", f"{say(OPTIONS)}:", *_table(_options(command, lang)), ""])


def _options(command: Any, lang: Lang) -> list[Row]:
    rows = [(_spelt(param), _explained(param, lang)) for param in _of(command, "option") if not param.hidden]
    return [*rows, (HELP[0], HELP[1].say(lang))]


def _spelt(param: Any) -> str:
    words = "|".join([*param.opts, *param.secondary_opts])
    return f"{words} {param.metavar}" if param.metavar and not param.is_flag else words


def _explained(param: Any, lang: Lang) -> str:
    words = side(param.help or "", lang)
    return f"{words} [{REQUIRED.say(lang)}]" if param.required else words


def _of(command: Any, kind: str) -> Iterator[Any]:
    return (param for param in command.params if param.param_type_name == kind and param.name != "help")


def _table(rows: Iterable[Row], left: int | None = None) -> Iterator[str]:
    rows = list(rows)
    column = left or min(max(len(name) for name, _ in rows), 24) + 2
    for name, words in rows:
        lines = fold(words, _width() - column - 2) or [""]
        if len(name) > column - 2:
            yield f"  {name}"
        else:
            yield f"  {pad(name, column)}{lines.pop(0)}".rstrip()
        yield from (f"  {'':{column}}{line}" for line in lines)


def _sayer(lang: Lang) -> Any:
    return lambda text: text.say(lang)


def _width() -> int:
    return min(get_terminal_size((WIDEST, 24)).columns, WIDEST)
