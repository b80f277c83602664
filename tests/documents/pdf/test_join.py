"""A case's documents as one file: bookmarks, page labels as they were, the same bytes again, and limits."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.constants import PageLabelStyle
from pypdf.generic import ArrayObject, DictionaryObject, NameObject

from recordkit.documents.pdf.join import join
from recordkit.errors import NotReadable, TooLarge
from recordkit.guard.limits import Limits
from tests.house.inbox_files import pdf
from tests.house.printing import blank_pdf, labelled, written

A4 = (595.0, 842.0)
ROMAN, DECIMAL = PageLabelStyle.LOWERCASE_ROMAN, PageLabelStyle.DECIMAL


def opened(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content))


def bookmarks(reader: PdfReader, outline: object = None) -> list[object]:
    """Return the bookmarks as titles with their page, those below one in a list after it."""
    listed = reader.outline if outline is None else outline
    assert isinstance(listed, list)
    return [
        bookmarks(reader, item)
        if isinstance(item, list)
        else (item["/Title"], reader.get_destination_page_number(item))
        for item in listed
    ]


def test_each_document_has_its_bookmark_and_its_own_bookmarks_below() -> None:
    first, second = blank_pdf(A4, A4, titles=["一、受理", "二、答复"]), blank_pdf(A4)
    reader = opened(join([("投诉登记表-2026-1119-001", first), ("答复函", second)], file="案卷.pdf"))
    assert len(reader.pages) == 3
    assert bookmarks(reader) == [
        ("投诉登记表-2026-1119-001", 0),
        [("一、受理", 0), ("二、答复", 0)],
        ("答复函", 2),
    ]
    assert reader.page_mode == "/UseOutlines"


def test_the_text_of_each_page_is_there() -> None:
    reader = opened(join([("甲", pdf("甲")), ("乙", pdf("乙"))], file="案卷.pdf"))
    assert [page.extract_text().strip() for page in reader.pages] == ["甲", "乙"]


def test_page_labels_stay_and_a_document_without_counts_from_one() -> None:
    first = labelled(blank_pdf(A4, A4, A4), (0, ROMAN, ""), (2, DECIMAL, "附-"))
    reader = opened(join([("甲", first), ("乙", blank_pdf(A4, A4)), ("丙", blank_pdf(A4))], file="案卷.pdf"))
    assert reader.page_labels == ["i", "ii", "附-1", "1", "2", "1"]


def test_page_labels_in_a_tree_of_several_floors_are_read() -> None:
    writer = PdfWriter(clone_from=opened(labelled(blank_pdf(A4, A4), (0, ROMAN, ""))))
    flat = writer.root_object["/PageLabels"]
    writer.root_object[NameObject("/PageLabels")] = DictionaryObject(
        {NameObject("/Kids"): ArrayObject([flat])}
    )
    reader = opened(join([("空", blank_pdf(A4)), ("甲", written(writer))], file="案卷.pdf"))
    assert reader.page_labels == ["1", "i", "ii"]


def test_a_tree_of_labels_that_runs_in_a_circle_ends() -> None:
    writer = PdfWriter(clone_from=opened(blank_pdf(A4)))
    tree = DictionaryObject()
    circle = writer._add_object(tree)
    tree[NameObject("/Kids")] = ArrayObject([circle])
    writer.root_object[NameObject("/PageLabels")] = circle
    assert opened(join([("甲", written(writer))], file="案卷.pdf")).page_labels == ["1"]


@given(st.lists(st.integers(1, 4), min_size=1, max_size=4))
def test_pages_and_labels_are_those_of_the_documents_in_order(sizes: list[int]) -> None:
    documents = [(f"{number}", blank_pdf(*[A4] * size)) for number, size in enumerate(sizes)]
    joined = join(documents, file="案卷.pdf")
    assert joined == join(documents, file="案卷.pdf")
    assert opened(joined).page_labels == [str(page + 1) for size in sizes for page in range(size)]


@pytest.mark.parametrize("bad", [b"PK", b"%PDF-1.7\n%%EOF", pdf("x", password="secret")])
def test_a_document_that_cannot_be_opened_is_named(bad: bytes) -> None:
    with pytest.raises(NotReadable, match="答复函"):
        join([("甲", pdf("甲")), ("答复函", bad)], file="案卷.pdf")


def test_one_or_all_beyond_the_limit_are_refused() -> None:
    one = pdf("甲")
    with pytest.raises(TooLarge, match="案卷"):
        join([("甲", one), ("乙", one)], Limits(pdf_bytes=len(one) * 2 - 1), file="案卷.pdf")
    assert join([("甲", one), ("乙", one)], Limits(pdf_bytes=len(one) * 2), file="案卷.pdf")
