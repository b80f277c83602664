"""The floor: the rendered body of 200 minutes deflated as recordkit does it (isal, level 1), nothing else."""

import io
import zipfile

from isal import isal_zlib

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
        isal_zlib.compress(body, 1, -15)


if __name__ == "__main__":
    serve(run)
