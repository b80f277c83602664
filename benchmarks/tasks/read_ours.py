"""The register of 100,000 rows read as input by recordkit, limits and all."""

from benchmarks.tasks.rounds import folder, serve
from recordkit.inbox.readers.xlsx_file import sheets


def run() -> None:
    sheets((folder() / "register-read.xlsx").read_bytes(), "register.xlsx")


if __name__ == "__main__":
    serve(run)
