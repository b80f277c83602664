"""200 meeting minutes by docxtpl, as its users write it: a template object for each document."""

from docxtpl import DocxTemplate  # type: ignore[import-untyped] # it ships no types

from benchmarks.data import MINUTES, minutes
from benchmarks.tasks.rounds import folder, fresh, serve


def run() -> None:
    out = fresh("0.docx").parent
    for number in range(MINUTES):
        template = DocxTemplate(folder() / "minutes.docx")
        template.render(minutes(number))
        template.save(out / f"{number}.docx")


if __name__ == "__main__":
    serve(run)
