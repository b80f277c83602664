"""A LibreOffice of the tests' own: a real program in PATH, which prints, fails, hangs or dies as its shell script says."""

import io
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.constants import PageLabelStyle

SCRIPT = """#!/bin/sh
printf '%s\\n' "$FONTCONFIG_FILE $*" >> '{log}'
while [ "$1" != --outdir ]; do shift; done
out=$2; shift 2; mkdir -p "$out"
for file; do
  pdf=$out/$(basename "${{file%.*}}").pdf
  {body}
done
"""
PRINTS = "cat '{sound}' > \"$pdf\""


@dataclass(frozen=True, slots=True)
class Press:
    """Where the program lies, and what it was called with."""

    folder: Path

    @property
    def calls(self) -> list[str]:
        """What followed its name, a line a run, the fonts that it was given in front."""
        log = self.folder / "calls"
        return log.read_text("utf-8").splitlines() if log.exists() else []

    @property
    def runs(self) -> list[int]:
        """How many files each run was given."""
        return [len(call.partition("--outdir ")[2].split()) - 1 for call in self.calls]


def installed(
    folder: Path, patch: pytest.MonkeyPatch, *body: str, sound: bytes, name: str = "soffice"
) -> Press:
    """Put the program first in PATH; `body` is done for each `$file` before it is printed to `$pdf` as the PDF `sound`."""
    home = folder / "programs"
    home.mkdir()
    (home / "sound.pdf").write_bytes(sound)
    steps = "\n  ".join([*body, PRINTS.format(sound=home / "sound.pdf")])
    program = home / name
    program.write_text(SCRIPT.format(log=home / "calls", body=steps), "utf-8")
    program.chmod(0o755)
    patch.setenv("PATH", f"{home}{os.pathsep}/usr/bin{os.pathsep}/bin")
    return Press(home)


def missing(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Leave nothing in PATH."""
    patch.setenv("PATH", str(folder / "nothing"))


def blank_pdf(*sizes: tuple[float, float], created: str | None = None, titles: Sequence[str] = ()) -> bytes:
    """Return a PDF of empty pages (A4 unless said), made at an instant (D:2026…), with a bookmark for each title."""
    writer = PdfWriter()
    for width, height in sizes or [(595, 842)]:
        writer.add_blank_page(width, height)
    for title in titles:
        writer.add_outline_item(title=title, page_number=0)
    if created is not None:
        writer.add_metadata({"/CreationDate": created, "/Title": "甲"})
        writer.generate_file_identifiers()
    return written(writer)


def labelled(pdf: bytes, *labels: tuple[int, PageLabelStyle, str]) -> bytes:
    """Return the PDF with page labels: from which page (counting from 0), in which style, after which prefix."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    for page, style, prefix in labels:
        writer.set_page_label(page, len(writer.pages) - 1, style=style, prefix=prefix)
    return written(writer)


def written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
