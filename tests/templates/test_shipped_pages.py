"""The shipped templates on paper: LibreOffice lays them out, and the pages are counted and measured."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.templates.shipped import document, template, values

FONTS = Path(__file__).parents[2] / "recordkit" / "documents" / "fonts" / "office-fonts.conf"
pytestmark = pytest.mark.full("soffice", "pdftotext", "pdfinfo")


def printed(content: bytes, folder: Path) -> Path:
    """Return the PDF that LibreOffice makes of a docx, in the shipped fonts."""
    source = folder / "printed.docx"
    source.write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder), str(source)]
    subprocess.run(
        command,
        check=True,
        capture_output=True,
        timeout=120,
        env=os.environ | {"FONTCONFIG_FILE": str(FONTS)},
    )
    return source.with_suffix(".pdf")


def pages(pdf: Path) -> int:
    """Return how many pages the PDF has."""
    told = subprocess.run(["pdfinfo", str(pdf)], check=True, capture_output=True, text=True).stdout
    return int(next(line.split()[1] for line in told.splitlines() if line.startswith("Pages:")))


def lines(pdf: Path, page: int) -> list[str]:
    """Return the lines of one page, without its page number."""
    command = ["pdftotext", "-f", str(page), "-l", str(page), "-layout", str(pdf), "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [line.strip() for line in text.splitlines() if line.strip()][:-1]


def test_a_full_page_of_minutes_has_22_lines_of_28_characters(tmp_path: Path) -> None:
    """GB/T 9704-2012, 5.2.3."""
    content = template("minutes").render(values("minutes", {"discussion": "会议听取汇报并认真讨论" * 220}))
    body = lines(printed(content, tmp_path), 3)
    assert [len(line) for line in body] == [28] * 22


@pytest.mark.parametrize(
    ("key", "least", "most"),
    [
        ("minutes", 2, 2),
        ("complaint", 1, 1),
        ("home-visit", 2, 2),
        ("monthly-report", 4, 8),
        ("quarterly-report", 6, 15),
    ],
)
def test_an_example_takes_the_pages_that_its_form_has(
    key: str, least: int, most: int, tmp_path: Path
) -> None:
    assert least <= pages(printed(document(key), tmp_path)) <= most
