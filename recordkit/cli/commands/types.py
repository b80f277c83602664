"""`types [KEY]`: the record types, or all that one of them says."""

from typing import Annotated

import typer

from recordkit.cli.call import call_of
from recordkit.cli.json_option import Json
from recordkit.cli.opening import open_office
from recordkit.cli.streams import out, out_json
from recordkit.cli.tables import show_table
from recordkit.cli.types_words import (
    KINDS,
    deadline_words,
    duty_lines,
    plain_type,
    plain_whole,
    retention_words,
    short_deadline,
    tier_words,
    walk,
)
from recordkit.domain.fields import Field
from recordkit.domain.recordtype import RecordType
from recordkit.office import Office
from recordkit.wording import Lang, Text

HEADS = (
    Text("代号", "key"),
    Text("名称", "word"),
    Text("全称", "in English"),
    Text("期限", "deadline"),
    Text("保管", "kept"),
)
FIELD_HEADS = (
    Text("项目", "field"), Text("中文", "in Chinese"), Text("英文", "in English"), Text("类别", "kind"), Text("性质", "how"),
)  # fmt: skip
ABOUT = Text(
    "{word} ({key}) · {label}\n{summary}\n文件名: {word}-2026-1118-001.{output}\n"
    "期限: {deadline}\n保管: {kept}\n权限: {tier}\n规则: {rules}\n",
    "{word} ({key}) · {label}\n{summary}\nfile name: {word}-2026-1118-001.{output}\n"
    "deadline: {deadline}\nkept: {kept}\ntiers: {tier}\nrules: {rules}\n",
)
DUTY = Text("任务", "duty")
REQUIRED, OPTIONAL = Text("必填", "required"), Text("可空", "may be empty")
MOMENT, COMPUTED = Text("后续登记(note)", "comes later (note)"), Text("自动计算", "computed")


def command(
    ctx: typer.Context,
    key: Annotated[
        str | None,
        typer.Argument(
            metavar="KEY", help="类型的代号或名称; 不写则列出全部‖a type's key or word; all without it"
        ),
    ] = None,
    json: Json = False,
) -> int:
    call = call_of(ctx)
    office = open_office(call)
    if key is None:
        _list(office, call.lang, json=json)
    elif json:
        out_json(plain_whole(office.types.get(key)))
    else:
        _whole(office.types.get(key), call.lang)
    return 0


def _list(office: Office, lang: Lang, *, json: bool) -> None:
    if json:
        out_json([plain_type(rtype) for rtype in office.types])
        return
    rows = [
        (
            rtype.key,
            rtype.word,
            rtype.label.say(lang),
            short_deadline(rtype.deadline, lang),
            retention_words(rtype, lang),
        )
        for rtype in office.types
    ]
    show_table([head.say(lang) for head in HEADS], rows, fold=(2,))


def _whole(rtype: RecordType, lang: Lang) -> None:
    facts = {
        "word": rtype.word,
        "key": rtype.key,
        "label": rtype.label,
        "summary": rtype.summary,
        "output": "/".join(rtype.extensions) if rtype.filed_only else rtype.output,
        "deadline": deadline_words(rtype.deadline, lang),
        "kept": retention_words(rtype, lang),
        "tier": tier_words(rtype, lang),
        "rules": ", ".join(rtype.rules),
    }
    out(ABOUT.say(lang, facts))
    for line in duty_lines(rtype, lang):
        out(f"{DUTY.say(lang)} {line}")
    rows = [
        (path, field.label.zh, field.label.en, KINDS[field.kind].say(lang), _how(field).say(lang))
        for path, field in walk(rtype.fields)
    ]
    show_table([head.say(lang) for head in FIELD_HEADS], rows, fold=(1, 2))


def _how(field: Field) -> Text:
    if field.computed is not None:
        return COMPUTED
    if field.moment:
        return MOMENT
    return REQUIRED if field.required else OPTIONAL
