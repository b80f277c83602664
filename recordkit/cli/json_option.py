"""The option that every command which prints data takes: one JSON document on standard output (COMMANDS.md)."""

from typing import Annotated

import typer

Json = Annotated[
    bool,
    typer.Option(
        "--json", help="标准输出上只有一个 JSON 文档‖one JSON document on standard output, nothing else"
    ),
]
