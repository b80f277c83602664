"""tests of recordkit.actions.pdf: a PDF beside each document; one that fails is a finding, and the documents stay."""

from pathlib import Path

import pytest

from recordkit.actions.generate import Options
from recordkit.actions.pdf import WithPdf, generate_with_pdf
from recordkit.documents.pdf.office_program import OfficeProgramMissing
from recordkit.office import Office
from tests.house.offices import AT, VISITS, events
from tests.house.printing import blank_pdf, installed, missing

SOUND = blank_pdf()


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def printed(office: Office, out: Path, *, file: bool = False) -> WithPdf:
    return generate_with_pdf(office, "home-visit", [VISITS], Options(out, file=file), AT)


def test_each_document_has_its_pdf_beside_it_under_its_name(
    office: Office, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    press, told = installed(tmp_path, monkeypatch, sound=SOUND), []
    options = Options(out, file=True)
    done = generate_with_pdf(
        office, "home-visit", [VISITS], options, AT, progress=lambda *counts: told.append(counts)
    )
    assert len(done.made.documents) == 5
    for document in done.made.documents:
        assert done.pdfs[document.path].path == document.path.with_suffix(".pdf")
        assert document.path.with_suffix(".pdf").read_bytes().startswith(b"%PDF-")
        assert document.status == "filed"
    assert press.runs == [5]
    assert told[-1] == (5, 5)


def test_a_document_without_its_pdf_is_a_finding_and_stays(
    office: Office, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    third_and_when_alone = 'case "$# $(basename "$file")" in "5 0002.docx"|"1 "*) continue;; esac'
    installed(tmp_path, monkeypatch, third_and_when_alone, sound=SOUND)
    done = printed(office, out)
    documents = done.made.documents
    assert [document.path in done.pdfs for document in documents] == [True, True, False, True, True]
    [finding] = done.made.findings
    assert (finding.code, finding.severity, finding.file) == ("pdf_failed", "error", documents[2].path.name)
    assert "LibreOffice" in finding.message("en")
    assert all(document.path.is_file() for document in documents)


def test_without_libreoffice_nothing_is_made_and_no_number_is_reserved(
    office: Office, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing(tmp_path, monkeypatch)
    with pytest.raises(OfficeProgramMissing):
        printed(office, out)
    assert not out.exists()
    assert events(office, "reserved") == []


def test_the_same_pdf_again_is_left_and_another_one_is_kept_aside(
    office: Office, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed(tmp_path, monkeypatch, sound=SOUND)
    first = printed(office, out)
    assert [again.kept for again in printed(office, out).pdfs.values()] == [None] * 5
    path = next(iter(first.pdfs.values())).path
    path.write_bytes(b"by hand")
    kept = next(iter(printed(office, out).pdfs.values())).kept
    assert kept == path.with_name(f"{path.stem}.旧1.pdf")
    assert kept.read_bytes() == b"by hand"


@pytest.mark.full("soffice")
def test_libreoffice_prints_what_the_office_makes(office: Office, out: Path) -> None:
    done = printed(office, out)
    assert done.made.findings == ()
    assert len(done.pdfs) == 5
