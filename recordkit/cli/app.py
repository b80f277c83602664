"""The program: global options, and a menu that loads a command's module when it is called, never before."""

from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from recordkit import __version__
from recordkit.cli.call import call_of
from recordkit.cli.faults import OK, USAGE, NoSuchCommand
from recordkit.cli.menu import COMMANDS
from recordkit.cli.streams import err, out
from recordkit.domain.nearest import nearest
from recordkit.domain.sentences import did_you_mean

PAGES = "recordkit.cli.help"
"""Loaded only when a help page is asked for."""


class AsTyped:
    """A word's value is the word: every option here is text, a list of it, or a flag, and is read by its command."""

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:  # noqa: ARG002 - typer's signature
        """Return the value as it was typed."""
        return () if value is None and (param.multiple or param.nargs == -1) else value


def as_typed(param: Any) -> Any:
    """Return the parameter without typer's own conversion, which would load pydantic: a third of a light command's time."""
    if hasattr(param, "get_runtime_param"):
        param.get_runtime_param = AsTyped
    return param


class Verb(TyperCommand):
    """One command, its help in the call's language."""

    def get_help_option(self, ctx: Any) -> Any:
        """Return the option that shows the help page."""
        return as_typed(super().get_help_option(ctx))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help page."""
        formatter.write(import_module(PAGES).verb_page(self, ctx.info_name, call_of(ctx).lang))


class Menu(TyperGroup):
    """The literal table of commands; a word may have sub-words (`types copy`)."""

    def get_help_option(self, ctx: Any) -> Any:
        """Return the option that shows the help page."""
        return as_typed(super().get_help_option(ctx))

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - as above
        """Return every command's word."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - as above
        """Return the command, its module loaded now."""
        return _loaded(cmd_name) if cmd_name in COMMANDS else None

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """Return the longest command that the words name, and the words that are left; raises NoSuchCommand."""
        name = " ".join(args[:2]) if " ".join(args[:2]) in COMMANDS else args[0]
        if name not in COMMANDS:
            raise NoSuchCommand(name=name, suggestion=did_you_mean(nearest(name, COMMANDS)))
        return name, self.get_command(ctx, name), args[len(name.split(" ")) :]

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help page: every command with its one line, nothing loaded."""
        formatter.write(import_module(PAGES).menu_page(self, call_of(ctx).lang))


def program() -> Any:
    """Return the whole program, ready for its words."""
    app = typer.Typer(cls=Menu, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.callback(invoke_without_command=True)(_begin)
    return _plain(get_command(app))


def _begin(
    ctx: typer.Context,
    office: Annotated[
        str | None,
        typer.Option(
            "--office",
            metavar="DIR",
            help="单位文件夹(默认 $RECORDKIT_OFFICE, 否则向上最近的 recordkit.toml 所在处)"
            "‖the office's folder (default: $RECORDKIT_OFFICE, else the nearest upward that holds recordkit.toml)",
        ),
    ] = None,
    login: Annotated[
        str | None,
        typer.Option(
            "--as",
            metavar="LOGIN",
            help="以此人的身份操作, 需其密码(输入, 或 $RECORDKIT_PASSWORD)"
            "‖act as this person, with their password (asked for, or $RECORDKIT_PASSWORD)",
        ),
    ] = None,
    lang: Annotated[
        str | None,
        typer.Option("--lang", metavar="zh|en", help="语言(默认: 单位设置)‖language (default: the office's)"),
    ] = None,
    version: Annotated[bool, typer.Option("--version", help="版本号‖the version")] = False,
) -> int:
    if version:
        out(f"recordkit {__version__}")
        raise typer.Exit(OK)
    call_of(ctx).ask(office=office, login=login, lang=lang)
    if ctx.invoked_subcommand is None:
        err(ctx.get_help())
        return USAGE
    return OK


def _loaded(name: str) -> Any:
    command = import_module(f"recordkit.cli.commands.{COMMANDS[name].module}").command
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command(name, cls=Verb)(command)
    return _plain(get_command(app))


def _plain(command: Any) -> Any:
    for param in command.params:
        as_typed(param)
    return command
