"""What is said of values that go against a check or against each other."""

from recordkit.wording import Text

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
