"""What the tags of a template ask for, read from their expressions: names that there are not, and paths that are used.

Law: only what is certain is said; a value whose shape is not known (ANY) may have any attribute.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError

from recordkit.documents.check.shapes import ANY, LIST, Shape
from recordkit.documents.check.tagged import Standing
from recordkit.documents.sandbox import BLOCK, BLOCK_END, VALUE, VALUE_END, environment
from recordkit.documents.tags import BEGINNINGS, ENDINGS, Kind, Tag, scan
from recordkit.domain.nearest import nearest
from recordkit.wording import Text

PARSER = environment({})
ALWAYS = {"range": ANY}
SAME = frozenset(
    "list sort unique reverse select reject selectattr rejectattr blank_if_none default d".split()
)
ONE_OF = frozenset({"first", "last", "min", "max"})
WHOLE = frozenset({"items", "dictsort", "values", "keys", "get"})
COLUMN_FIRST = frozenset({"selectattr", "rejectattr", "groupby", "sum"})
COLUMN_NAMED = frozenset({"attribute", "of", "by"})
FORGIVING = frozenset({"default", "d", "defined", "undefined"})
RICH = ("r ", "p ")


@dataclass(frozen=True, slots=True)
class Missing:
    """A name that is not there: in the record, or in the group or table at `inside`; `near` is the nearest that is."""

    standing: Standing
    name: str
    inside: str
    near: str | None
    of_list: bool = False


class Asked:
    """The tags of one part, read in their order; `used` are the paths that they show or look at.

    `guarded` are names that there are not, but whose absence their author has provided for (`is defined`, `default`).
    """

    def __init__(self, record: Shape) -> None:
        self.missing: list[Missing] = []
        self.used: set[str] = set()
        self.guarded: set[str] = set()
        self._scopes: list[dict[str, Shape]] = [{**ALWAYS, **(record.fields or {})}]
        self._words = record.words
        self._at: Standing | None = None

    def read(self, standing: Standing, tag: Tag) -> None:
        """Take one tag: what it asks for, and what it names for the tags behind it."""
        self._at = standing
        body = tag.body.strip("-+ ")
        word = body.partition(" ")[0]
        if tag.kind is Kind.VALUE:
            self._value(body)
        elif tag.kind is Kind.BLOCK and word in ENDINGS:
            del self._scopes[max(1, len(self._scopes) - 1) :]
        elif tag.kind is Kind.BLOCK:
            self._block(word, body)

    def shape(self, node: nodes.Node) -> Shape:
        """Return what an expression gives, taking note of all the names in it."""
        reader = READERS.get(type(node))
        if reader is not None:
            return reader(self, node)
        for child in node.iter_child_nodes():
            self.shape(child)
        return ANY

    def forgiven(self, node: nodes.Node) -> Shape:
        """Return what an expression gives that may be missing, for its author has said what then."""
        before = len(self.missing)
        shape = self.shape(node)
        self.guarded |= {each.name for each in self.missing[before:] if not each.inside}
        del self.missing[before:]
        return shape

    def named(self, name: str) -> Shape:
        """Return what a name stands for here; one that there is not is taken note of."""
        for scope in reversed(self._scopes):
            if name in scope:
                return self.use(scope[name])
        here = {each: each for scope in self._scopes for each in scope if each not in ALWAYS}
        self.miss(name, "", {**self._words, **here})
        return ANY

    def bind(self, target: nodes.Node, shape: Shape) -> None:
        """Let the names of a loop or of `set` stand for a value until the block's end."""
        names = [target] if isinstance(target, nodes.Name) else target.find_all(nodes.Name)
        for each in names:
            self._scopes[-1][each.name] = shape if each is target else ANY

    def use(self, shape: Shape) -> Shape:
        """Take note that the value is used, and return its shape."""
        if shape.path:
            self.used.add(shape.path)
        return shape

    def use_all(self, shape: Shape) -> None:
        """Take note that the value is used with all that is in it."""
        for inner in (shape.fields or {}).values():
            self.use(inner)
            self.use_all(inner.item or inner)

    def miss(self, name: str, inside: str, words: Mapping[str, str], *, of_list: bool = False) -> None:
        """Take note of a name that there is not; `words` are those that there are, each with the name it means."""
        assert self._at is not None
        near = words.get(nearest(name, words) or "")
        self.missing.append(Missing(self._at, name, inside, near, of_list))

    def _value(self, body: str) -> None:
        tree = _parsed(VALUE + body + VALUE_END)
        if tree is None and body.startswith(RICH):
            tree = _parsed(VALUE + body[2:] + VALUE_END)
        if tree is not None:
            self.shape(tree)

    def _block(self, word: str, body: str) -> None:
        begun = BEGINNINGS.get(word)
        if begun is not None:
            self._scopes.append({})
        if word == "elif":
            begun, body = BEGINNINGS["if"], body.removeprefix("el")
        ending = BLOCK + begun + BLOCK_END if begun else ""
        tree = _parsed(BLOCK + body + BLOCK_END + ending)
        if tree is None and begun is None:  # a tag of the engine's own with a value, such as cellbg
            tree = _parsed(VALUE + body.removeprefix(word).strip() + VALUE_END)
        if tree is not None:
            self.shape(tree)


def paths_in(text: str, record: Shape) -> list[str]:
    """Return the paths of the type that the tags in a text use, such as those that a refusal quotes; sorted."""
    asked = Asked(record)
    for tag in scan(text, word=True)[0]:
        asked.read(Standing("", Text("", ""), tag), tag)
    return sorted(asked.used)


def _name(asked: Asked, node: nodes.Name) -> Shape:
    return asked.named(node.name)


def _attribute(asked: Asked, node: nodes.Getattr) -> Shape:
    return _inner(asked, asked.shape(node.node), node.attr)


def _item(asked: Asked, node: nodes.Getitem) -> Shape:
    shape = asked.shape(node.node)
    if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
        return _inner(asked, shape, node.arg.value)
    asked.shape(node.arg)
    return shape.item or ANY


def _inner(asked: Asked, shape: Shape, name: str) -> Shape:
    if shape.fields is not None and name in shape.fields:
        return asked.use(shape.fields[name])
    if shape.fields is not None and name in WHOLE:
        asked.use_all(shape)
    elif shape.fields is not None:
        asked.miss(name, shape.path, shape.words)
    elif shape.item is not None and shape.path:
        asked.miss(name, shape.path, shape.item.words, of_list=True)
    return ANY


def _filter(asked: Asked, node: nodes.Filter) -> Shape:
    if node.node is None:
        return ANY
    shape = asked.forgiven(node.node) if node.name in FORGIVING else asked.shape(node.node)
    for each in (*node.args, *(pair.value for pair in node.kwargs)):
        asked.shape(each)
    column = ANY
    for path in _columns(node):
        column = shape.item or ANY
        for step in path.split("."):
            column = _inner(asked, column, step)
    if node.name in WHOLE:
        asked.use_all(shape)
    if node.name == "map":
        return Shape(item=column)
    if node.name in ONE_OF:
        return shape.item or ANY
    return shape if node.name in SAME else ANY


def _columns(node: nodes.Filter) -> Iterator[str]:
    """Yield the columns that a filter looks at in each item: map(attribute='x'), selectattr('x'), joined(of='x')."""
    given = [pair.value for pair in node.kwargs if pair.key in COLUMN_NAMED]
    given += node.args[:1] if node.name in COLUMN_FIRST else []
    given += [item for each in given if isinstance(each, nodes.List | nodes.Tuple) for item in each.items]
    for each in given:
        if isinstance(each, nodes.Const) and isinstance(each.value, str):
            yield each.value


def _test(asked: Asked, node: nodes.Test) -> Shape:
    if node.name in FORGIVING:
        asked.forgiven(node.node)
    else:
        asked.shape(node.node)
    for each in node.args:
        asked.shape(each)
    return ANY


def _either(asked: Asked, node: nodes.Or | nodes.And) -> Shape:
    left, right = asked.shape(node.left), asked.shape(node.right)
    return right if left is ANY else left


def _choice(asked: Asked, node: nodes.CondExpr) -> Shape:
    asked.shape(node.test)
    shapes = [asked.shape(each) for each in (node.expr1, node.expr2) if each is not None]
    return next((shape for shape in shapes if shape is not ANY), ANY)


def _list(asked: Asked, node: nodes.List | nodes.Tuple) -> Shape:
    for each in node.items:
        asked.shape(each)
    return LIST


def _for(asked: Asked, node: nodes.For) -> Shape:
    many = asked.shape(node.iter)
    asked.bind(node.target, many.item or ANY)
    asked.bind(nodes.Name("loop", "store"), ANY)
    if node.test is not None:
        asked.shape(node.test)
    return ANY


def _assign(asked: Asked, node: nodes.Assign) -> Shape:
    asked.bind(node.target, asked.shape(node.node))
    return ANY


def _parsed(source: str) -> nodes.Template | None:
    """Return the tree of one tag, None for what the engine itself finds fault with."""
    try:
        return PARSER.parse(source)
    except TemplateSyntaxError:
        return None


READERS: Mapping[type[nodes.Node], Callable[[Asked, Any], Shape]] = {
    nodes.Name: _name,
    nodes.Getattr: _attribute,
    nodes.Getitem: _item,
    nodes.Filter: _filter,
    nodes.Test: _test,
    nodes.Or: _either,
    nodes.And: _either,
    nodes.CondExpr: _choice,
    nodes.List: _list,
    nodes.Tuple: _list,
    nodes.For: _for,
    nodes.Assign: _assign,
}
