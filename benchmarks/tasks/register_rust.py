"""The register of 100,000 rows by rustpy-xlsxwriter (Rust)."""

from rustpy_xlsxwriter import Format, write_worksheet  # type: ignore[import-not-found] # of the peers' environment

from benchmarks.data import COLUMNS, register
from benchmarks.tasks.rounds import fresh, serve

KEYS = [f"c{column}" for column in range(1, COLUMNS + 1)]


def styled(key: str) -> Format:
    made = Format().set_font_name("仿宋_GB2312").set_font_size(11).set_border("thin")
    return made.set_num_format("yyyy-mm-dd") if key in {"c6", "c7"} else made


def run() -> None:
    write_worksheet(
        register(),
        str(fresh("register-rust.xlsx")),
        sheet_name="台账",
        freeze_row=1,
        autofilter=True,
        column_formats={key: styled(key) for key in KEYS},
        data_validations={"c5": {"type": "list", "values": ["甲", "乙"]}},
    )


if __name__ == "__main__":
    serve(run)
