"""The register of 100,000 rows by XlsxWriter in constant memory."""

from xlsxwriter import Workbook  # type: ignore[import-not-found] # of the peers' environment

from benchmarks.data import COLUMNS, REGISTER_ROWS, register
from benchmarks.tasks.rounds import fresh, serve

KEYS = [f"c{column}" for column in range(1, COLUMNS + 1)]


def run() -> None:
    book = Workbook(fresh("register-xlsxwriter.xlsx"), {"constant_memory": True})
    sheet = book.add_worksheet("台账")
    plain = book.add_format({"font_name": "仿宋_GB2312", "font_size": 11, "border": 1})
    dated = book.add_format(
        {"font_name": "仿宋_GB2312", "font_size": 11, "border": 1, "num_format": "yyyy-mm-dd"}
    )
    formats = [dated if key in {"c6", "c7"} else plain for key in KEYS]
    sheet.write_row(0, 0, [f"列{column}" for column in range(1, COLUMNS + 1)])
    for number, values in enumerate(register(), 1):
        for column, key in enumerate(KEYS):
            sheet.write(number, column, values[key], formats[column])
    sheet.data_validation(1, 4, REGISTER_ROWS, 4, {"validate": "list", "source": ["甲", "乙"]})
    sheet.autofilter(0, 0, REGISTER_ROWS, COLUMNS - 1)
    sheet.freeze_panes(1, 0)
    book.close()


if __name__ == "__main__":
    serve(run)
