"""What a template wants, nested: which names are values, which are only asked whether they are there, which are lists.

An outline is plain data: {"title": "value", "urgent": "flag", "people": [{"name": "value"}], "resident": {"name": "value"}}.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from jinja2 import nodes

VALUE, FLAG = "value", "flag"
Shape = str | list["Shape"] | dict[str, "Shape"]
Outline = Mapping[str, Shape]


@dataclass(slots=True, eq=False)
class Want:
    """What is known of one name: its parts, what it is a list of, whether its value is written."""

    parts: "dict[str, Want]" = field(default_factory=dict)
    item: "Want | None" = None
    written: bool = False

    def part(self, name: str) -> "Want":
        """Return what is known of a part of it."""
        return self.parts.setdefault(name, Want())

    def items(self) -> "Want":
        """Return what is known of its items; from now on it is a list."""
        if self.item is None:
            self.item = Want()
        return self.item

    def shape(self) -> Shape:
        """Return it as plain data."""
        if self.item is not None:
            return [self.item.shape()] if self.item.parts or self.item.item else [VALUE]
        if self.parts:
            return {name: self.parts[name].shape() for name in sorted(self.parts)}
        return VALUE if self.written else FLAG


Names = dict[str, Want]


def outline_of(tree: nodes.Template, known: frozenset[str] = frozenset()) -> Outline:
    """Return what a parsed template wants; `known` are the names that the engine gives itself."""
    root = Want()
    _Walk(root, known).block(tree.body, {})
    return {name: root.parts[name].shape() for name in sorted(root.parts)}


def merged_outlines(outlines: Sequence[Outline]) -> Outline:
    """Return one outline of several parts of a document."""
    found: dict[str, Shape] = {}
    for outline in outlines:
        for name, shape in outline.items():
            found[name] = _both(found[name], shape) if name in found else shape
    return dict(sorted(found.items()))


def _both(one: Shape, other: Shape) -> Shape:
    if isinstance(one, dict) and isinstance(other, dict):
        return dict(merged_outlines([one, other]))
    if isinstance(one, list) and isinstance(other, list):
        return [_both(one[0], other[0])]
    ranked = (FLAG, VALUE)
    return max((one, other), key=lambda each: ranked.index(each) if isinstance(each, str) else len(ranked))


class _Walk:
    def __init__(self, root: Want, known: frozenset[str]) -> None:
        self.root, self.known = root, known

    def block(self, body: Sequence[nodes.Node], names: Names) -> None:
        own = dict(names)
        for node in body:
            self.statement(node, own)

    def statement(self, node: nodes.Node, names: Names) -> None:
        if isinstance(node, nodes.For):
            self.loop(node, names)
        elif isinstance(node, nodes.If):
            self.expression(node.test, names, written=False)
            for branch in (node.body, node.else_, node.elif_):
                self.block(branch, names)
        elif isinstance(node, nodes.Assign) and isinstance(node.target, nodes.Name):
            names[node.target.name] = self.expression(node.node, names, written=True) or Want()
        elif isinstance(node, nodes.Expr):
            self.expression(node, names, written=True)
        else:
            self.children(node, names)

    def children(self, node: nodes.Node, names: Names) -> None:
        for child in node.iter_child_nodes():
            self.statement(child, names)

    def loop(self, node: nodes.For, names: Names) -> None:
        owner = self.expression(node.iter, names, written=False)
        if isinstance(node.iter, nodes.Call):
            owner = None  # the pieces of x.split(), the pairs of x.items(): x itself is no list
        inner = {**names, "loop": Want()}
        item = owner.items() if owner is not None else Want()
        targets = node.target.items if isinstance(node.target, nodes.Tuple) else [node.target]
        for target in targets:
            if isinstance(target, nodes.Name):
                inner[target.name] = item if len(targets) == 1 else Want()
        if node.test is not None:
            self.expression(node.test, inner, written=False)
        self.block(node.body, inner)
        self.block(node.else_, names)

    def expression(self, node: nodes.Node, names: Names, *, written: bool) -> Want | None:
        """Note what an expression wants; return the want that it stands for, if it is a plain path."""
        if isinstance(node, nodes.Name):
            return self.name(node.name, names, written=written)
        if isinstance(node, nodes.Getattr):
            return self.path(node.node, node.attr, names, written=written)
        if isinstance(node, nodes.Getitem):
            return self.item(node, names, written=written)
        if isinstance(node, nodes.Call):
            return self.called(node, names)
        if isinstance(node, nodes.Filter):
            return self.filtered(node, names)
        self.parts_of(node, names, written=written)
        return None

    def name(self, name: str, names: Names, *, written: bool) -> Want | None:
        """Note a bare name: one of the template's own, of the engine's (None), or of the values."""
        if name in self.known:
            return None
        found = names[name] if name in names else self.root.part(name)
        found.written |= written
        return found

    def parts_of(self, node: nodes.Node, names: Names, *, written: bool) -> None:
        """Note what the parts of an expression want: those of a condition are only asked."""
        if isinstance(node, nodes.CondExpr):
            self.expression(node.test, names, written=False)
            for chosen in (node.expr1, node.expr2):
                if chosen is not None:
                    self.expression(chosen, names, written=True)
            return
        asked = isinstance(node, (nodes.Not, nodes.And, nodes.Or))
        for child in node.iter_child_nodes():
            self.expression(child, names, written=written if asked else True)

    def path(self, owner: nodes.Expr, name: str, names: Names, *, written: bool) -> Want | None:
        found = self.expression(owner, names, written=False)
        if found is None:
            return None
        part = found.part(name)
        part.written |= written
        return part

    def called(self, node: nodes.Call, names: Names) -> Want | None:
        """A method's owner is what is wanted: the mapping of x.items(), the text of x.split()."""
        for argument in (*node.args, *(pair.value for pair in node.kwargs)):
            self.expression(argument, names, written=True)
        if not isinstance(node.node, nodes.Getattr):
            self.expression(node.node, names, written=False)
            return None
        return self.expression(node.node.node, names, written=True)

    def item(self, node: nodes.Getitem, names: Names, *, written: bool) -> Want | None:
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return self.path(node.node, node.arg.value, names, written=written)
        found = self.expression(node.node, names, written=False)
        self.expression(node.arg, names, written=True)
        if found is None:
            return None
        item = found.items()
        item.written |= written
        return item

    def filtered(self, node: nodes.Filter, names: Names) -> Want | None:
        found = None if node.node is None else self.expression(node.node, names, written=True)
        for argument in (*node.args, *(pair.value for pair in node.kwargs)):
            self.expression(argument, names, written=True)
        if found is None:
            return None
        if node.name in LISTED:
            self.listed(node, found.items())
            return found if node.name in SAME_ITEMS else None
        return None

    def listed(self, node: nodes.Filter, item: Want) -> None:
        """A filter of lists may name the part of each item that it looks at."""
        given: dict[str, nodes.Expr] = {str(pair.key): pair.value for pair in node.kwargs}
        named = given.get("attribute") or given.get("of")
        for each in (*_each(given.get("by")), *_each(named)):
            item.part(each).written = True
        if named is None and node.name in FIRST_NAMES_PART and node.args:
            named = node.args[0]
            for each in _each(named):
                item.part(each).written = True


def _each(named: nodes.Expr | None) -> Iterator[str]:
    """Yield the names in an argument: one, or a list of them (which Jinja makes one constant of)."""
    if isinstance(named, nodes.List | nodes.Tuple):
        for item in named.items:
            yield from _each(item)
    elif isinstance(named, nodes.Const):
        values = named.value if isinstance(named.value, (list, tuple)) else [named.value]
        yield from (value for value in values if isinstance(value, str))


FIRST_NAMES_PART = frozenset({"groupby", "selectattr", "rejectattr"})
SAME_ITEMS = frozenset({"list", "reverse", "sort", "unique", "select", "reject", "selectattr", "rejectattr"})
LISTED = SAME_ITEMS | {
    "join",
    "joined",
    "chart",
    "sum",
    "map",
    "first",
    "last",
    "groupby",
    "batch",
    "slice",
    "min",
    "max",
}
