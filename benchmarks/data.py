"""What every engine is given: meeting minutes and a register, the same for all, invented."""

from collections.abc import Iterator
from datetime import date

MINUTES = 200
TABLE_ROWS = 2_000
REGISTER_ROWS = 100_000
COLUMNS = 16
WARDS = ("骨科", "内科", "外科", "儿科", "护理部")
CHANNELS = ("门诊", "住院", "急诊")


def minutes(number: int) -> dict[str, object]:
    """Return the values of one meeting's minutes: 12 people, 8 resolutions."""
    return {
        "title": f"第{number}次院务会议纪要",
        "day": f"2026年11月{number % 28 + 1}日",
        "place": "行政楼三楼会议室",
        "chair": f"主持人{number % 9}",
        "people": [
            {"name": f"参会人{number}-{each}", "ward": WARDS[each % 5], "post": "主任"} for each in range(12)
        ],
        "resolutions": [
            {
                "no": str(each + 1),
                "text": f"关于第{number}-{each}号事项的决议，由责任科室限期办结。",
                "owner": WARDS[each % 5],
            }
            for each in range(8)
        ],
    }


def table_rows() -> list[dict[str, object]]:
    """Return the rows of the long table in Word."""
    return [
        {"a": str(number), "b": f"患者{number}", "c": WARDS[number % 5], "d": f"2026-11-{number % 28 + 1:02}"}
        for number in range(TABLE_ROWS)
    ]


def register(rows: int = REGISTER_ROWS) -> Iterator[dict[str, object]]:
    """Yield the rows of the register: numbers, texts that repeat and texts that do not, days, gaps."""
    for number in range(rows):
        day = date(2026, 1 + number % 12, 1 + number % 28)
        yield {
            "c1": number,
            "c2": f"投诉受理-2026-{number:06}",
            "c3": f"患者{number}",
            "c4": CHANNELS[number % 3],
            "c5": "甲" if number % 2 else "乙",
            "c6": day,
            "c7": day,
            "c8": f"1380000{number % 10_000:04}",
            "c9": WARDS[number % 5],
            "c10": f"关于第{number}号事项的说明，已转科室处理。",
            "c11": number * 1.5,
            "c12": number % 100,
            "c13": "已办结",
            "c14": f"张{number % 977}",
            "c15": None if number % 4 else "备注",
            "c16": number % 7,
        }
