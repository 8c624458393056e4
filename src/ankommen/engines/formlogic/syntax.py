"""Reads the text of an expression into a tree that knows no form yet."""

from dataclasses import dataclass
from typing import Literal as OneOf

from .errors import Code, ExpressionError
from .reasons import Reason
from .tokens import Token, tokens

MAX_LENGTH = 10_000  # characters
MAX_DEPTH = (
    100  # nested brackets, calls and predicates; also keeps both evaluators far from their stack's end
)
LEVELS = (("or",), ("and",), ("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "div", "mod"))


@dataclass(frozen=True, slots=True)
class Literal:
    """A number or a quoted text."""

    value: float | str
    position: int


@dataclass(frozen=True, slots=True)
class Reference:
    """`${name}`."""

    name: str
    position: int


@dataclass(frozen=True, slots=True)
class Call:
    """A function call, or an operator with its operands ("neg" is the unary minus)."""

    name: str
    arguments: tuple["Syntax", ...]
    position: int


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path. name: ".", ".." or a name."""

    name: str
    predicates: tuple["Syntax", ...]
    position: int


@dataclass(frozen=True, slots=True)
class Path:
    """Steps from an origin: "root" (a leading slash), "here", a reference, or instance('list')."""

    origin: "OneOf['root', 'here'] | Reference | Call"
    steps: tuple[Step, ...]
    position: int


Syntax = Literal | Reference | Call | Path


def parse(source: str) -> Syntax:
    """The syntax tree of an XLSForm expression; `resolve` makes an Expr of it.

    Raises ExpressionError for the first thing that cannot be read. Names of functions and items are not
    looked at.
    """
    if len(source) > MAX_LENGTH:
        raise ExpressionError(Code.TOO_LONG, MAX_LENGTH, str(MAX_LENGTH))
    if not source.strip():
        raise ExpressionError(Code.EMPTY, 0)
    parser = _Parser(tokens(source))
    tree = parser.expression()
    parser.expect_end()
    return tree


class _Parser:
    """Recursive descent; operators of one level are read in a loop, so only nesting costs depth."""

    def __init__(self, found: list[Token]) -> None:
        self.tokens = found
        self.index = 0
        self.depth = 0

    @property
    def next(self) -> Token:
        return self.tokens[self.index]

    def take(self) -> Token:
        token = self.next
        self.index += 1
        return token

    def accept(self, text: str) -> bool:
        if self.next.kind in ("symbol", "operator") and self.next.text == text:
            self.index += 1
            return True
        return False

    def expect(self, text: str) -> None:
        if not self.accept(text):
            raise self.unreadable(Reason.SIGN_MISSING, sign=text)

    def expect_end(self) -> None:
        if self.next.kind != "end":
            raise self.unreadable(Reason.SIGN_UNEXPECTED, sign=self.next.text)

    def unreadable(self, reason: Reason, **facts: str) -> ExpressionError:
        return ExpressionError(Code.SYNTAX, self.next.position, reason, **facts)

    def expression(self) -> Syntax:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise ExpressionError(Code.TOO_DEEP, self.next.position, str(MAX_DEPTH))
        tree = self.binary(0)
        self.depth -= 1
        return tree

    def binary(self, level: int) -> Syntax:
        """Precedence climbing: operands bound by operators of `level` or tighter."""
        left = self.unary()
        while (found := self.operator_level()) >= level:
            token = self.take()
            left = _joined(token, left, self.binary(found + 1))
        return left

    def operator_level(self) -> int:
        if self.next.kind not in ("symbol", "operator"):
            return -1
        return next((n for n, operators in enumerate(LEVELS) if self.next.text in operators), -1)

    def unary(self) -> Syntax:
        position, minuses = self.next.position, 0
        while self.accept("-"):
            minuses += 1
        operand = self.path()
        if self.next.text == "|":
            raise ExpressionError(Code.UNSUPPORTED_PATH, self.next.position, Reason.UNION)
        if minuses == 0:
            return operand
        negated = Call("neg", (operand,), position)
        return negated if minuses % 2 else Call("neg", (negated,), position)

    def path(self) -> Syntax:
        token = self.next
        if token.kind in ("number", "string", "reference") or token.text == "(" or self.at_call():
            return self.after(self.primary())
        if token.text == "//":
            raise ExpressionError(Code.UNSUPPORTED_PATH, token.position, "//")
        if self.accept("/"):
            return Path("root", self.steps(), token.position)
        if token.kind == "name" or token.text in (".", ".."):
            return Path("here", self.steps(), token.position)
        if token.kind == "end":
            raise self.unreadable(Reason.VALUE_MISSING)
        raise self.unreadable(Reason.SIGN_UNEXPECTED, sign=token.text)

    def at_call(self) -> bool:
        return self.next.kind == "name" and self.tokens[self.index + 1].text == "("

    def primary(self) -> Syntax:
        token = self.take()
        if token.kind == "number":
            return Literal(float(token.text), token.position)
        if token.kind == "string":
            return Literal(token.text[1:-1], token.position)
        if token.kind == "reference":
            return Reference(token.text[2:-1].strip(), token.position)
        if token.kind == "name":
            return Call(token.text, self.arguments(), token.position)
        tree = self.expression()
        self.expect(")")
        return tree

    def arguments(self) -> tuple[Syntax, ...]:
        self.expect("(")
        found: list[Syntax] = []
        while not self.accept(")"):
            if found:
                self.expect(",")
            found.append(self.expression())
        return tuple(found)

    def after(self, origin: Syntax) -> Syntax:
        """`origin`, or the path that predicates and steps behind it make of it."""
        position = self.next.position
        predicates = self.predicates()
        goes_on = self.next.text in ("/", "//")
        if not predicates and not goes_on:
            return origin
        if not isinstance(origin, Reference | Call):
            raise ExpressionError(Code.UNSUPPORTED_PATH, position, Reason.STEPS_BEHIND_VALUE)
        first = (Step(".", predicates, position),) if predicates else ()
        return Path(origin, first + (self.steps() if self.accept("/") else ()), origin.position)

    def steps(self) -> tuple[Step, ...]:
        found = [self.step()]
        while self.accept("/"):
            found.append(self.step())
        if self.next.text in ("//", "::"):
            raise ExpressionError(Code.UNSUPPORTED_PATH, self.next.position, self.next.text)
        return tuple(found)

    def step(self) -> Step:
        token = self.take()
        if token.kind not in ("name", "operator") and token.text not in (".", ".."):
            self.index -= 1
            reason = Reason.SIGN_IN_PATH if token.text else Reason.PATH_ENDS
            raise ExpressionError(Code.UNSUPPORTED_PATH, token.position, reason, sign=token.text)
        return Step(token.text, self.predicates(), token.position)

    def predicates(self) -> tuple[Syntax, ...]:
        found: list[Syntax] = []
        while self.accept("["):
            found.append(self.expression())
            self.expect("]")
        return tuple(found)


def _joined(token: Token, left: Syntax, right: Syntax) -> Syntax:
    """One call for a chain such as a + b - c, so that long sums are not deep. a - b is a + -b, exactly."""
    name, operand = token.text, right
    if name == "-":
        name, operand = "+", Call("neg", (right,), token.position)
    if name in ("or", "and", "+", "*") and isinstance(left, Call) and left.name == name:
        return Call(name, (*left.arguments, operand), left.position)
    return Call(name, (left, operand), token.position)
