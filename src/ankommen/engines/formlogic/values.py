"""The values of an expression and how one kind becomes another (XPath 1.0 section 4, with ODK's dates).

A value is a text, a number (float), a truth value or a list of nodes. An unanswered, declined or irrelevant
item reads as the empty text.
"""

import math
import re
from typing import TYPE_CHECKING, NamedTuple

from .calendar import MILLISECONDS, read_moment

if TYPE_CHECKING:
    from .choices import Choice
    from .rows import Row

NUMBER = re.compile(r"[ \t\r\n]*(-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+))[ \t\r\n]*")
WORD = re.compile(r"[^ \t\r\n]+")


class Node(NamedTuple):
    """One hit of a path: a row, an item in a row, or a choice. path: the rows around it, the form itself
    first.
    """

    path: "tuple[Row, ...]"
    value: "str | float"
    choice: "Choice | None" = None


Value = str | float | bool | list[Node]


def text(value: Value) -> str:
    """`string()`: numbers without exponent, integers without ".0", of several nodes the first."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return text(value[0].value) if value else ""
    return number_text(value)


def number(value: Value) -> float:
    """`number()`: NaN for what is none; a date counts as its days since 1970."""
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, float):
        return value
    written = text(value)
    match = NUMBER.fullmatch(written)
    if match:
        return float(match[1])
    moment = read_moment(written)
    return math.nan if moment is None else moment[0] + moment[1] / MILLISECONDS


def truth(value: Value) -> bool:
    """`boolean()`: a text is true if it is not empty, a number if it is neither 0 nor NaN."""
    if isinstance(value, float):
        return not (value == 0 or math.isnan(value))
    return bool(value)


def number_text(value: float) -> str:
    """A number in the shortest decimal digits that read back as the same number, never with an exponent."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == 0:
        return "0"
    mantissa, _, exponent = repr(abs(value)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits, point = whole + fraction, len(whole) + int(exponent or 0)
    digits = "0" * (1 - point) + digits + "0" * (point - len(digits))
    point = max(point, 1)
    written = f"{digits[:point]}.{digits[point:]}".rstrip("0").rstrip(".")
    return ("-" if value < 0 else "") + written


def texts(value: Value) -> list[str]:
    """The text of each node, or of the one value."""
    return [text(node.value) for node in value] if isinstance(value, list) else [text(value)]


def numbers(value: Value) -> list[float]:
    """The number of each node, or of the one value."""
    return [number(node.value) for node in value] if isinstance(value, list) else [number(value)]


def words(value: Value) -> list[str]:
    """The names in the answer of a select_multiple."""
    return WORD.findall(text(value))
