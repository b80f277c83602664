"""The register of 100,000 rows by recordkit, from template to file."""

from benchmarks.data import register
from benchmarks.tasks.rounds import folder, fresh, serve
from recordkit.documents.excel.template import compile_excel


def run() -> None:
    template = compile_excel((folder() / "register.xlsx").read_bytes(), file="register.xlsx")
    template.render_to({"rows": register()}, fresh("register-ours.xlsx"))


if __name__ == "__main__":
    serve(run)
