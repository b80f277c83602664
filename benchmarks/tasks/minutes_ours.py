"""200 meeting minutes by recordkit, compiled once, written to files."""

from benchmarks.data import MINUTES, minutes
from benchmarks.tasks.rounds import folder, fresh, serve
from recordkit.documents.engine import compile_template

TEMPLATE = compile_template((folder() / "minutes.docx").read_bytes(), file="minutes.docx")


def run() -> None:
    out = fresh("0.docx").parent
    for number in range(MINUTES):
        (out / f"{number}.docx").write_bytes(TEMPLATE.render(minutes(number)))


if __name__ == "__main__":
    serve(run)
