"""`note NAME KEY=VALUE…`: what happened to a record later; exit 1 if a value was bad, and then nothing is noted."""

from collections.abc import Sequence
from typing import Annotated

import typer

from recordkit.actions.note import Noted, note
from recordkit.cli.call import call_of
from recordkit.cli.findings import say_findings
from recordkit.cli.json_option import Json
from recordkit.cli.opening import open_office
from recordkit.cli.options import NameArg
from recordkit.cli.streams import out, out_json
from recordkit.domain.findings import errors
from recordkit.domain.values import plain
from recordkit.errors import BadUsage
from recordkit.wording import Lang, Text

NOTED = Text("已登记: {name} {keys}", "noted: {name} {keys}")
PAIRS = Text(
    "写作 项目=内容, 如 feedback_at=“2026-12-02 15:00”; 表的一行写作 决议事项.2.完成日期=2026-11-30",
    "write KEY=VALUE, e.g. feedback_at='2026-12-02 15:00'; of a table's row resolutions.2.done_on=2026-11-30",
)


def command(
    ctx: typer.Context,
    name: NameArg,
    pairs: Annotated[
        list[str],
        typer.Argument(
            metavar="KEY=VALUE…", help="该类型的后续事项, 见 types KEY‖the type's moments: see `types KEY`"
        ),
    ],
    json: Json = False,
) -> int:
    call = call_of(ctx)
    office = open_office(call)
    noted = note(office, name, given(pairs), call.at)
    wrong = bool(errors(noted.findings))
    if json:
        out_json(_plain(noted, call.lang))
        return int(wrong)
    if not wrong:
        out(NOTED.say(call.lang, {"name": noted.entry.name, "keys": list(noted.values)}))
    say_findings(noted.findings, call.lang)
    return int(wrong)


def given(pairs: Sequence[str]) -> dict[str, str]:
    """Return KEY=VALUE words as a mapping; raises BadUsage."""
    values: dict[str, str] = {}
    for pair in pairs:
        key, sign, value = (
            pair.replace("＝", "=", 1).partition("=") if "=" not in pair else pair.partition("=")
        )
        if not sign or not key.strip() or key.strip() in values:
            raise BadUsage(what="KEY=VALUE", value=pair, remedy=PAIRS)
        values[key.strip()] = value.strip()
    return values


def _plain(noted: Noted, lang: Lang) -> dict[str, object]:
    return {
        "name": noted.entry.name,
        "values": {key: plain(value) for key, value in noted.values.items()},
        "findings": [finding.plain(lang) for finding in noted.findings],
    }
