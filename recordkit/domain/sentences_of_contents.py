"""What is said of a document's content, of making one, and of its record."""

from recordkit.wording import Text

NOTHING = Text("", "")

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
}
