"""The register of 100,000 rows read by openpyxl, read_only."""

from openpyxl import load_workbook

from benchmarks.tasks.rounds import folder, serve


def run() -> None:
    book = load_workbook(folder() / "register-read.xlsx", read_only=True)
    _ = [row for sheet in book.worksheets for row in sheet.iter_rows(values_only=True)]
    book.close()


if __name__ == "__main__":
    serve(run)
