"""The template engine's door: Office files in, compiled templates out, one kind per file ending."""

from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import Protocol

from recordkit.documents.excel.template import compile_excel
from recordkit.documents.word.template import compile_word
from recordkit.errors import NotReadable
from recordkit.wording import Text


class Template(Protocol):
    """A compiled template: made once, rendered many times."""

    def render(self, values: Mapping[str, object]) -> bytes:
        """Return the filled document; raises RenderFault or TooLarge."""
        ...

    def names(self) -> frozenset[str]:
        """Return the top-level names that the template asks for."""
        ...


ENGINES: dict[str, Callable[..., Template]] = {".docx": compile_word, ".xlsx": compile_excel}


def compile_template(content: bytes, *, file: str) -> Template:
    """Return the compiled template of a Word or Excel file, known by the ending of `file`.

    Raises BadTemplate (all faults at once), NotReadable (no such ending, a broken file) or TooLarge.
    """
    engine = ENGINES.get(PurePath(file).suffix.casefold())
    if engine is None:
        endings = "、".join(ENGINES)
        raise NotReadable(
            file=file,
            reason=Text(f"模板须是 {endings} 文件", f"a template is a file ending in {', '.join(ENGINES)}"),
            remedy=Text("请用 Word 或 Excel 另存为该格式", "Save it in that format"),
        )
    return engine(content, file=file)
