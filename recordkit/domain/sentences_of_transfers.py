"""What is said of packages that are handed over, and of old folders that are taken in."""

from recordkit.wording import Text

NOTHING = Text("", "")

TRANSFERS: dict[str, tuple[Text, Text]] = {
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
