"""Functions on texts. Places in a text count whole characters (code points), not bytes or UTF-16 units."""

import math
from collections.abc import Callable

from ..values import Value, number, text, texts, words
from .numeric import round_half_up
from .table import Function, by_name


def _on_texts(function: Callable[..., Value]) -> Callable[..., Value]:
    """`function` with each argument read as text."""
    return lambda *values: function(*(text(value) for value in values))


def _place(value: Value, length: int) -> int:
    """An index into a text of `length`; negative ones count from the end, NaN is the beginning."""
    index = number(value)
    if math.isnan(index):
        return 0
    whole = int(max(-length, min(index, length)))
    return whole + length if whole < 0 else whole


def substr(value: Value, start: Value, end: Value | None = None) -> str:
    """Zero-based, the end excluded."""
    whole = text(value)
    last = len(whole) if end is None else _place(end, len(whole))
    return whole[_place(start, len(whole)) : last]


def substring(value: Value, start: Value, length: Value = math.inf) -> str:
    """One-based, as XPath 1.0 section 4.2: what is not in the text is left out."""
    first = round_half_up(number(start))
    last = first + round_half_up(number(length))
    return "".join(sign for place, sign in enumerate(text(value), 1) if first <= place < last)


def substring_after(whole: str, mark: str) -> str:
    """What follows the first `mark`."""
    return whole.partition(mark)[2] if mark else whole


def substring_before(whole: str, mark: str) -> str:
    """What precedes the first `mark`; empty if there is none."""
    return whole.partition(mark)[0] if mark and mark in whole else ""


def translate(whole: str, old: str, new: str) -> str:
    """Each sign of `old` becomes the one at its place in `new`, or goes away."""
    signs: dict[str, str] = {}
    for place, sign in enumerate(old):
        signs.setdefault(sign, new[place] if place < len(new) else "")
    return "".join(signs.get(sign, sign) for sign in whole)


STRINGS = by_name(
    Function("concat(nodes…)", lambda *values: "".join(part for value in values for part in texts(value))),
    Function("contains(text, part)", _on_texts(lambda whole, part: part in whole)),
    Function("ends-with(text, part)", _on_texts(lambda whole, part: whole.endswith(part))),
    Function(
        "join(separator, nodes…)",
        lambda mark, *values: text(mark).join(part for value in values for part in texts(value)),
    ),
    Function("normalize-space(text?)", lambda value: " ".join(words(value))),
    Function("starts-with(text, part)", _on_texts(lambda whole, part: whole.startswith(part))),
    Function("string-length(text?)", lambda value: float(len(text(value)))),
    Function("substr(text, start, end?)", substr),
    Function("substring(text, start, length?)", substring),
    Function("substring-after(text, part)", _on_texts(substring_after)),
    Function("substring-before(text, part)", _on_texts(substring_before)),
    Function("translate(text, old, new)", _on_texts(translate)),
)
