"""What is said of file names and numbers."""

from recordkit.wording import Text

NOTHING = Text("", "")

NAMES: dict[str, tuple[Text, Text]] = {
    "name_shape": (
        Text("文件名不是“类型-日期-编号”: {value}", "the name is no type-date-number: {value}"),
        Text("正确写法如: {nearest}", "It should read like: {nearest}"),
    ),
    "name_word_invalid": (
        Text(
            "文件名中的类型含有不能用的字符: {value}",
            "the type in the name holds characters that no name may have: {value}",
        ),
        Text("正确写法如: {nearest}", "It should read like: {nearest}"),
    ),
    "name_number_invalid": (
        Text("编号应从 001 起: {value}", "numbers start at 001: {value}"),
        Text("正确写法如: {nearest}", "It should read like: {nearest}"),
    ),
    "name_number_missing": (
        Text("文件名缺少编号: {value}", "the name has no number: {value}"),
        Text("将自动取下一个可用编号。", "The next free number will be taken."),
    ),
    "name_date_impossible": (
        Text("文件名中的日期不存在: {value}", "the date in the name does not exist: {value}"),
        Text("请核对年月日, 如: {nearest}", "Check year, month and day, like: {nearest}"),
    ),
    "name_date_far": (
        Text("文件名中的日期太远: {value}", "the date in the name is too far ahead: {value}"),
        Text("请核对年份。", "Check the year."),
    ),
    "name_type_unknown": (
        Text("没有名为“{word}”的记录类型", "there is no record type {word}"),
        Text("{nearest}", "{nearest}"),
    ),
    "name_extension": (
        Text("“{word}”不接受 .{ext} 文件", "{word} takes no .{ext} file"),
        Text("请存为: {allowed}", "Save it as: {allowed}"),
    ),
    "name_too_long": (
        Text("文件名太长({size} 字节, 至多 255)", "the name is too long ({size} bytes, at most 255)"),
        Text("请缩短文件名。", "Shorten the name."),
    ),
    "name_not_text": (
        Text("文件名的编码无法识别: {value}", "the name is in no readable encoding: {value}"),
        Text("请改名为“类型-日期-编号”, 如: {nearest}", "Rename it to type-date-number, like: {nearest}"),
    ),
    "name_repaired": (
        Text("文件名已自动更正: {value} → {canonical}", "the name was repaired: {value} → {canonical}"),
        NOTHING,
    ),
    "number_taken": (
        Text("编号不可用: {value} {reason}", "the number is not free: {value} {reason}"),
        Text("下一个可用编号: {free}", "The next free one: {free}"),
    ),
}
