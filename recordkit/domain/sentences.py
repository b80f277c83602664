"""What each finding says, and what to do, in both languages: one literal table, code -> (message, suggestion)."""

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

CHECKS: dict[str, tuple[Text, Text]] = {
    "not_after": (
        Text(
            "“{label}”({value})应晚于“{other}”({bound})",
            "{label} ({value}) should be after {other} ({bound})",
        ),
        Text("请核对这两个时间。", "Check the two of them."),
    ),
    "not_before": (
        Text(
            "“{label}”({value})应早于“{other}”({bound})",
            "{label} ({value}) should be before {other} ({bound})",
        ),
        Text("请核对这两个时间。", "Check the two of them."),
    ),
    "deadline_breached": (
        Text(
            "“{label}”超过时限 {limit}: 实际 {taken}", "{label} is past its limit of {limit}: it took {taken}"
        ),
        Text("如实登记即可; 请说明原因并跟进。", "It is recorded as it was; note the reason and follow up."),
    ),
    "not_listed": (
        Text("“{label}”({value})不在“{other}”中", "{label} ({value}) is not among {other}"),
        Text("请补进“{other}”, 或改正姓名。", "Add it to {other}, or correct the name."),
    ),
    "listed_twice": (
        Text("“{value}”既在“{label}”又在“{other}”中", "{value} is both in {label} and in {other}"),
        Text("请只保留一处。", "Keep one of the two."),
    ),
    "repeated": (
        Text("“{label}”中“{value}”重复", "{value} is repeated in {label}"),
        Text("请删去重复的一项。", "Remove the repetition."),
    ),
    "duplicate": (
        Text("“{label}”与第 {first} 条记录重复: {value}", "{label} repeats that of record {first}: {value}"),
        Text(
            "同一件只登记一次; 若是另一件, 请更正编号。",
            "Register a case once; if it is another case, correct its number.",
        ),
    ),
    "value_refused": (
        Text("“{label}”应为{allowed}, 却是: {value}", "{label} should be {allowed}, found: {value}"),
        Text("{why}", "{why}"),
    ),
    "same_as": (
        Text("“{label}”不能与“{other}”相同: {value}", "{label} may not be the same as {other}: {value}"),
        Text("请由另一人担任。", "Someone else has to do it."),
    ),
    "sum_differs": (
        Text("“{label}”({value})与合计({sum})不符", "{label} ({value}) differs from the sum ({sum})"),
        Text("请核对各项金额。", "Check the amounts."),
    ),
    "department_unknown": (
        Text("科室名单中没有“{value}”{times}", "the list of departments has no {value!r}{times}"),
        Text(
            "{nearest}新科室请由管理员加进 recordkit.toml。",
            "{nearest}An administrator adds a new one to recordkit.toml.",
        ),
    ),
}

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

CONTENTS: dict[str, tuple[Text, Text]] = {
    "section_missing": (
        Text("缺少必备部分“{section}”", "the compulsory section {section} is missing"),
        Text("请补上标题“{section}”及其内容(R7)。", "Add the heading {section} and its text (R7)."),
    ),
    "section_empty": (
        Text("必备部分“{section}”没有内容", "the compulsory section {section} is empty"),
        Text("请在“{section}”下填写内容(R7)。", "Write something under {section} (R7)."),
    ),
    "file_empty": (
        Text("文件是空的(0 字节)", "the file is empty (0 bytes)"),
        Text("请重新保存后再放入。", "Save it again and drop it anew."),
    ),
    "file_incomplete": (
        Text("文件不完整: {reason}", "the file is incomplete: {reason}"),
        Text("可能复制中断, 请重新复制。", "The copying may have broken off; copy it again."),
    ),
    "file_mislabelled": (
        Text("扩展名是 .{ext}, 内容却是{found}", "the extension says .{ext}, the content is {found}"),
        Text(
            "请用 Word、WPS 或 Excel 打开后另存为正确的格式。",
            "Open it in Word, WPS or Excel and save it in the right format.",
        ),
    ),
    "file_locked": (
        Text("文件有打开密码, 无法核对", "the file is password-protected and cannot be checked"),
        Text("请去掉密码后再放入。", "Remove the password and drop it again."),
    ),
    "file_macros": (
        Text("文件含有宏, 不能归档", "the file carries macros and is not filed"),
        Text("请另存为不含宏的 .docx 或 .xlsx。", "Save it as .docx or .xlsx without macros."),
    ),
    "file_unreadable": (
        Text("文件打不开: {reason}", "the file cannot be opened: {reason}"),
        Text(
            "请用 Word、WPS 或 Excel 打开检查后重新保存。",
            "Open it in Word, WPS or Excel, check it, and save it again.",
        ),
    ),
    "file_too_large": (
        Text("文件超出限制: {reason}", "the file is beyond a limit: {reason}"),
        Text("请缩小图片或拆分文件。", "Shrink its pictures, or split it."),
    ),
    "record_disagrees": (
        Text(
            "文档内嵌的记录与可见文字不一致: {what}",
            "the record inside the document no longer agrees with its text: {what}",
        ),
        Text("以可见文字为准; 请主管核对。", "The visible text counts; a supervisor should look."),
    ),
    "type_differs": (
        Text("文件名是“{word}”, 内容却是“{found}”", "the name says {word}, the document is {found}"),
        Text("请按内容改名。", "Rename it after its content."),
    ),
    "name_differs": (
        Text(
            "文档内写的是 {own}, 文件名却是 {value}",
            "the document calls itself {own}, its file name says {value}",
        ),
        Text("请改回文件名: {nearest}", "Give it its own name again: {nearest}"),
    ),
    "department_from_text": (
        Text("科室取自文档内容: {value}", "the department was taken from the document: {value}"),
        NOTHING,
    ),
    "period_doubtful": (
        Text("报告期不能确定, 暂按 {value} 计", "the period is in doubt; {value} is assumed"),
        Text("请主管用 recordkit assign 确认。", "A supervisor confirms it with `recordkit assign`."),
    ),
    "department_missing": (
        Text("看不出是哪个科室的{word}", "it cannot be told which department this {word} is from"),
        Text(
            "请放进以科室命名的子文件夹, 或由 recordkit 生成文档。",
            "Drop it in a sub-folder named for the department, or generate it with recordkit.",
        ),
    ),
    "duplicate_content": (
        Text("内容与已归档的 {name} 完全相同", "the content is that of {name}, which is filed already"),
        Text(
            "不必再交; 若应是另一份, 请检查是否拿错文件。",
            "Nothing to do; if it should be another one, check which file it is.",
        ),
    ),
    "may_not_replace": (
        Text(
            "{name} 已归档; {who}({tier})不能替换",
            "{name} is filed already; {who} ({tier}) may not replace it",
        ),
        Text(
            "请主管替换, 或改用新编号 {free}。", "A supervisor may replace it, or take the new number {free}."
        ),
    ),
    "render_fault": (
        Text("{name} 未能生成: {what}", "{name} could not be made: {what}"),
        Text(
            "编号仍为这条记录预留; 改正模板或数据后再次生成, 仍用此编号。",
            "The number stays reserved for this record; correct the template or the data, and generate it again.",
        ),
    ),
    "field_unread": (
        Text("表单上没有找到“{label}”", "the form has no place for {label}"),
        Text(
            "请核对表单是否缺了这一项, 或标题被改动。",
            "See whether the form lacks it, or its label was changed.",
        ),
    ),
    "label_ambiguous": (
        Text(
            "“{label}”在表单上出现了 {count} 次, 内容不同, 采用第一处: {value}",
            "{label} stands {count} times in the form, differently; the first was taken: {value}",
        ),
        Text("请只保留一处。", "Keep one of them."),
    ),
    "label_unknown": (
        Text(
            "表单上的“{key}”不认识, 未采用: {value}",
            "the form's label {key!r} is not known; not taken: {value}",
        ),
        Text("{nearest}", "{nearest}"),
    ),
    "fault_of_ours": (
        Text("recordkit 处理此文件时出错: {reason}", "recordkit failed on this file: {reason}"),
        Text(
            "文件没有问题也可能如此; 请把本说明交给管理员。",
            "The file may be sound; give this note to the administrator.",
        ),
    ),
    "pdf_failed": (
        Text("没有生成 PDF: {reason}", "no PDF was made of it: {reason}"),
        Text(
            "文档本身已做好; 可用 Word 或 WPS 打开后另存为 PDF, 并告知管理员。",
            "The document itself is made: open it in Word or WPS and save it as PDF, and tell the administrator.",
        ),
    ),
    "figures_scope": (
        Text("数据的统计范围: {scope}({department})", "the figures count {scope} ({department})"),
        Text(
            "不对时, 在输入里写明“统计范围”, 或请管理员在 recordkit.toml 的 [office] overseers 列出统计全院的科室。",
            "If that is wrong, say the scope in the input, or list the departments that report on the whole office "
            "as [office] overseers in recordkit.toml.",
        ),
    ),
    "figure_differs": (
        Text(
            "“{label}”填写为 {typed}, 按归档记录计算为 {counted}; 采用填写的",
            "{label} is given as {typed}, counted from the archive as {counted}; the given one was taken",
        ),
        Text("请核对; 留空则采用计算的。", "Look which is right; left empty, the counted one is taken."),
    ),
    "report_to_write": (
        Text(
            "数据已填好, 还有 {count} 项待填写: {fields}",
            "the figures are in; {count} parts are still to be written: {fields}",
        ),
        Text(
            "请在 Word 里补写标有“【待填写】”之处, 或用输入文件再次生成(编号不变)。",
            "Write them in Word where 【待填写】 stands, or generate it again with an input (the number stays).",
        ),
    ),
    "report_unfinished": (
        Text("还有待填写的内容, 不能归档: {fields}", "it is not finished, and was not filed: {fields}"),
        Text(
            "请补写标有“【待填写】”之处再归档, 或用输入文件再次生成。",
            "Write what is marked 【待填写】 and file it then, or generate it again with an input.",
        ),
    ),
    "input_unknown": (
        Text("看不出这是哪种表单", "it cannot be told which form this is"),
        Text(
            "请使用“空白表单”文件夹里的表单, 不要改表头。",
            "Use a form from the folder 空白表单 and keep its headings.",
        ),
    ),
    "import_path_unknown": (
        Text("文件夹中没有这个文件: {value}", "the folder has no such file: {value}"),
        Text(
            "{nearest}原路径一列不要改; 不需要的行写“跳过”。",
            "{nearest}Leave the old paths as they are; set such a row to skip.",
        ),
    ),
    "import_path_twice": (
        Text("映射表中有两行是同一个文件: {value}", "two rows of the mapping are of one file: {value}"),
        Text("请删去一行。", "Remove one of them."),
    ),
    "import_same_content": (
        Text(
            "{value} 与第 {row} 行的文件内容完全相同", "{value} has the same content as the file of row {row}"
        ),
        Text("请把其中一行改为“跳过”。", "Set one of the two rows to skip."),
    ),
    "import_refused": (
        Text("未归档: {reason}", "it was not filed: {reason}"),
        Text(
            "其余已归档; 改正后再次运行即可。", "The others are filed; correct it, and run the import again."
        ),
    ),
    "bag_unreadable": (
        Text("不是可用的 BagIt 包: {reason}", "it is no sound BagIt bag: {reason}"),
        Text("请向移交方索取完整的包。", "Ask for the whole bag again."),
    ),
    "bag_file_missing": (
        Text("包内缺少 {value}", "{value} is missing from the bag"),
        Text("请向移交方索取完整的包。", "Ask for the whole bag again."),
    ),
    "bag_file_stray": (
        Text("包内多出 {value}, 不在包的清单中", "{value} is in the bag, and not in its manifest"),
        Text("请与移交方核对该文件的来历。", "Ask the giver where it comes from."),
    ),
    "bag_file_changed": (
        Text("{value} 被改动(与包的清单哈希不符)", "{value} was changed (its hash is not the manifest's)"),
        Text("请向移交方索取完整的包。", "Ask for the whole bag again."),
    ),
    "bag_count": (
        Text(
            "包内应有 {stated}(字节.文件数), 实有 {found}",
            "the bag says {stated} (bytes.files), {found} are there",
        ),
        NOTHING,
    ),
    "bag_list_missing": (
        Text("包内没有 {value}, 只能核对包本身", "the bag has no {value}: only the bag itself was checked"),
        NOTHING,
    ),
    "bag_list_unreadable": (
        Text("{value} 无法读取: {reason}", "{value} cannot be read: {reason}"),
        Text("请向移交方索取完整的包。", "Ask for the whole bag again."),
    ),
    "bag_list_differs": (
        Text("{value} 与元数据所列不符: {what}", "{value} is not what the metadata say: {what}"),
        Text(
            "包的清单与元数据互相矛盾: 有人改动后重做了清单。请与移交方核对。",
            "The manifest and the metadata contradict each other: the bag was made up again after a change. Ask the giver.",
        ),
    ),
    "bag_list_lacks": (
        Text("{value} 不在元数据中", "{value} is not in the metadata"),
        Text("请与移交方核对该文件的来历。", "Ask the giver where it comes from."),
    ),
    "bag_list_total": (
        Text(
            "元数据所列{what}为 {stated}, 实为 {found}", "the metadata say {what}: {stated}, found: {found}"
        ),
        NOTHING,
    ),
}

SENTENCES: dict[str, tuple[Text, Text]] = {**VALUES, **CHECKS, **NAMES, **CONTENTS}


def did_you_mean(nearest: str | None, listing: str = "") -> Text:
    """Return the words that offer the nearest known name, or nothing."""
    if nearest is None:
        return Text(listing, listing)
    return Text(f"是不是“{nearest}”? {listing}", f"Did you mean {nearest}? {listing}")
