"""The floor: the rendered body of 200 minutes deflated as Python's zipfile does it (zlib, level 6), nothing else."""

import io
import zipfile
import zlib

from benchmarks.data import MINUTES, minutes
from benchmarks.tasks.rounds import folder, serve
from recordkit.documents.engine import compile_template

TEMPLATE = compile_template((folder() / "minutes.docx").read_bytes(), file="minutes.docx")
BODIES = [
    zipfile.ZipFile(io.BytesIO(TEMPLATE.render(minutes(number)))).read("word/document.xml")
    for number in range(MINUTES)
]


def run() -> None:
    for body in BODIES:
        zlib.compress(body, 6, -15)


if __name__ == "__main__":
    serve(run)
