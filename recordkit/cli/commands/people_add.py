"""`people add LOGIN`: enrol somebody, or change their name, tier or department (director)."""

from typing import Annotated

import typer

from recordkit.actions.people import enrol, person_of
from recordkit.cli.call import call_of
from recordkit.cli.opening import open_office
from recordkit.cli.options import Department
from recordkit.cli.streams import out
from recordkit.wording import Text

DONE = Text("已登记: {name}({login}) {tier}", "enrolled: {name} ({login}), {tier}")


def command(
    ctx: typer.Context,
    login: Annotated[str, typer.Argument(metavar="LOGIN", help="登录名‖the login")],
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="姓名‖the name")],
    tier: Annotated[
        str,
        typer.Option(
            "--tier",
            metavar="staff|supervisor|director",
            help="普通员工、主管、总监‖staff, supervisor or director",
        ),
    ],
    department: Department = None,
) -> int:
    call = call_of(ctx)
    person = person_of(login, name, tier, department)
    enrol(open_office(call), person, call.at)
    out(DONE.say(call.lang, {"name": person.name, "login": person.login, "tier": person.tier.label}))
    return 0
