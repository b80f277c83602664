"""The register of a million rows by recordkit; its warm-up renders nothing, so that all growth is seen."""

from benchmarks.data import register
from benchmarks.tasks.rounds import folder, fresh, serve
from recordkit.documents.excel.template import compile_excel


def run() -> None:
    template = compile_excel((folder() / "register.xlsx").read_bytes(), file="register.xlsx")
    template.render_to({"rows": register(1_000_000)}, fresh("million-ours.xlsx"))


if __name__ == "__main__":
    serve(run, warm=lambda: None)
