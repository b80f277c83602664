"""The Jinja environment of templates: sandboxed, strict about names, bounded; data is never code and never markup.

Tags are handed to Jinja between control characters, which XML cannot hold, so that no text of a document or
of a record can ever be read as a tag.
"""

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from typing import Any

from jinja2 import Environment, StrictUndefined, Undefined, nodes, pass_context
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.filters import FILTERS as DEFAULT_FILTERS
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.tests import TESTS as DEFAULT_TESTS

from recordkit.documents.charts.chart import NO_CHART, Chart
from recordkit.documents.faults import Unfit
from recordkit.documents.filters import FILTERS
from recordkit.documents.tags import Kind, Tag
from recordkit.domain.nearest import nearest
from recordkit.wording import Text

BLOCK, BLOCK_END, VALUE, VALUE_END, COMMENT, COMMENT_END = "\x01", "\x02", "\x03", "\x04", "\x05", "\x06"
# Those of Jinja's filters that neither make markup nor grow text without bound.
PLAIN_FILTERS = (
    "abs batch capitalize count d default dictsort first float groupby int items join last length list lower map max "
    "min reject rejectattr replace reverse round select selectattr slice sort string sum title trim truncate unique "
    "upper wordcount"
).split()
PLAIN_TESTS = frozenset(DEFAULT_TESTS) - {"callable", "filter", "test", "escaped"}
# XML 1.0, 2.2: any character but those that a document can hold.
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
METHODS: dict[type, frozenset[str]] = {
    Mapping: frozenset({"items", "keys", "values", "get"}),
    str: frozenset({"startswith", "endswith", "strip", "lstrip", "rstrip", "split", "upper", "lower"}),
}
LONGEST_REPEAT = 10_000
LONGEST_RANGE = 100_000
MOST_STEPS = 20_000_000  # turns of all loops of a rendering; a million rows of 16 columns stay below
LARGEST_TEXT = 200_000_000  # characters of one rendered part; a year's register has some 100 million
STEPS = " steps"  # no template can name a value that begins with a space
ENVELOPES = {
    "for": ("", "endfor"),
    "if": ("", "endif"),
    "elif": ("if 1", "endif"),
    "set": ("", ""),
}
BARE = frozenset({"else", "endif", "endfor"})


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, narrowed: few callables, bounded repetition, and a mapping's keys before its methods."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def is_safe_callable(self, obj: Any) -> bool:
        """True for `range`, the loop's own methods, and the few methods named in METHODS."""
        owner = getattr(obj, "__self__", None)
        if isinstance(owner, LoopContext):
            return True
        name = getattr(obj, "__name__", "")
        if any(isinstance(owner, kind) and name in names for kind, names in METHODS.items()):
            return True
        return obj is self.globals.get("range")

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Return the product or remainder of numbers, or a short repetition; anything else is refused."""
        if operator == "*" and _short_repeat(left, right):
            return left * right
        if operator == "**" or not all(isinstance(each, (int, float, Decimal)) for each in (left, right)):
            raise SecurityError(f"{operator} is allowed between numbers only")
        return super().call_binop(context, operator, left, right)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return the mapping's value of that key, else the object's attribute, else an undefined."""
        # asked of every value: a dict needs no slow look at its bases
        if (type(obj) is dict or isinstance(obj, Mapping)) and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


@dataclass(slots=True)
class Steps:
    """How far the loops of one rendering have gone: their turns, and the characters that those write at least."""

    limit: int = MOST_STEPS
    taken: int = 0
    written: int = 0

    def take(self, count: int, weight: int = 0) -> None:
        """Count some turns, each of `weight` characters; raises Unfit when there are too many of either."""
        self.taken += count
        if self.taken > self.limit:
            what = Text(
                f"循环次数超过 {self.limit:,}, 请检查嵌套的循环",
                f"the loops take more than {self.limit:,} turns: look at loops inside loops",
            )
            raise Unfit(what)
        self.write(count * weight)

    def write(self, size: int) -> None:
        """Count some characters, before they fill the memory; raises Unfit when there are too many."""
        self.written += size
        if self.written > LARGEST_TEXT:
            what = Text(
                f"填写后超过 {LARGEST_TEXT:,} 个字符",
                f"it grows beyond {LARGEST_TEXT:,} characters when filled",
            )
            raise Unfit(what)


@pass_context
def counted(context: Context, items: Any, weight: int = 0) -> Any:
    """Return the items of a loop, counted: at once where their number is known, else one by one."""
    steps = context.resolve(STEPS)
    if not isinstance(steps, Steps):
        return items
    try:
        count = len(items)
    except TypeError:
        return _one_by_one(items, steps, weight)
    steps.take(count, weight)
    return items


@pass_context
def bounded_range(context: Context, *bounds: int) -> range:
    """Return the range, its numbers counted as turns; raises SecurityError beyond LONGEST_RANGE."""
    made = range(*bounds)
    if len(made) > LONGEST_RANGE:
        raise SecurityError(f"range is allowed up to {LONGEST_RANGE} numbers")
    steps = context.resolve(STEPS)
    if isinstance(steps, Steps):
        steps.take(len(made))
    return made


def count_loops(tree: nodes.Template) -> None:
    """Have every loop of a parsed template counted, in place, with the text that each turn writes."""
    for loop in tree.find_all(nodes.For):
        weight = nodes.Const(sum(_weight(node) for node in loop.body))
        loop.iter = nodes.Filter(loop.iter, "_counted", [weight], [], None, None, lineno=loop.iter.lineno)


def _weight(node: nodes.Node) -> int:
    """Return the characters that a node writes of itself; what a loop inside writes is counted there."""
    if isinstance(node, nodes.For):
        return 0
    if isinstance(node, nodes.If):
        branches = [node.body, node.else_]
        return min(sum(map(_weight, branch)) for branch in branches)
    own = len(node.data) if isinstance(node, nodes.TemplateData) else 0
    return own + sum(_weight(child) for child in node.iter_child_nodes())


def environment(
    private: Mapping[str, Callable[..., Any]], undefined: type[Undefined] = StrictUndefined
) -> Environment:
    """Return an environment whose templates are written between control characters.

    `private` are the engine's own filters (their names begin with "_"); a template that names one is refused.
    """
    made = Sandbox(
        block_start_string=BLOCK,
        block_end_string=BLOCK_END,
        variable_start_string=VALUE,
        variable_end_string=VALUE_END,
        comment_start_string=COMMENT,
        comment_end_string=COMMENT_END,
        undefined=undefined,
        autoescape=False,  # every value passes one of the private filters, which escapes it
        keep_trailing_newline=True,
        cache_size=0,
    )
    made.filters = {name: DEFAULT_FILTERS[name] for name in PLAIN_FILTERS}
    made.filters.update({name: _defined(apply) for name, apply in FILTERS.items()})
    made.filters.update(private)
    made.filters["_counted"] = counted
    made.tests = {name: DEFAULT_TESTS[name] for name in sorted(PLAIN_TESTS)}
    made.globals = {"range": bounded_range}
    return made


def faults_in(tag: Tag, names: Environment) -> list[Text]:
    """Return what is wrong in one tag, read alone: its syntax, its word, its filters and tests."""
    if tag.kind in {Kind.COMMENT, Kind.LITERAL}:
        return []
    if tag.body.startswith(("-", "+")) or tag.body.endswith("-"):
        return [Text("不支持 {%- -%}, 请去掉减号", "{%- -%} is not supported: take the dash away")]
    source = _alone(tag)
    if source is None:
        return [_unknown_word()]
    try:
        tree = names.parse(source)
    except TemplateSyntaxError as error:
        return [Text(f"写法有误({error.message})", f"syntax error: {error.message}")]
    return _unknown(tree, names) + _recursive(tree)


def text_of(value: object) -> str:
    """Return the value as a person reads it: nothing is empty, true is 是, a Decimal has no exponent.

    Raises Unfit for a list or mapping (it has no text of its own) and for characters that XML cannot hold, which
    must never vanish unseen; UndefinedError for a missing name.
    """
    if value is None:
        return ""
    if isinstance(value, (list, tuple, set, frozenset, Mapping)):
        raise Unfit(
            Text(
                "这是一个列表或一组值, 请用 |joined 或 {% for %}",
                "a list or mapping: use |joined or {% for %}",
            )
        )
    if isinstance(value, Chart):
        raise Unfit(NO_CHART)
    text = _text(value)
    if (wrong := FORBIDDEN.search(text)) is not None:
        code = f"U+{ord(wrong.group()):04X}"
        raise Unfit(
            Text(
                f"值含有文档不能保存的字符 {code}",
                f"the value has a character that no document can hold: {code}",
            )
        )
    return text


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value)


def _defined(apply: Callable[..., object]) -> Callable[..., object]:
    @functools.wraps(apply)
    def filtered(value: object, *args: object, **named: object) -> object:
        if isinstance(value, Undefined):
            str(value)  # raises, with the name that is missing
        return apply(value, *args, **named)

    return filtered


def _one_by_one(items: Iterable[object], steps: Steps, weight: int) -> Iterator[object]:
    for item in items:
        steps.take(1, weight)
        yield item


def _short_repeat(left: object, right: object) -> bool:
    text, count = (left, right) if isinstance(left, str) else (right, left)
    return isinstance(text, str) and isinstance(count, int) and len(text) * count <= LONGEST_REPEAT


def _alone(tag: Tag) -> str | None:
    if tag.kind is Kind.VALUE:
        return VALUE + tag.body + VALUE_END
    if tag.word in BARE:
        return "" if tag.body == tag.word else None
    if tag.word not in ENVELOPES:
        return None
    before, after = ENVELOPES[tag.word]
    return "".join(BLOCK + code + BLOCK_END for code in (before, tag.body, after) if code)


def _unknown_word() -> Text:
    known = "for, endfor, if, elif, else, endif, set"
    return Text(f"不认识的标签, 只能用 {known}", f"unknown tag: only {known}")


def _unknown(tree: nodes.Template, names: Environment) -> list[Text]:
    asked = [(node.name, names.filters) for node in tree.find_all(nodes.Filter)]
    asked += [(node.name, names.tests) for node in tree.find_all(nodes.Test)]
    return [_no_such(name, known) for name, known in asked if name not in known or name.startswith("_")]


def _no_such(name: str, known: Mapping[str, object]) -> Text:
    near = nearest(name, [each for each in known if not each.startswith("_")])
    zh, en = (f"。是否指 {near}?", f"; did you mean {near}?") if near else ("", "")
    return Text(f"没有过滤器或判断“{name}”{zh}", f"no filter or test {name!r}{en}")


def _recursive(tree: nodes.Template) -> list[Text]:
    if any(loop.recursive for loop in tree.find_all(nodes.For)):
        return [Text("不支持 recursive 循环", "recursive loops are not supported")]
    return []
