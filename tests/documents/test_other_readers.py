"""What other programs read in the documents of every type: the same text that we put there."""

import re
import subprocess
from pathlib import Path

import pytest
from python_calamine import load_workbook

from recordkit.documents.reading import visible_text
from tests.templates.shipped import FORMS, document

TICKS = re.compile(r"[☑☐★☆¥\\\[\]*_^~<>&'\"`|#-]")


def squeezed(text: str) -> str:
    """Return the words alone: what pandoc escapes or rules off is left out on both sides."""
    return TICKS.sub("", "".join(text.split()))


@pytest.mark.full("pandoc")
@pytest.mark.parametrize("key", FORMS)
def test_pandoc_reads_every_line_of_a_document(key: str, tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(document(key))
    command = ["pandoc", "--from", "docx", "--to", "plain", "--wrap", "none", "--columns", "9999", str(file)]
    read = squeezed(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    lost = [
        line for line in visible_text(document(key), "docx") if any(word not in read for word in words(line))
    ]
    assert lost == []


def words(line: str) -> list[str]:
    """Return the stretches of Chinese, letters and digits of a line: tables may part them."""
    return re.findall(r"[\u4e00-\u9fff]{2,}|[A-Za-z0-9]{2,}", line)


def test_calamine_reads_every_cell_of_the_register(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    content = document("complaint-register")
    file.write_bytes(content)
    book = load_workbook(str(file))
    read = {
        squeezed(str(cell))
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python()
        for cell in row
    }
    texts = [
        line
        for line in visible_text(content, "xlsx")
        if re.search(r"[\u4e00-\u9fff]", line) and not line.startswith("=")
    ]
    assert len(texts) > 300
    assert [text for text in texts if squeezed(text) not in read] == []
