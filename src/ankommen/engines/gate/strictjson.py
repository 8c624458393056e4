"""The strict gate for JSON from outside: what a database or a rule cannot hold is refused here, with a code.

Python's parser accepts NaN, lone surrogates, NUL, duplicate names and nesting until the interpreter's stack
ends; PostgreSQL refuses them later, in the middle of a transaction. A name that stands twice is refused:
readers disagree which one counts. Cost: one pass over the text and one over the values.
"""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from .codes import Code, Refused
from .texts import clean, is_clean

MAX_DEPTH = 20
MAX_NUMBER = 2**53  # up to here a browser counts without gaps
_STRINGS = re.compile(rb'"(?:[^"\\]|\\.)*"?', re.DOTALL)


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
    return _cleaned(value)


def _check_depth(data: bytes) -> None:
    depth = 0
    for byte in _STRINGS.sub(b"", data):
        if byte in b"[{":
            depth += 1
            if depth > MAX_DEPTH:
                raise Refused(Code.TOO_DEEP, limit=MAX_DEPTH)
        elif byte in b"]}":
            depth -= 1


def _cleaned(value: Any) -> Any:
    """The value with texts and names that can be stored, parts changed where they lie."""
    if isinstance(value, str):
        return value if is_clean(value) else clean(value)
    if isinstance(value, list):
        value[:] = map(_cleaned, value)
    elif isinstance(value, dict):
        return _no_twins([(_cleaned(name), _cleaned(part)) for name, part in value.items()])
    return value


def _no_constant(name: str) -> NoReturn:
    raise Refused(Code.NOT_A_NUMBER, name=name)


def _bounded_int(digits: str) -> int:
    if len(digits) > 17 or abs(number := int(digits)) > MAX_NUMBER:
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
