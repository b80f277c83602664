"""`people`: who may do what."""

import typer

from recordkit.actions.people import people
from recordkit.cli.call import call_of
from recordkit.cli.entries import plain_person
from recordkit.cli.json_option import Json
from recordkit.cli.opening import open_office
from recordkit.cli.streams import out_json
from recordkit.cli.tables import show_table
from recordkit.wording import Text

HEADS = (Text("登录名", "login"), Text("姓名", "name"), Text("权限", "tier"), Text("科室", "department"))


def command(ctx: typer.Context, json: Json = False) -> int:
    call = call_of(ctx)
    listed = people(open_office(call))
    if json:
        out_json([plain_person(person) for person in listed])
    else:
        rows = [(one.login, one.name, one.tier.label.say(call.lang), one.department) for one in listed]
        show_table([head.say(call.lang) for head in HEADS], rows)
    return 0
