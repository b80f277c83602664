"""What is wrong with a rule's parameters in themselves: missing, unknown, or not of the shape that the rule declares."""

import math
import re
import warnings
from collections.abc import Callable, Iterator

from recordkit.domain.fields import Rule
from recordkit.domain.parameters import MOST, Param, Signature, Takes
from recordkit.templates.fault_words import fault, offer
from recordkit.templates.shapes import is_list, is_text, is_texts, is_whole, is_wording
from recordkit.wording import Text


def param_faults(rule: Rule, takes: Signature, at: str) -> Iterator[Text]:
    """Yield what is wrong with a rule's parameters, without a look at other fields; `at` names field and rule."""
    yield from _presence_faults(rule, takes, at)
    for name, value in rule.params.items():
        param = takes.params.get(name)
        if param is None:
            yield fault(
                at,
                "没有 {name} 这个参数{near}",
                "no parameter {name}{near}",
                name=name,
                near=offer(name, takes.params),
            )
        elif not fits(param, value):
            yield fault(
                at,
                "{name} = {value}: {wanted}",
                "{name} = {value}: {wanted}",
                name=Text(name, name),
                value=value,
                wanted=_wanted(param),
            )
    low, high = (rule.params.get(name) for name in ("min", "max"))
    if _is_number(low) and _is_number(high) and low > high:  # type: ignore[operator] # both are numbers
        yield fault(at, "min {low} 大于 max {high}", "min {low} is more than max {high}", low=low, high=high)


def _presence_faults(rule: Rule, takes: Signature, at: str) -> Iterator[Text]:
    for name, param in takes.params.items():
        if param.required and name not in rule.params:
            yield fault(at, "缺少参数 {name}", "the parameter {name} is missing", name=name)
    if takes.one_of and sum(name in rule.params for name in takes.one_of) != 1:
        yield fault(at, "{names} 须写且只写一个", "exactly one of {names} is wanted", names=takes.one_of)
    if takes.some_of and not any(name in rule.params for name in takes.some_of):
        yield fault(at, "{names} 至少写一个", "at least one of {names} is wanted", names=takes.some_of)


def fits(param: Param, value: object) -> bool:
    """True if the value has the shape that the parameter takes."""
    if param.takes is Takes.COUNT:
        return is_whole(value) and param.least <= int(str(value)) <= MOST
    return _SHAPES[param.takes][0](value)


def _wanted(param: Param) -> Text:
    if param.takes is Takes.COUNT:
        return Text(
            f"应为 {param.least} 到 {MOST} 的整数", f"a whole number from {param.least} to {MOST} is wanted"
        )
    return _SHAPES[param.takes][1]


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_values(value: object) -> bool:
    return is_list(value) and bool(value)


def _is_names(value: object) -> bool:
    return is_texts(value) and bool(value)


def _is_pattern(value: object) -> bool:
    """True if the text is a regular expression, and not one that Python itself has doubts about."""
    if not is_text(value):
        return False
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            re.compile(str(value))
        except (re.error, OverflowError, RecursionError, Warning):
            return False
    return True


_NAME = (is_text, Text("应为项目的代号", "a field's key is wanted"))
_VALUES = (_is_values, Text("应为若干值的列表", "a list of values is wanted"))
_SHAPES: dict[Takes, tuple[Callable[[object], bool], Text]] = {
    Takes.FIELD: _NAME,
    Takes.PEER: _NAME,
    Takes.TABLE: _NAME,
    Takes.COLUMN: _NAME,
    Takes.OWN_COLUMN: _NAME,
    Takes.OWN_COLUMNS: (_is_names, Text("应为若干列代号的列表", "a list of columns' keys is wanted")),
    Takes.DUTY: (is_text, Text("应为任务的代号", "a duty's key is wanted")),
    Takes.NUMBER: (_is_number, Text("应为数", "a number is wanted")),
    Takes.FLAG: (_is_flag, Text("应为 true 或 false", "true or false is wanted")),
    Takes.PATTERN: (_is_pattern, Text("不是正则表达式", "it is no regular expression")),
    Takes.WORDS: (is_wording, Text("应为文字", "a text is wanted")),
    Takes.OWN_VALUES: _VALUES,
    Takes.ITS_VALUES: _VALUES,
}
