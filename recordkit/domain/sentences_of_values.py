"""What is said of values that were typed: missing, misread, out of place."""

from recordkit.wording import Text

NOTHING = Text("", "")

VALUES: dict[str, tuple[Text, Text]] = {
    "required_missing": (
        Text("“{label}”没有填写", "{label} is missing"),
        Text("请填写“{label}”。", "Fill in {label}."),
    ),
    "key_unknown": (
        Text("没有名为“{key}”的项目", "there is no field named {key!r}"),
        Text("{nearest}", "{nearest}"),
    ),
    "row_unknown": (
        Text(
            "“{label}”没有第 {row} 行(共 {count} 行)",
            "{label} has no row {row} (of {count})",
        ),
        Text(
            "写行号, 如 1、2; 或该行的名称。{nearest}",
            "Write the row's number, such as 1 or 2, or what it is called. {nearest}",
        ),
    ),
    "column_unknown": (
        Text("表头“{key}”不认识, 该列未采用", "the heading {key!r} is not known; the column was not used"),
        Text("{nearest}", "{nearest}"),
    ),
    "column_missing": (
        Text("缺少必填列“{label}”", "the required column {label} is missing"),
        Text("请加上名为“{label}”的一列。", "Add a column headed {label}."),
    ),
    "column_repeated": (
        Text("表头“{key}”出现了两次", "the heading {key!r} stands twice"),
        Text("请保留一列, 另一列改名或删除。", "Keep one and rename or delete the other."),
    ),
    "headings_missing": (
        Text("找不到表头行: 没有一行像“{word}”的表头", "no row looks like the headings of {word}"),
        Text(
            "请使用空白表单, 或在第一行写上项目名称。",
            "Use the blank form, or write the field names in the first row.",
        ),
    ),
    "no_records": (
        Text("文件里没有记录", "the file holds no record"),
        Text("请至少填写一条。", "Fill in at least one."),
    ),
    "not_a_record": (
        Text(
            "这里应是一条记录(项目: 值), 却是: {value}",
            "a record (field: value) was expected here, found: {value}",
        ),
        Text("请照示例文件的写法填写。", "Write it as the type's example does."),
    ),
    "row_total": (
        Text("第 {row} 行是合计行, 未当作记录", "row {row} holds totals and was not taken as a record"),
        NOTHING,
    ),
    "key_repeated": (
        Text("项目“{key}”写了两次, 只采用第一次", "the field {key!r} stands twice; the first was taken"),
        Text("请删去一处。", "Remove one of the two."),
    ),
    "line_unreadable": (
        Text("第 {row} 行不是有效的 JSON: {value}", "line {row} is no JSON: {value}"),
        Text("每行写一个完整的 JSON 对象。", "Write one whole JSON object a line."),
    ),
    "row_extra_cells": (
        Text(
            "这一行比表头多出 {count} 格: {value}",
            "this row has {count} more cells than the headings: {value}",
        ),
        Text(
            "含逗号的内容要放在双引号内; 多余的格请删去。",
            "Put text with commas in double quotes; delete spare cells.",
        ),
    ),
    "illegal_character": (
        Text(
            "“{label}”含有文档中不能出现的控制字符: {names}",
            "{label} holds control characters that no document can carry: {names}",
        ),
        Text("请删去该字符后重新输入这一格。", "Delete the character and type the cell again."),
    ),
    "text_too_short": (
        Text(
            "“{label}”太短: {length} 个字, 至少 {min} 个",
            "{label} is too short: {length} characters, at least {min}",
        ),
        Text("请写得更具体。", "Say it more fully."),
    ),
    "text_too_long": (
        Text(
            "“{label}”太长: {length} 个字, 至多 {max} 个",
            "{label} is too long: {length} characters, at most {max}",
        ),
        Text("请精简, 或把细节写进正文。", "Shorten it, or move the detail elsewhere."),
    ),
    "text_pattern": (
        Text("“{label}”的写法不对: {value}", "{label} is not written as it should be: {value}"),
        Text("正确写法: {hint}", "It should read like: {hint}"),
    ),
    "enum_unknown": (
        Text("“{label}”没有“{value}”这一项", "{label} has no choice {value!r}"),
        Text("{nearest}可选: {choices}", "{nearest}Choose one of: {choices}"),
    ),
    "bool_unknown": (
        Text("“{label}”应填“是”或“否”, 却是: {value}", "{label} should be yes or no, found: {value}"),
        Text("请填“是”或“否”。", "Write 是 or 否 (yes or no)."),
    ),
    "number_invalid": (
        Text("“{label}”应是数字, 却是: {value}", "{label} should be a number, found: {value}"),
        Text("只填数字, 不要单位。", "Write the number alone, without a unit."),
    ),
    "number_not_whole": (
        Text("“{label}”应是整数, 却是: {value}", "{label} should be a whole number, found: {value}"),
        Text("请填整数。", "Write a whole number."),
    ),
    "number_out_of_range": (
        Text(
            "“{label}”超出范围: {value}(应在 {min} 至 {max} 之间)",
            "{label} is out of range: {value} (from {min} to {max})",
        ),
        Text("请核对数值。", "Check the figure."),
    ),
    "money_places": (
        Text("“{label}”至多两位小数: {value}", "{label} has at most two decimal places: {value}"),
        Text("请四舍五入到分。", "Round it to two places."),
    ),
    "date_invalid": (
        Text("“{label}”不是有效的日期: {value}", "{label} is no valid date: {value}"),
        Text("请写成 2026-11-09 或 2026年11月9日。", "Write it as 2026-11-09 or 2026年11月9日."),
    ),
    "datetime_invalid": (
        Text("“{label}”不是有效的时间: {value}", "{label} is no valid date and time: {value}"),
        Text("请写成 2026-11-09 15:00。", "Write it as 2026-11-09 15:00."),
    ),
    "time_missing": (
        Text("“{label}”只有日期, 缺少几点几分: {value}", "{label} has a day but no time of day: {value}"),
        Text("请写成 2026-11-09 15:00。", "Write it as 2026-11-09 15:00."),
    ),
    "relative_without_base": (
        Text(
            "“{label}”写的是“{value}”, 但起算的“{base}”没有填对",
            "{label} says {value!r}, but {base}, from which it counts, is not known",
        ),
        Text("请先填好“{base}”, 或直接写日期。", "Fill in {base} first, or write the date itself."),
    ),
    "date_future": (
        Text("“{label}”是将来的时间: {value}", "{label} lies in the future: {value}"),
        Text("请核对年份和日期。", "Check the year and the day."),
    ),
    "period_invalid": (
        Text("“{label}”不是有效的{what}: {value}", "{label} is no valid {what}: {value}"),
        Text("请写成 {hint}。", "Write it as {hint}."),
    ),
    "phone_invalid": (
        Text("“{label}”不是有效的电话号码: {value}", "{label} is no valid telephone number: {value}"),
        Text(
            "手机 11 位, 座机带区号(如 010-12345678)。",
            "A mobile has 11 digits; a landline needs its area code (010-12345678).",
        ),
    ),
    "phone_damaged": (
        Text(
            "“{label}”被 Excel 变成了科学计数, 号码已丢失: {value}",
            "Excel turned {label} into scientific notation; the number is lost: {value}",
        ),
        Text(
            "请把该列设为文本格式, 重新输入完整号码。",
            "Format the column as text and type the whole number again.",
        ),
    ),
    "id_invalid": (
        Text("“{label}”不是有效的身份证号码: {reason}", "{label} is no valid identity number: {reason}"),
        Text("请对照证件核对 18 位号码。", "Check the 18 digits against the document."),
    ),
    "id_damaged": (
        Text(
            "“{label}”被 Excel 变成了科学计数, 号码已丢失: {value}",
            "Excel turned {label} into scientific notation; the number is lost: {value}",
        ),
        Text(
            "请把该列设为文本格式, 重新输入完整号码。",
            "Format the column as text and type the whole number again.",
        ),
    ),
    "rows_missing": (
        Text(
            "“{label}”至少要有 {min} 行, 现有 {count} 行", "{label} needs at least {min} rows, it has {count}"
        ),
        Text("请补充。", "Add what is missing."),
    ),
    "rows_too_many": (
        Text("“{label}”至多 {max} 行, 现有 {count} 行", "{label} takes at most {max} rows, it has {count}"),
        Text("请合并或分开登记。", "Merge them, or register them apart."),
    ),
    "table_expected": (
        Text(
            "“{label}”应是一张表(每行一组项目), 却是: {value}",
            "{label} should be a table (a group of fields a row), found: {value}",
        ),
        Text("请照示例文件的写法填写。", "Write it as the type's example does."),
    ),
    "list_expected": (
        Text("“{label}”应是一个列表, 却是: {value}", "{label} should be a list, found: {value}"),
        Text("每行写一项, 或用顿号分隔。", "Write one a line, or separate them with 、"),
    ),
}
