"""The strict gate for JSON from outside: what a database or a rule cannot hold is refused here, with a
sentence.

Python's parser accepts NaN, lone surrogates, NUL, duplicate names and nesting until the interpreter's stack
ends; PostgreSQL refuses
them later, in the middle of a transaction. Cost: one pass over the text and one over the values.
"""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

MAX_DEPTH = 20
MAX_NUMBER = 10**18
_STRINGS = re.compile(rb'"(?:[^"\\]|\\.)*"?', re.DOTALL)


class Refused(ValueError):
    """The text is not JSON that we take. `args[0]` is an English sentence."""


def loads(data: bytes) -> Any:
    """Parse UTF-8 JSON. Raises Refused for all that is broken, too deep, or holds what cannot be stored."""
    _check_depth(data)
    try:
        value = json.loads(
            data.decode("utf-8"),
            parse_constant=_no_constant,
            parse_int=_bounded_int,
            parse_float=_bounded_float,
            object_pairs_hook=_no_twins,
        )
    except UnicodeDecodeError as error:
        raise Refused("The text is not UTF-8.") from error
    except json.JSONDecodeError as error:
        raise Refused(f"The text is not JSON: see line {error.lineno}, column {error.colno}.") from error
    _check_texts(value)
    return value


def _check_depth(data: bytes) -> None:
    depth = 0
    for byte in _STRINGS.sub(b"", data):
        if byte in b"[{":
            depth += 1
            if depth > MAX_DEPTH:
                raise Refused(f"The text is nested more than {MAX_DEPTH} levels deep.")
        elif byte in b"]}":
            depth -= 1


def _check_texts(value: Any) -> None:
    if isinstance(value, str):
        if "\x00" in value:
            raise Refused("A text holds the character NUL.")
        if any("\ud800" <= character <= "\udfff" for character in value):
            raise Refused("A text holds half a character (a lone surrogate).")
    elif isinstance(value, list):
        for part in value:
            _check_texts(part)
    elif isinstance(value, dict):
        for key, part in value.items():
            _check_texts(key)
            _check_texts(part)


def _no_constant(name: str) -> NoReturn:
    raise Refused(f"{name} is not a number that can be stored.")


def _bounded_int(digits: str) -> int:
    if len(digits) > 19 or abs(number := int(digits)) > MAX_NUMBER:
        raise Refused("A number is too large.")
    return number


def _bounded_float(digits: str) -> float:
    if len(digits) > 40 or abs(number := float(digits)) > MAX_NUMBER:
        raise Refused("A number is too large.")
    return number


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise Refused("An object names the same member twice.")
    return members
