"""A case's documents as one PDF: a bookmark for each, their own bookmarks below it, their page labels as they were.

Law: the documents come from outside, so they are taken apart in a process of its own.
"""

from collections.abc import Iterator, Sequence

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject

from recordkit.documents.pdf.reading import asked_at, give_at, reading, taken_apart
from recordkit.errors import NotReadable
from recordkit.guard.limits import LIMITS, Limits
from recordkit.guard.pdf import check_pdf
from recordkit.guard.refusals import beyond
from recordkit.wording import Text

Labels = list[tuple[int, DictionaryObject]]
DEPTH = 16  # of a number tree, far beyond what any program writes
TOTAL = Text("各文件合计大小(字节)", "the size of all its documents in bytes")


def join(documents: Sequence[tuple[str, bytes]], limits: Limits = LIMITS, *, file: str) -> bytes:
    """Return one PDF of all (title, content), in order; the same documents give the same bytes.

    A document without page labels counts from 1 again, as its printed numbers do. Raises NotReadable, TooLarge, which name it.
    """
    total = sum(len(content) for _, content in documents)
    if total > limits.pdf_bytes:
        raise beyond(file, TOTAL, (total, limits.pdf_bytes))
    for title, content in documents:
        check_pdf(content, limits, file=title)
    return taken_apart("recordkit.documents.pdf.join:joined", list(documents), file=file)


def joined(path: str) -> None:
    """Join what `join` asks for, pairs of title and content; raises NotReadable, which names the title."""
    writer = PdfWriter()
    labels: Labels = []
    for title, content in asked_at(path):
        try:
            labels.extend(_appended(writer, title, content))
        except NotReadable as fault:
            why = Text("“{title}”: {reason}", "{title!r}: {reason}")
            facts = {"title": title, **fault.facts}
            raise NotReadable(
                **{**fault.facts, "reason": Text(why.say("zh", facts), why.say("en", facts))}
            ) from fault
    _put(writer, labels)
    give_at(path, writer)


def _appended(writer: PdfWriter, title: str, content: bytes) -> Labels:
    """Put a document at the end of what is written, and return its page labels by their pages there."""
    start = len(writer.pages)
    with reading(content, file=title) as reader:
        labels = [(start + page, label.clone(writer)) for page, label in _labels(reader)]
        writer.append(reader, outline_item=title)
        writer.pdf_header = max(writer.pdf_header, reader.pdf_header)
    return labels


def _put(writer: PdfWriter, labels: Labels) -> None:
    """Write the page labels, and open the file with its bookmarks shown."""
    numbers = ArrayObject()
    for page, label in labels:
        numbers.extend((NumberObject(page), label))
    tree = DictionaryObject({NameObject("/Nums"): numbers})
    writer.root_object[NameObject("/PageLabels")] = tree
    writer.page_mode = "/UseOutlines"


def _labels(reader: PdfReader) -> Labels:
    """Return from which page (counting from 0) on which label is used (ISO 32000-1, 12.4.2)."""
    count = len(reader.pages)
    found = dict(_of_tree(reader.root_object.get("/PageLabels"), DEPTH))
    sound = {page: label for page, label in sorted(found.items()) if 0 <= page < count}
    decimal = DictionaryObject({NameObject("/S"): NameObject("/D")})
    return list(({0: decimal} | sound).items()) if 0 not in sound else list(sound.items())


def _of_tree(node: object, depth: int) -> Iterator[tuple[int, DictionaryObject]]:
    tree = node.get_object() if hasattr(node, "get_object") else None
    if not isinstance(tree, DictionaryObject) or depth == 0:
        return
    numbers = tree.get("/Nums", ArrayObject()).get_object()
    for page, label in zip(numbers[::2], numbers[1::2], strict=False):
        yield int(page), DictionaryObject(label.get_object())
    for kid in tree.get("/Kids", ArrayObject()).get_object():
        yield from _of_tree(kid, depth - 1)
