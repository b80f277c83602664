"""Standard input tells its format by what it looks like."""

import pytest

from recordkit.cli.piped import FORMATS, sniff


@pytest.mark.parametrize(
    ("content", "shape"),
    [
        ("姓名,电话\n王芳,123\n", "csv"),
        ("\ufeff姓名,电话\n王芳,123\n", "csv"),
        ("姓名\t电话\n王芳\t123\n", "csv"),
        ("姓名,受理时间\n王芳,2026-11-18 09:30\n", "csv"),
        ("姓名;电话\n", "csv"),
        ('{"title": "例会"}', "json"),
        ('[{"title": "例会"}, {"title": "二"}]', "json"),
        ('[\n  {"title": "例会"}\n]\n', "json"),
        ('{"title": "一"}\n{"title": "二"}\n', "jsonl"),
        ("title: 例会\nplace: 会议室\n", "yaml"),
        ("会议名称: 例会\n", "yaml"),
        ("attendees:\n  - name: 王芳\n", "yaml"),
        ("# 说明\ntitle: 例会\n", "yaml"),
        ("---\ntitle: 例会\n", "yaml"),
        ("- title: 例会\n", "yaml"),
        ('title = "例会"\n', "toml"),
        ('# 说明\ntitle = "例会"\n', "toml"),
        ('[[records]]\ntitle = "例会"\n', "toml"),
        ("PK\x03\x04rest", "xlsx"),
        ("", "csv"),
    ],
)
def test_a_format_is_known_by_its_looks(content: str, shape: str) -> None:
    assert shape in FORMATS
    assert sniff(content.encode()) == shape
