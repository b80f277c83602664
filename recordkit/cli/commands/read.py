"""`read FILE`: the values in a finished or hand-filled document."""

from typing import Annotated

import typer

from recordkit.actions.read import Read, read
from recordkit.cli.call import call_of
from recordkit.cli.findings import say_findings
from recordkit.cli.json_option import Json
from recordkit.cli.opening import open_office
from recordkit.cli.options import existing
from recordkit.cli.streams import out, out_json
from recordkit.cli.values import value_lines
from recordkit.domain.findings import errors
from recordkit.office import Office
from recordkit.wording import Lang, Text

HEAD = Text("{word} {name}{masked}", "{word} {name}{masked}")
MASKED = Text("(已脱敏)", " (masked)")
RECORD = Text("第 {n} 条", "record {n}")


def command(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="文档或表单‖a document or a form")],
    type_key: Annotated[
        str | None,
        typer.Option(
            "--type", metavar="T", help="Word 表单的类型(代号或名称)‖the type of a Word form, by key or word"
        ),
    ] = None,
    json: Json = False,
) -> int:
    call = call_of(ctx)
    office = open_office(call)
    found = read(office, existing("FILE", file), call.at, key=type_key)
    if json:
        out_json(_plain(found, call.lang))
    else:
        _print(office, found, call.lang)
    return 1 if errors(found.findings) else 0


def _plain(found: Read, lang: Lang) -> dict[str, object]:
    return {
        "type": found.type,
        "name": found.name,
        "masked": found.masked,
        "records": [dict(record) for record in found.records],
        "findings": [finding.plain(lang) for finding in found.findings],
    }


def _print(office: Office, found: Read, lang: Lang) -> None:
    rtype = office.types.get(found.type)
    facts = {"word": rtype.word, "name": found.name or "", "masked": MASKED if found.masked else ""}
    out(HEAD.say(lang, facts).strip())
    for number, record in enumerate(found.records, start=1):
        if len(found.records) > 1:
            out(RECORD.say(lang, {"n": number}))
        for line in value_lines(rtype.fields, record, lang):
            out(line)
    say_findings(found.findings, lang)
