"""200 meeting minutes by recordkit, in memory."""

from benchmarks.data import MINUTES, minutes
from benchmarks.tasks.rounds import folder, serve
from recordkit.documents.engine import compile_template

TEMPLATE = compile_template((folder() / "minutes.docx").read_bytes(), file="minutes.docx")
VALUES = [minutes(number) for number in range(MINUTES)]


def run() -> None:
    for values in VALUES:
        TEMPLATE.render(values)


if __name__ == "__main__":
    serve(run)
