"""A table of 2,000 rows in Word by docxtpl, from template to file."""

from docxtpl import DocxTemplate  # type: ignore[import-untyped] # it ships no types

from benchmarks.data import table_rows
from benchmarks.tasks.rounds import folder, fresh, serve

ROWS = table_rows()


def run() -> None:
    template = DocxTemplate(folder() / "table.docx")
    template.render({"rows": ROWS})
    template.save(fresh("table-docxtpl.docx"))


if __name__ == "__main__":
    serve(run)
