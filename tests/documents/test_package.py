"""tests of recordkit.documents.package: read within limits, written the same each time."""

import io
import zipfile

import pytest

from recordkit.documents.package import (
    content_types,
    main_part,
    read_package,
    relate,
    related,
    rels_name,
    with_content_type,
    without_part,
    write_package,
)
from recordkit.errors import NotReadable
from tests.house.office_files import excel, word, zipped


@pytest.mark.parametrize("content", [word("一"), excel({"A1": 1})], ids=["docx", "xlsx"])
def test_what_is_written_is_what_was_read_with_fixed_times(content: bytes) -> None:
    parts = read_package(content, file="t")
    written = write_package(parts)
    assert read_package(written, file="t") == parts
    assert write_package(read_package(written, file="t")) == written
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"


def test_the_main_part_and_its_kind_are_found() -> None:
    parts = read_package(word("一"), file="t")
    assert main_part(parts, file="t") == "word/document.xml"
    assert content_types(parts, file="t")["word/document.xml"].endswith("document.main+xml")
    assert content_types(parts, file="t")["_rels/.rels"].endswith("relationships+xml")


@pytest.mark.parametrize(
    ("source", "rels"),
    [
        ("", "_rels/.rels"),
        ("word/document.xml", "word/_rels/document.xml.rels"),
        ("a.xml", "_rels/a.xml.rels"),
    ],
)
def test_relationships_have_their_place(source: str, rels: str) -> None:
    assert rels_name(source) == rels


def test_a_part_is_related_once_and_taken_away_whole() -> None:
    parts = read_package(word("一"), file="t")
    parts["customXml/item1.xml"] = b"<a/>"
    for _ in range(2):
        with_content_type(parts, "customXml/item1.xml", "application/xml", file="t")
        relate(parts, "word/document.xml", "urn:x", "customXml/item1.xml", file="t")
    found = [each for each in related(parts, "word/document.xml", file="t") if each[1] == "urn:x"]
    assert [each[2] for each in found] == ["customXml/item1.xml"]
    assert parts["[Content_Types].xml"].count(b"item1.xml") == 1
    without_part(parts, "customXml/item1.xml", file="t")
    assert b"item1.xml" not in b"".join(parts.values())


@pytest.mark.parametrize(
    "content", [b"", zipped([("a.xml", b"<a/>")]), zipped([("[Content_Types].xml", b"<Types/>")])]
)
def test_what_is_no_package_is_refused(content: bytes) -> None:
    with pytest.raises(NotReadable):
        main_part(read_package(content, file="t"), file="t")
