"""Functions on truth values, on choices and on sets of nodes."""

from itertools import chain

from ..values import Node, Value, number, numbers, text, texts, truth, words
from .table import Function, by_name


def selected_at(value: Value, index: Value) -> str:
    """The name at a zero-based place; empty if there is none."""
    names, place = words(value), number(index)
    return names[int(place)] if 0 <= place < len(names) else ""


def _truths(value: Value) -> list[bool]:
    return [truth(node.value) for node in value] if isinstance(value, list) else [truth(value)]


def _within(count: float, least: Value, most: Value) -> bool:
    """Whether `count` lies between both; a most of -1 is no limit."""
    return count >= number(least) and (number(most) == -1 or count <= number(most))


def checklist(least: Value, most: Value, *values: Value) -> bool:
    """Whether enough and not too many of the values are true."""
    return _within(sum(chain.from_iterable(map(_truths, values))), least, most)


def weighted_checklist(least: Value, most: Value, *values: Value) -> bool:
    """The same with the weights of the true values; values and weights alternate."""
    flags = chain.from_iterable(map(_truths, values[::2]))
    weights = chain.from_iterable(map(numbers, values[1::2]))
    heavy = 0.0
    for flag, weight in zip(flags, weights, strict=False):
        heavy += weight if flag else 0.0
    return _within(heavy, least, most)


def nodes(value: Value) -> list[Node]:
    """The nodes of a path; one value stands for none unless it says something."""
    return value if isinstance(value, list) else []


SELECTIONS = by_name(
    Function("boolean(value)", truth),
    Function("boolean-from-string(text)", lambda value: text(value).lower() in ("1", "true")),
    Function("checklist(least, most, nodes…)", checklist),
    Function("coalesce(value, value…)"),
    Function("count(nodes)", lambda value: float(len(nodes(value)))),
    Function("count-non-empty(nodes)", lambda value: float(sum(part != "" for part in texts(nodes(value))))),
    Function("count-selected(names)", lambda value: float(len(words(value)))),
    Function("current()"),
    Function("false()"),
    Function("if(condition, value, otherwise)"),
    Function("indexed-repeat(value, repeat, index…)"),
    Function("instance(list)"),
    Function("jr:choice-name(name, item)"),
    Function("last()"),
    Function("not(condition)", lambda value: not truth(value)),
    Function("number(value?)", number),
    Function("once(value)"),
    Function("position(row?)"),
    Function("regex(text, pattern)"),
    Function("selected(names, name)", lambda value, name: text(name).strip(" \t\r\n") in words(value)),
    Function("selected-at(names, index)", selected_at),
    Function("string(value?)", text),
    Function("true()"),
    Function("weighted-checklist(least, most, nodes…)", weighted_checklist),
)
