"""tests of recordkit.guard.pdf: size and header, nothing more."""

import pytest

from recordkit.errors import NotReadable, TooLarge
from recordkit.guard.limits import Limits
from recordkit.guard.pdf import check_pdf


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"junk\n%PDF-1.4", bytes(1_000) + b"%PDF-2.0"])
def test_a_pdf_header_within_the_first_kilobyte_is_enough(content: bytes) -> None:
    check_pdf(content, file="a.pdf")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", bytes(1_024) + b"%PDF-1.7"])
def test_what_has_no_pdf_header_is_refused(content: bytes) -> None:
    with pytest.raises(NotReadable, match="not a PDF"):
        check_pdf(content, file="a.pdf")


def test_a_pdf_that_is_too_large_is_refused() -> None:
    with pytest.raises(TooLarge):
        check_pdf(b"%PDF-1.7\n" + bytes(100), Limits(pdf_bytes=100), file="a.pdf")
