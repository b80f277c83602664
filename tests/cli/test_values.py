"""A record's values as lines, under their labels, tables indented."""

from recordkit.cli.values import value_lines
from recordkit.domain.fields import Field, Kind
from recordkit.wording import Text

FIELDS = (
    Field("at", Text("时间", "At"), Kind.DATETIME),
    Field("done", Text("办结", "Done"), Kind.BOOL),
    Field("cc", Text("抄送", "Copies to"), Kind.LIST),
    Field(
        "rows",
        Text("决议", "Resolutions"),
        Kind.TABLE,
        columns=(Field("owner", Text("责任人", "Owner"), Kind.PERSON),),
    ),
    Field("empty", Text("空", "Empty"), Kind.TEXT),
)
VALUES = {
    "rows": [{"owner": "王芳"}, {"owner": "李明"}],
    "cc": ["急诊科", "骨科"],
    "at": "2026-11-02T08:40:00+08:00",
    "done": False,
    "empty": None,
    "extra": "x\ny",
}


def test_values_stand_in_the_types_order_under_their_labels() -> None:
    assert list(value_lines(FIELDS, VALUES, "zh")) == [
        "  时间: 2026-11-02 08:40",
        "  办结: 否",
        "  抄送: 急诊科、骨科",
        "  决议 1:",
        "    责任人: 王芳",
        "  决议 2:",
        "    责任人: 李明",
        "  extra: x\n    y",
    ]


def test_the_same_in_english() -> None:
    assert list(value_lines(FIELDS, {"done": True, "cc": ["a", "b"]}, "en")) == [
        "  Done: yes",
        "  Copies to: a, b",
    ]
