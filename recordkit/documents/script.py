"""A compiled run of tags: literal text and tags in, one text out; what fails is named by its tag and place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType

import jinja2
from jinja2 import meta, nodes
from jinja2.exceptions import TemplateError, UndefinedError

from recordkit.documents.faults import Fault, Unfit, refusal
from recordkit.documents.outline import Outline, outline_of
from recordkit.documents.sandbox import (
    BLOCK,
    BLOCK_END,
    LARGEST_TEXT,
    STEPS,
    VALUE,
    VALUE_END,
    Steps,
    count_loops,
    faults_in,
)
from recordkit.documents.tags import Placed, unbalanced
from recordkit.domain.nearest import nearest
from recordkit.errors import RenderFault, TooLarge
from recordkit.wording import Text

SOURCE_NAME = "<template>"  # Jinja's name of source without a file, in tracebacks
# What a template's own expressions may raise; anything else is a fault of ours and crashes.
EXPECTED = (TemplateError, Unfit, TypeError, ValueError, ArithmeticError)


@dataclass(frozen=True, slots=True)
class Script:
    """A compiled run of tags; `lines` tells which tag stands on a line of its source."""

    template: jinja2.Template
    lines: Mapping[int, Placed]
    names: frozenset[str]
    outline: Outline

    def run(self, values: Mapping[str, object], *, file: str, limit: int = LARGEST_TEXT) -> str:
        """Return the text; raises RenderFault (the tag and its place), or TooLarge beyond `limit` characters."""
        try:
            return self._run(values, file, limit)
        except EXPECTED as error:
            raise RenderFault(file=file, what=self._what(error, values)) from error

    def _run(self, values: Mapping[str, object], file: str, limit: int) -> str:
        pieces: list[str] = []
        size = 0
        for piece in self.template.generate({STEPS: Steps(), **values}):
            pieces.append(piece)
            size += len(piece)
            if size > limit:
                what = Text("填写后的字符数", "its number of characters when filled")
                raise TooLarge(file=file, what=what, size=size, limit=limit)
        return "".join(pieces)

    def _what(self, error: Exception, values: Mapping[str, object]) -> Text:
        what = _reason(error, values)
        placed = self.lines.get(_line(error.__traceback__))
        if placed is None:
            return what
        fault = Fault(placed.place, placed.tag.raw, what)
        return Text(fault.say("zh"), fault.say("en"))


class Program:
    """The source of a script while it is built; each tag begins a line of its own, by which it is found again."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._line = 1
        self._lines: dict[int, Placed] = {}

    def literal(self, text: str) -> None:
        """Add text that is copied as it stands."""
        self._add(text)

    def value(self, code: str, placed: Placed) -> None:
        """Add an expression whose value is written."""
        self._tag(VALUE, code, placed, VALUE_END)

    def block(self, code: str, placed: Placed | None = None) -> None:
        """Add a statement, of the template (`placed`) or of the engine."""
        self._tag(BLOCK, code, placed, BLOCK_END)

    def call(self, code: str) -> None:
        """Add an expression of the engine's own."""
        self._tag(VALUE, code, None, VALUE_END)

    def compiled(self, environment: jinja2.Environment) -> Script:
        """Return the script; the tags have been checked before (see `faults_of`)."""
        source = "".join(self._pieces)
        tree: nodes.Template = environment.parse(source)
        names = frozenset(meta.find_undeclared_variables(tree)) - set(environment.globals)
        outline = outline_of(tree, frozenset(environment.globals))
        count_loops(tree)
        return Script(environment.from_string(tree), self._lines, names, outline)

    def _tag(self, begin: str, code: str, placed: Placed | None, end: str) -> None:
        self._add(f"{begin}\n")
        if placed is not None:
            self._lines.update(dict.fromkeys(range(self._line, self._line + code.count("\n") + 1), placed))
        self._add(f"{code}\n{end}")

    def _add(self, piece: str) -> None:
        self._pieces.append(piece)
        self._line += piece.count("\n")


def faults_of(placed: Sequence[Placed], environment: jinja2.Environment) -> list[Fault]:
    """Return every fault of the tags: each alone, then their nesting."""
    alone = [
        Fault(each.place, each.tag.raw, what) for each in placed for what in faults_in(each.tag, environment)
    ]
    return alone + unbalanced(placed)


def refuse_faults(file: str, faults: Sequence[Fault]) -> None:
    """Raise BadTemplate with all faults, if there are any."""
    if faults:
        raise refusal(file, faults)


def _line(trace: TracebackType | None) -> int:
    line = 0
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == SOURCE_NAME:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _reason(error: Exception, values: Mapping[str, object]) -> Text:
    if isinstance(error, Unfit):
        return error.what
    if isinstance(error, UndefinedError):
        return _missing(str(error.message), values)
    return Text(f"无法计算({error})", f"it cannot be worked out ({error})")


def _missing(message: str, values: Mapping[str, object]) -> Text:
    # Jinja says "'resident' is undefined" or "'dict object' has no attribute 'y'": the last quoted word is the name.
    quoted = message.split("'")[1::2]
    name = quoted[-1] if quoted else message
    # The engine's own names begin with a space.
    near = nearest(name, [key for key in values if isinstance(key, str) and key[:1] != " "])
    zh, en = (f"。是否指 {near}?", f"; did you mean {near}?") if near and near != name else ("", "")
    return Text(f"没有名为“{name}”的值{zh}", f"there is no value named {name!r}{en}")
