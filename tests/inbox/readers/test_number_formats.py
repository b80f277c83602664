"""tests of number_formats: ECMA-376 part 1, 18.8.30 and 18.8.31, and what Chinese Excel and WPS write."""

import pytest

from recordkit.inbox.readers.number_formats import Shows, shows


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("General", Shows.NUMBER),
        ("0.00", Shows.NUMBER),
        ("#,##0.00_ ;[Red]\\-#,##0.00\\ ", Shows.NUMBER),
        ('_ "¥"* #,##0.00_ ;_ "¥"* \\-#,##0.00_ ;_ @_ ', Shows.NUMBER),
        ('0"天"', Shows.NUMBER),
        ('0 "days"', Shows.NUMBER),
        ("0.00E+00", Shows.NUMBER),
        ("@", Shows.NUMBER),
        ("[DBNum2]General", Shows.NUMBER),
        ("[>=10000]0.0,万;0", Shows.NUMBER),
        ("yyyy-mm-dd", Shows.DAY),
        ('yyyy"年"m"月"d"日";@', Shows.DAY),
        ("[$-804]yyyy年m月d日", Shows.DAY),
        ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", Shows.DAY),
        ("m/d", Shows.DAY),
        ("mmm-yy", Shows.DAY),
        ("aaaa;dddd", Shows.NUMBER),
        ("yyyy-mm-dd hh:mm", Shows.INSTANT),
        ("yyyy/m/d\\ h:mm;@", Shows.INSTANT),
        ('yyyy"年"m"月"d"日" h"时"mm"分"', Shows.INSTANT),
        ("m/d/yy h:mm AM/PM", Shows.INSTANT),
        ("yyyy-mm-ddThh:mm:ss", Shows.INSTANT),
        ("h:mm", Shows.TIME),
        ("上午/下午h时mm分", Shows.TIME),
        ("mm:ss.0", Shows.TIME),
        ("[h]:mm:ss", Shows.LENGTH),
        ("[mm]:ss", Shows.LENGTH),
    ],
)
def test_a_format_code_shows(code: str, shown: Shows) -> None:
    assert shows(164, code) is shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (0, Shows.NUMBER),
        (2, Shows.NUMBER),
        (14, Shows.DAY),
        (20, Shows.TIME),
        (22, Shows.INSTANT),
        (31, Shows.DAY),
        (32, Shows.TIME),
        (46, Shows.LENGTH),
        (49, Shows.NUMBER),
        (58, Shows.DAY),
        (999, Shows.NUMBER),
    ],
)
def test_a_built_in_format_shows(number: int, shown: Shows) -> None:
    assert shows(number, None) is shown
