"""A table of 2,000 rows in Word by recordkit, from template to file."""

from benchmarks.data import table_rows
from benchmarks.tasks.rounds import folder, fresh, serve
from recordkit.documents.engine import compile_template

ROWS = table_rows()


def run() -> None:
    template = compile_template((folder() / "table.docx").read_bytes(), file="table.docx")
    (fresh("table-ours.docx")).write_bytes(template.render({"rows": ROWS}))


if __name__ == "__main__":
    serve(run)
