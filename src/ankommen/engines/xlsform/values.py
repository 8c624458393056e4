"""Cells that are values instead of rules: defaults and parameters."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time

Value = str | int | float | list[str]

# What makes a default an expression, in the order the XLSForm tools look: a reference, a call, arithmetic.
REFERENCE_OR_CALL = re.compile(r"\$\{|[A-Za-z][\w:.\-]*\(")
ARITHMETIC = re.compile(r"[*|+]|\s(?:div|mod|-)\s|^-?[\d.]+\s*-\s*[\d.]+$")
PARAMETER = re.compile(r"\s*([\w\-]+)\s*=\s*([^\s;,]+)\s*(?:[;,]|\s|$)")


def is_rule(default: str, kind: str) -> bool:
    """Whether a default is worked out rather than taken as it stands."""
    if REFERENCE_OR_CALL.search(default):
        return True
    return kind in ("integer", "decimal", "range") and bool(ARITHMETIC.search(default))


def read_default(text: str, kind: str, choices: Sequence[str] = ()) -> Value | None:
    """The default as an answer of this kind has it (see the decision on the compiled document); None if it
    can be none.
    """
    text = text.strip("'\"") if kind not in ("text", "hidden", "calculate", "meta") else text
    try:
        return _READERS[kind](text, choices)
    except (KeyError, ValueError, OverflowError):
        return None


def _integer(text: str, _: Sequence[str]) -> int:
    number = float(text)
    if not number.is_integer():
        raise ValueError(text)
    return int(number)


def _number(text: str, _: Sequence[str]) -> float | int:
    number = float(text)
    if number in (float("inf"), float("-inf")) or number != number:
        raise ValueError(text)
    return int(number) if number.is_integer() else number


def _chosen(text: str, choices: Sequence[str]) -> str:
    if text not in choices:
        raise ValueError(text)
    return text


def _several(text: str, choices: Sequence[str]) -> list[str]:
    """Names in the order of the list; of a ranking the order is the text's."""
    return [_chosen(word, choices) for word in dict.fromkeys(text.split())]


def _in_form_order(text: str, choices: Sequence[str]) -> list[str]:
    words = _several(text, choices)
    return [choice for choice in dict.fromkeys(choices) if choice in words]


def _acknowledged(text: str, _: Sequence[str]) -> str:
    if text.upper() != "OK":
        raise ValueError(text)
    return "OK"


_READERS: dict[str, Callable[[str, Sequence[str]], Value]] = {
    "integer": _integer,
    "decimal": _number,
    "range": _number,
    "date": lambda text, _: date.fromisoformat(text[:10]).isoformat(),
    "time": lambda text, _: time.fromisoformat(text).isoformat(),
    "datetime": lambda text, _: datetime.fromisoformat(text).isoformat(),
    "select_one": _chosen,
    "select_multiple": _in_form_order,
    "rank": _several,
    "acknowledge": _acknowledged,
    "text": lambda text, _: text,
    "hidden": lambda text, _: text,
    "calculate": lambda text, _: text,
    "meta": lambda text, _: text,
    "geopoint": lambda text, _: text,
}


def read_parameters(text: str) -> dict[str, str] | None:
    """ "start=0 end=10" as a mapping, its keys in small letters; None if it cannot be read."""
    found: dict[str, str] = {}
    position = 0
    text = text.strip()
    while position < len(text):
        match = PARAMETER.match(text, position)
        if not match:
            return None
        found[match[1].lower()] = match[2]
        position = match.end()
    return found


def read_range(given: dict[str, str]) -> dict[str, Value] | None:
    """start, end and step of a range as numbers, by default 1, 10 and 1; None if nothing could be chosen."""
    try:
        numbers = {name: _number(given.get(name, otherwise), ()) for name, otherwise in _RANGE}
    except ValueError:
        return None
    return dict(numbers) if numbers["start"] < numbers["end"] and numbers["step"] > 0 else None


_RANGE = (("start", "1"), ("end", "10"), ("step", "1"))
