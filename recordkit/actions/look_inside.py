"""Look into a filed content, as far as a machine can: is it what it claims, does it open, is it locked (DA/T 70, 3-3, 3-4, 3-8).

Law: nothing is opened before guard has measured it, and a PDF is read in a process of its own.
"""

from collections.abc import Callable, Sequence

from recordkit.documents.pdf.counting import count_pages
from recordkit.errors import NotReadable, TooLarge
from recordkit.guard.pdf import check_pdf
from recordkit.guard.zips import sealed
from recordkit.inbox.kinds import LOCKED, Content, recognise
from recordkit.wording import Text

FORMAT, READABLE, LOCKS = "3-3", "3-4", "3-8"
_LOCKED = Text("内容有密码", "its content is locked by a password")
_NO_PAGE = Text("没有页面", "it has no page")
Fault = tuple[str, Text]


def look_inside(content: bytes, extension: str) -> Sequence[Fault] | None:
    """Return what is wrong with a content, or None where its format is none that recordkit knows."""
    if extension not in OPENED:
        return None
    file = f"content.{extension}"
    try:
        entry = sealed(content, file=file)
        if entry is not None:
            return [
                (
                    LOCKS,
                    Text(
                        f"部件 {entry} 已加密或压缩方式不公开",
                        f"the part {entry} is encrypted or packed privately",
                    ),
                )
            ]
        found = recognise(content, file=file)
        if found.kind == LOCKED:
            return [(LOCKS, _LOCKED)]
        if found.kind != extension:
            other = Text(f"实为{found.label.zh}", f"it is {found.label.en}")
            return [(FORMAT, other)]
        return OPENED[extension](found)
    except (NotReadable, TooLarge) as refusal:
        return [(READABLE, _said(refusal))]


def _package(found: Content) -> Sequence[Fault]:
    """Unpack every part of an Office file once, its checksum compared."""
    assert found.zipped is not None
    found.zipped.check()
    return ()


def _pdf(found: Content) -> Sequence[Fault]:
    check_pdf(found.content, file=found.file)
    pages = count_pages(found.content, file=found.file)
    if pages is None:
        return [(LOCKS, _LOCKED)]
    return () if pages else [(READABLE, _NO_PAGE)]


OPENED: dict[str, Callable[[Content], Sequence[Fault]]] = {"docx": _package, "xlsx": _package, "pdf": _pdf}


def _said(refusal: NotReadable | TooLarge) -> Text:
    """Return what guard refused, without the name of a file that it was only lent under."""
    facts = refusal.facts
    said = facts.get("reason") or facts.get("what")
    text = said if isinstance(said, Text) else Text(str(said), str(said))
    if isinstance(refusal, TooLarge):
        return Text(
            f"{text.zh} {facts['size']} > {facts['limit']}", f"{text.en} {facts['size']} > {facts['limit']}"
        )
    return text
