"""200 meeting minutes by docx-mailmerge2."""

from mailmerge import MailMerge  # type: ignore[import-not-found] # of the peers' environment

from benchmarks.data import MINUTES, minutes
from benchmarks.tasks.rounds import folder, fresh, serve


def run() -> None:
    out = fresh("0.docx").parent
    for number in range(MINUTES):
        values = minutes(number)
        with MailMerge(folder() / "minutes-merge.docx") as document:
            document.merge(**{name: values[name] for name in ("title", "day", "place", "chair")})
            document.merge_rows("name", values["people"])
            document.merge_rows("no", values["resolutions"])
            document.write(out / f"{number}.docx")


if __name__ == "__main__":
    serve(run)
