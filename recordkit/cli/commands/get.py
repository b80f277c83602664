"""`get NAME`: a copy out of the archive, as the tiers allow; journalled."""

from typing import Annotated

import typer

from recordkit.actions.get import Wish, get
from recordkit.cli.call import call_of
from recordkit.cli.json_option import Json
from recordkit.cli.opening import open_office
from recordkit.cli.options import NameArg, Out, Purpose, whole
from recordkit.cli.outward import out_folder
from recordkit.cli.streams import out, out_json
from recordkit.errors import BadUsage
from recordkit.wording import Text

DONE = Text("副本{masked}: {path}", "copy{masked}: {path}")
WITH_FULL = Text("须与 --full 同用", "It goes with --full")
MASKED = Text("(已脱敏)", " (masked)")


def command(
    ctx: typer.Context,
    *,
    name: NameArg,
    version: Annotated[
        str | None,
        typer.Option("--version", metavar="N", help="第几版(默认最新)‖which version (default: the latest)"),
    ] = None,
    out_dir: Out = ".",
    full: Annotated[
        bool,
        typer.Option(
            "--full/--masked",
            help="未脱敏件(需权限和用途)/脱敏件‖unmasked (wants the tier and a purpose), or masked",
        ),
    ] = False,
    stamp: Annotated[
        bool,
        typer.Option(
            "--stamp",
            help="受控副本: PDF, 每页标明谁、何时、用途(与 --full 同用)"
            "‖a controlled copy: PDF, who, when and what for on each page (with --full)",
        ),
    ] = False,
    purpose: Purpose = None,
    json: Json = False,
) -> int:
    call = call_of(ctx)
    if stamp and not full:
        raise BadUsage(what="--stamp", value="--masked", remedy=WITH_FULL)
    office = open_office(call)
    wish = Wish(out_folder(office, "--out", out_dir), whole("--version", version), full, purpose, stamp)
    copied = get(office, name, wish, call.at)
    if json:
        out_json(
            {
                "name": copied.name,
                "path": str(copied.path),
                "version": copied.version,
                "masked": copied.masked,
            }
        )
    else:
        out(DONE.say(call.lang, {"masked": MASKED if copied.masked else "", "path": copied.path}))
    return 0
