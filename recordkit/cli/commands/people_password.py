"""`people password LOGIN`: set a password - one's own, or anybody's by a director."""

from typing import Annotated

import typer

from recordkit.actions.people import demand_password_right, set_person_password
from recordkit.cli.call import Call, call_of
from recordkit.cli.faults import PasswordsDiffer
from recordkit.cli.opening import open_office, password_of
from recordkit.cli.streams import out
from recordkit.wording import Text

VARIABLE = "RECORDKIT_NEW_PASSWORD"
NEW, AGAIN = Text("{login} 的新密码: ", "new password of {login}: "), Text("再输入一遍: ", "once more: ")
DONE = Text("已设置 {login} 的密码", "the password of {login} is set")


def command(
    ctx: typer.Context, login: Annotated[str, typer.Argument(metavar="LOGIN", help="登录名‖the login")]
) -> int:
    call = call_of(ctx)
    office = open_office(call)
    demand_password_right(office, login, call.at)
    set_person_password(office, login, _new(call, login), call.at)
    out(DONE.say(call.lang, {"login": login}))
    return 0


def _new(call: Call, login: str) -> str:
    first = password_of(call, login, VARIABLE, NEW)
    if password_of(call, login, VARIABLE, AGAIN) != first:
        raise PasswordsDiffer
    return first
