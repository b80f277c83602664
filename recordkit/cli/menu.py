"""The menu: every command, the module that does it, its usage and its one line - so that --help loads nothing."""

from dataclasses import dataclass

from recordkit.wording import Text

NOTHING = Text("", "")


@dataclass(frozen=True, slots=True)
class Item:
    """One command: its module in recordkit/cli/commands/, what follows its word, what it does, what to know."""

    module: str
    usage: str
    help: Text
    notes: Text = NOTHING


@dataclass(frozen=True, slots=True)
class Section:
    """Commands that belong together on the help page."""

    title: Text
    items: dict[str, Item]


MENU = (
    Section(
        Text("开始", "Begin"),
        {
            "demo": Item(
                "demo",
                "[DIR]",
                Text(
                    "用示例数据演示全过程, 建在一个新单位里",
                    "the main job on sample input, in a fresh office",
                ),
            ),
            "init": Item(
                "init",
                "DIR",
                Text("在空文件夹或新文件夹里建立单位", "an office in an empty or new folder"),
                Text("运行者即首位总监。", "Whoever runs it is the first director."),
            ),
            "types": Item(
                "types",
                "[KEY]",
                Text("有哪些记录类型; 某一类型的项目、期限、权限", "the record types; one type's fields"),
            ),
            "types copy": Item(
                "types_copy",
                "KEY",
                Text(
                    "把自带类型复制到本单位 templates/, 以便修改",
                    "a shipped type, copied into templates/ to be changed",
                ),
            ),
        },
    ),
    Section(
        Text("制作", "Make"),
        {
            "generate": Item(
                "generate",
                "TYPE [INPUT…]",
                Text("由 Excel、CSV、YAML、JSON、TOML 生成文档", "documents from structured input"),
                Text(
                    "每条记录一份文档, 台账类则全部记录一份; 编号自动预留, 同一记录再次生成得到同一名称。"
                    "INPUT 为 - 时读标准输入。有记录不合格时退出码为 1, 合格的照常生成。",
                    "One document a record, or one register for all rows; numbers are reserved, and the same record again "
                    "gets its same name. INPUT - reads standard input. Exit code 1 if any record was bad; good ones go on.",
                ),
            ),
            "blank": Item(
                "blank", "TYPE", Text("某一类型的空白 Excel 表单", "an Excel form to fill in for a type")
            ),
            "read": Item(
                "read",
                "FILE",
                Text("读出成品文档或手填表单里的内容", "the values in a finished or hand-filled document"),
            ),
            "lint": Item(
                "lint",
                "TYPE|FILE…",
                Text("检查模板或整个类型, 指出全部错误", "every fault of a template or type, with its place"),
                Text(
                    "不需要数据, 检查文件时也不需要单位。有错误时退出码为 1。",
                    "It wants no data, and for files no office. Exit code 1 if any is an error.",
                ),
            ),
        },
    ),
    Section(
        Text("归档", "File"),
        {
            "check": Item(
                "check",
                "FILE|NAME…",
                Text("能否归档? 只检查, 不改动", "would it be filed? changes nothing"),
                Text("有任何一个不能归档时退出码为 1。", "Exit code 1 if any would be refused."),
            ),
            "file": Item(
                "file",
                "FILE…",
                Text("立即归档(原文件留在原处)", "file documents now (the originals stay)"),
                Text("有任何一份被退回时退出码为 1。", "Exit code 1 if any was rejected."),
            ),
            "revise": Item(
                "revise",
                "NAME FILE|INPUT",
                Text(
                    "用新版本替换已归档的文档(主管)",
                    "replace a filed document by a later version (supervisor)",
                ),
            ),
            "note": Item(
                "note",
                "NAME KEY=VALUE…",
                Text(
                    "登记后续事项: 已送达、已答复、已办结……",
                    "note what happened later: sent, answered, closed …",
                ),
            ),
            "withdraw": Item(
                "withdraw",
                "NAME",
                Text("撤回误归档的文档(主管); 内容保留", "withdraw what was filed by mistake (supervisor)"),
            ),
            "assign": Item(
                "assign",
                "NAME",
                Text("确认报告所属期间(主管)", "confirm which period a report is for (supervisor)"),
            ),
            "waive": Item(
                "waive",
                "DUTY",
                Text("豁免一项报送(总监)", "excuse a duty (director)"),
                Text(
                    "DUTY 为 类型/科室/期间, 如 monthly-report/急诊科/2026-10。",
                    "DUTY is type/department/period, e.g. monthly-report/急诊科/2026-10.",
                ),
            ),
            "watch": Item(
                "watch",
                "",
                Text("值守共享文件夹, 随到随归档", "watch the shared folder and file what arrives"),
                Text("--once: 收完现有文件即退出。", "--once: take what is there, then exit."),
            ),
        },
    ),
    Section(
        Text("查看", "Look"),
        {
            "status": Item(
                "status",
                "",
                Text(
                    "各科室报送情况: 按时、迟交、逾期",
                    "duties and how they stand: department × duty × period",
                ),
                Text(
                    "退出码为 0; 加 --fail-late 时, 有逾期则为 1。",
                    "Exit code 0; with --fail-late, 1 when something is late.",
                ),
            ),
            "notify": Item(
                "notify",
                "",
                Text("发送到期、逾期提醒; --dry-run 只看", "send the reminders that are due"),
                Text(
                    "值守时自动发送。有通道未能发出时退出码为 1。",
                    "The watcher sends by itself. Exit code 1 when a channel failed.",
                ),
            ),
            "numbers": Item(
                "numbers",
                "[TYPE]",
                Text(
                    "编号一览: 已预留、已归档、已作废", "reserved, filed and voided numbers: the gap report"
                ),
            ),
            "numbers void": Item(
                "numbers_void", "NAME", Text("作废一个未使用的编号", "void a number that was never used")
            ),
            "find": Item("find", "[WORDS]", Text("按名称、内容和正文查找", "search names, values and text")),
            "show": Item("show", "NAME", Text("一份文档的全部情况", "one entry with its versions and notes")),
            "log": Item("log", "[NAME]", Text("事件日志", "the events of one entry, or all")),
            "get": Item(
                "get",
                "NAME",
                Text(
                    "从档案取出一份副本(敏感类型默认脱敏)",
                    "a copy out of the archive (sensitive types: masked)",
                ),
                Text(
                    "--full 取未脱敏件, 需相应权限并写明 --purpose, 且记入日志。",
                    "--full asks for the unmasked one: it wants the tier and a --purpose, and is journalled.",
                ),
            ),
        },
    ),
    Section(
        Text("管理", "Keep"),
        {
            "verify": Item(
                "verify",
                "[NAME…]",
                Text("检测档案: 真实、完整、可用、安全", "the four natures of the archive, item by item"),
                Text(
                    "参照 DA/T 70-2018 逐项列出; 没有检测的不算通过。有损坏、缺失或多余时退出码为 1。",
                    "Item by item, guided by DA/T 70-2018; what was not checked is not called passed. "
                    "Exit code 1 if anything is damaged, missing or stray.",
                ),
            ),
            "backup": Item(
                "backup",
                "DIR",
                Text("把整个单位备份到另一个文件夹(总监)", "the whole office, copied elsewhere (director)"),
                Text(
                    "值守可以照常运行。再次备份到同一文件夹只补新增的; 恢复就是把它复制回来。"
                    "secrets/(密码)不在备份里, 请另行离线保存。",
                    "The watcher may go on. A second backup to the same folder copies only what is new; restoring is copying "
                    "it back. secrets/ (passwords) is not copied: keep it by itself, offline.",
                ),
            ),
            "export": Item(
                "export",
                "[WORDS]",
                Text(
                    "导出移交包(BagIt), 或核对收到的包",
                    "documents handed over in a bag (BagIt); a received one checked",
                ),
                Text(
                    "写 --bag 导出(主管), 需 --purpose。敏感类型的原件只有加 --full 才列入, 需相应权限, 逐件记入日志。"
                    "写 --check 核对收到的包, 有问题时退出码为 1。",
                    "--bag writes one (supervisor) and wants a --purpose. Documents of sensitive types go along only "
                    "with --full, which wants the tier; each is journalled. --check looks at a received one: exit code 1 if "
                    "it is not sound.",
                ),
            ),
            "import": Item(
                "import_",
                "FOLDER",
                Text("把旧档案文件夹收进来(主管)", "an old folder tree, brought in (supervisor)"),
                Text(
                    "先 --dry-run --map 映射.xlsx: 逐个文件提出类型、日期、编号, 在 Excel 中核对; 再 --map 映射.xlsx: "
                    "归档标为“归档”的, 保留原路径和日期。原文件不动; 再次运行不会重复归档。有错误时一个也不归档, 退出码为 1。",
                    "First --dry-run --map MAPPING.xlsx: type, day and number are proposed for each file, to be looked through "
                    "in Excel; then --map MAPPING.xlsx files what is marked so, its old path and date kept. The originals "
                    "stay; running it again files nothing twice. Any fault in the mapping: nothing is filed, exit code 1.",
                ),
            ),
            "rebuild": Item(
                "rebuild", "", Text("由日志和原件重建目录", "the catalogue again, from journal and store")
            ),
            "people": Item("people", "", Text("人员与权限", "who may do what")),
            "people add": Item(
                "people_add", "LOGIN", Text("登记或变更人员(总监)", "enrol or change a person (director)")
            ),
            "people password": Item(
                "people_password",
                "LOGIN",
                Text("设置密码(本人, 或总监)", "set a password (one's own; a director, anybody's)"),
                Text(
                    "在终端输入两遍, 或由环境变量 RECORDKIT_NEW_PASSWORD 给出。",
                    "Typed twice at a terminal, or given in RECORDKIT_NEW_PASSWORD.",
                ),
            ),
        },
    ),
)
COMMANDS = {name: item for section in MENU for name, item in section.items.items()}
