"""The strict gate for JSON from outside: what a database or a rule cannot hold is refused here, with a code.

Python's parser accepts NaN, lone surrogates, NUL, duplicate names and nesting until the interpreter's stack
ends; PostgreSQL refuses them later, in the middle of a transaction. Cost: one pass over the text and one over
the values.
"""

from __future__ import annotations

import json
import re
from enum import StrEnum
from typing import Any, NoReturn

MAX_DEPTH = 20
MAX_NUMBER = 10**18
_STRINGS = re.compile(rb'"(?:[^"\\]|\\.)*"?', re.DOTALL)


class Code(StrEnum):
    """Why a text is refused, with the parameters that a sentence about it may name."""

    NOT_UTF8 = "not_utf8"
    NOT_JSON = "not_json"  # line, column: both count from 1
    TOO_DEEP = "too_deep"  # limit: levels
    NOT_A_NUMBER = "not_a_number"  # name: NaN, Infinity or -Infinity
    NUMBER_TOO_LARGE = "number_too_large"
    NUL = "nul"
    LONE_SURROGATE = "lone_surrogate"
    NAMED_TWICE = "named_twice"


class Refused(ValueError):
    """The text is not JSON that we take. The sentence for people is told elsewhere, in their language."""

    def __init__(self, code: Code, **parameters: int | str) -> None:
        super().__init__(code, parameters)
        self.code = code
        self.parameters = parameters


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
        raise Refused(Code.NOT_UTF8) from error
    except json.JSONDecodeError as error:
        raise Refused(Code.NOT_JSON, line=error.lineno, column=error.colno) from error
    _check_texts(value)
    return value


def _check_depth(data: bytes) -> None:
    depth = 0
    for byte in _STRINGS.sub(b"", data):
        if byte in b"[{":
            depth += 1
            if depth > MAX_DEPTH:
                raise Refused(Code.TOO_DEEP, limit=MAX_DEPTH)
        elif byte in b"]}":
            depth -= 1


def _check_texts(value: Any) -> None:
    if isinstance(value, str):
        if "\x00" in value:
            raise Refused(Code.NUL)
        if any("\ud800" <= character <= "\udfff" for character in value):
            raise Refused(Code.LONE_SURROGATE)
    elif isinstance(value, list):
        for part in value:
            _check_texts(part)
    elif isinstance(value, dict):
        for key, part in value.items():
            _check_texts(key)
            _check_texts(part)


def _no_constant(name: str) -> NoReturn:
    raise Refused(Code.NOT_A_NUMBER, name=name)


def _bounded_int(digits: str) -> int:
    if len(digits) > 19 or abs(number := int(digits)) > MAX_NUMBER:
        raise Refused(Code.NUMBER_TOO_LARGE)
    return number


def _bounded_float(digits: str) -> float | int:
    """JSON knows one kind of number: 2.0 is 2 here as it is in a browser."""
    if len(digits) > 40 or abs(number := float(digits)) > MAX_NUMBER:
        raise Refused(Code.NUMBER_TOO_LARGE)
    return int(number) if number.is_integer() else number


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise Refused(Code.NAMED_TWICE)
    return members
