"""The register of 100,000 rows read by python-calamine in a child process, its rows handed over as plain data."""

import pickle
import subprocess
import sys

from benchmarks.tasks.rounds import folder, serve

CHILD = """
import pickle, sys
from python_calamine import CalamineWorkbook
book = CalamineWorkbook.from_path(sys.argv[1])
rows = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
pickle.dump(rows, sys.stdout.buffer, 5)
"""


def run() -> None:
    command = [sys.executable, "-c", CHILD, str(folder() / "register-read.xlsx")]
    pickle.loads(subprocess.run(command, check=True, capture_output=True).stdout)  # noqa: S301 - our own child


if __name__ == "__main__":
    serve(run)
