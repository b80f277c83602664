"""`show NAME`: one entry with its versions, values and notes; a sensitive one masked (R83)."""

import typer

from recordkit.actions.look_up import Shown, show
from recordkit.cli.call import call_of
from recordkit.cli.entries import clock, plain_shown
from recordkit.cli.json_option import Json
from recordkit.cli.opening import open_office
from recordkit.cli.options import NameArg
from recordkit.cli.streams import out, out_json
from recordkit.cli.tables import show_table
from recordkit.cli.values import value_lines
from recordkit.office import Office
from recordkit.wording import Lang, Text

FACTS = {
    "type": Text("类型", "type"),
    "title": Text("标题", "title"),
    "department": Text("科室", "department"),
    "period": Text("报告期", "period"),
    "received": Text("收到", "received"),
    "person": Text("提交人", "filed by"),
    "withdrawn": Text("已撤回", "withdrawn"),
}
DOUBTFUL = Text("(待确认)", " (to be confirmed)")
HEADS = (
    Text("版本", "version"),
    Text("时间", "at"),
    Text("经手", "by"),
    Text("字节", "bytes"),
    Text("SHA-256", "SHA-256"),
)
VALUES, NOTE = Text("内容", "values"), Text("后续 {at} {by}", "later, {at} {by}")
NO_VALUES = Text("没有内嵌记录", "it carries no record")


def command(ctx: typer.Context, name: NameArg, json: Json = False) -> int:
    call = call_of(ctx)
    office = open_office(call)
    shown = show(office, name, call.at)
    if json:
        out_json(plain_shown(office, shown))
    else:
        _print(office, shown, call.lang)
    return 0


def _print(office: Office, shown: Shown, lang: Lang) -> None:
    entry, rtype = shown.entry, office.types.get(shown.entry.type)
    out(entry.name)
    period = entry.period and entry.period + (DOUBTFUL.say(lang) if entry.doubtful else "")
    facts = {
        "type": rtype.label.say(lang),
        "title": entry.title,
        "department": entry.department,
        "period": period,
        "received": clock(office, entry.received),
        "person": entry.person,
        "withdrawn": entry.withdrawn,
    }
    for key, value in facts.items():
        if value:
            out(f"  {FACTS[key].say(lang)}: {value}")
    rows = [(one.version, clock(office, one.at), one.by, one.size, one.sha256) for one in entry.versions]
    show_table([head.say(lang) for head in HEADS], rows, fold=(4,))
    out(f"{VALUES.say(lang)}:" if shown.values is not None else NO_VALUES.say(lang))
    for line in value_lines(rtype.fields, shown.values or {}, lang):
        out(line)
    for note, values in shown.notes:
        out(f"{NOTE.say(lang, {'at': clock(office, note.at), 'by': note.by})}:")
        for line in value_lines(rtype.fields, values, lang):
            out(line)
