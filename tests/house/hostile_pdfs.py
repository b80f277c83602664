"""PDF files made to bring down whoever reads them."""

import zlib
from collections.abc import Mapping


def pages_in_a_loop() -> bytes:
    """Return a PDF whose page tree is its own child."""
    return written({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Count 1/Kids[2 0 R]>>"})


def ten_thousand_million_pages(levels: int = 10) -> bytes:
    """Return a PDF whose page tree names each branch ten times, level under level."""
    branches = {
        n: b"<</Type/Pages/Count 10/Kids[%s]>>" % (b"%d 0 R " % (n + 1) * 10) for n in range(2, levels + 2)
    }
    return written({1: b"<</Type/Catalog/Pages 2 0 R>>", **branches, levels + 2: b"<</Type/Page>>"})


def a_page_of_zeros(unpacked: int = 1 << 27) -> bytes:
    """Return a PDF of one page whose content unpacks to so many bytes, a thousand times its size."""
    packed = zlib.compress(bytes(unpacked), 9)
    return written(
        {**_one_page(b"/Contents 4 0 R/Resources<</Font<<>>>>"), 4: _stream(b"/Filter/FlateDecode", packed)}
    )


def packed_twice(unpacked: int = 1 << 27) -> bytes:
    """Return the same packed twice over: a few kilobytes."""
    packed = zlib.compress(zlib.compress(bytes(unpacked), 9), 9)
    stream = _stream(b"/Filter[/FlateDecode/FlateDecode]", packed)
    return written({**_one_page(b"/Contents 4 0 R/Resources<</Font<<>>>>"), 4: stream})


def a_page_that_takes_forever(strokes: int = 400_000) -> bytes:
    """Return a PDF of one page of so many words of one letter: half a minute of work."""
    packed = zlib.compress(b"BT (a) Tj ET " * strokes)
    return written(
        {**_one_page(b"/Contents 4 0 R/Resources<</Font<<>>>>"), 4: _stream(b"/Filter/FlateDecode", packed)}
    )


def a_form_within_itself() -> bytes:
    """Return a PDF whose page draws a form that draws itself."""
    form = _stream(b"/Type/XObject/Subtype/Form/Resources<</XObject<</A 4 0 R>>>>", b"/A Do")
    objects = {4: form, 5: _stream(b"", b"/A Do")}
    return written({**_one_page(b"/Contents 5 0 R/Resources<</XObject<</A 4 0 R>>>>"), **objects})


def a_table_that_refers_to_itself() -> bytes:
    """Return a PDF whose cross-reference table names itself as the one before."""
    plain = written(_one_page(b""), trailer=b"/Prev 0000000000")
    return plain.replace(b"/Prev 0000000000", b"/Prev %010d" % plain.rindex(b"xref\n0"))


def a_length_that_refers_to_itself() -> bytes:
    """Return a PDF whose stream's length is the stream."""
    return written(
        {**_one_page(b"/Contents 4 0 R/Resources<</Font<<>>>>"), 4: b"<</Length 4 0 R>>stream\nx\nendstream"}
    )


def an_object_stream_of_many(count: int = 2_000_000) -> bytes:
    """Return a PDF whose objects lie in a stream that claims to hold so many."""
    index = b"".join(b"%d 0 " % number for number in range(10, count // 100))
    stream = _stream(
        b"/Type/ObjStm/N %d/First 9/Filter/FlateDecode" % count, zlib.compress(index + bytes(1 << 26))
    )
    return written({**_one_page(b"/Contents 4 0 R/Resources<</Font<<>>>>"), 4: stream})


def nested_lists(depth: int = 200_000) -> bytes:
    """Return a PDF whose page holds a list within a list within a list."""
    return written(_one_page(b"/Resources<<>>/A " + b"[" * depth + b"]" * depth))


def written(objects: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
    """Return a PDF of these objects; the first is its catalog."""
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, content in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    size = max(places) + 1
    return bytes(out + b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (size, trailer, start))


def _one_page(more: bytes) -> dict[int, bytes]:
    return {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]%s>>" % (more or b"/Resources<<>>"),
    }


def _stream(facts: bytes, content: bytes) -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (facts, len(content), content)
