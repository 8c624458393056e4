"""Cuts the text of an expression into tokens, as XPath 1.0 section 3.7 asks."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from .errors import Code, ExpressionError
from .reasons import Reason

NAME = r"[^\W\d][\w.\-]*"
TOKEN = re.compile(
    rf"""(?P<space>\s+)
    |(?P<number>\d+(?:\.\d*)?|\.\d+)
    |(?P<string>"[^"]*"|'[^']*')
    |(?P<reference>\$\{{[^{{}}]*\}})
    |(?P<name>{NAME}(?::{NAME})?)
    |(?P<symbol>\.\.|//|::|!=|<=|>=|[-+*/()\[\],.=<>@|])
    """,
    re.VERBOSE,
)
ASCII_NUMBER = re.compile(r"[0-9.]+")
WORD_OPERATORS = frozenset({"and", "or", "div", "mod"})
TYPOGRAPHIC_QUOTES = "‘’‚‛“”„‟´`"  # what a word processor makes of straight quotes
REPAIRS = {
    "&": Reason.NO_AMPERSAND,
    "!": Reason.NO_EXCLAMATION_MARK,
    "{": Reason.NO_BARE_BRACE,
    "$": Reason.NO_BARE_BRACE,
    '"': Reason.QUOTE_MISSING,
    "'": Reason.QUOTE_MISSING,
}


class Token(NamedTuple):
    """One piece of an expression. kind: number, string, reference, name, operator, symbol or end."""

    kind: str
    text: str
    position: int


def tokens(source: str) -> list[Token]:
    """The tokens of `source`, closed by one of kind "end". Raises ExpressionError at the first unreadable
    sign.
    """
    found: list[Token] = []
    for token in _pieces(source):
        if token.text[:-1] in WORD_OPERATORS and token.text[-1] == "." and _ends_operand(found):
            # "and.<5": to XPath "and." is a name, to the forms in the field it is "and ."
            found.append(Token("operator", token.text[:-1], token.position))
            found.append(Token("symbol", ".", token.position + len(token.text) - 1))
            continue
        is_operator = token.text in WORD_OPERATORS or token.text == "*"
        found.append(token._replace(kind="operator") if is_operator and _ends_operand(found) else token)
    found.append(Token("end", "", len(source)))
    return found


def _pieces(source: str) -> Iterator[Token]:
    position = 0
    while position < len(source):
        match = TOKEN.match(source, position)
        if match is None or match.lastgroup is None:
            raise _unreadable(source[position], position)
        if match.lastgroup == "number" and not ASCII_NUMBER.fullmatch(match.group()):
            raise ExpressionError(Code.SYNTAX, position, Reason.OTHER_DIGITS)
        if match.lastgroup != "space":
            yield Token(match.lastgroup, match.group(), position)
        position = match.end()


def _unreadable(sign: str, position: int) -> ExpressionError:
    if sign in TYPOGRAPHIC_QUOTES:
        return ExpressionError(Code.QUOTES, position)
    if sign in REPAIRS:
        return ExpressionError(Code.SYNTAX, position, REPAIRS[sign])
    return ExpressionError(Code.SYNTAX, position, Reason.SIGN_UNEXPECTED, sign=repr(sign))


def _ends_operand(found: list[Token]) -> bool:
    """Whether what was read last can be the left side of an operator, so that `div` here is no name."""
    if not found:
        return False
    last = found[-1]
    return last.kind in ("number", "string", "reference", "name") or last.text in (")", "]", ".", "..")
