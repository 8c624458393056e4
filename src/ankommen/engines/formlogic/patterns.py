"""The patterns of regex(): read once into a tree, matched without backtracking.

A pattern has to fit the whole text. Both sides walk all ways through the pattern at once (Thompson 1968), so
the time is at most length of the text times size of the pattern, whoever wrote it: no pattern can hang a
server or a tablet. Look-around, back-references and \\p{…} are refused when the form is published.

The tree, as JSON: ["set", [[first, last], …]] one character by its code point; ["seq", …]; ["or", …];
["repeat", tree, least, most or null]; ["start"]; ["end"].
"""

from typing import Any

from .errors import Code, ExpressionError
from .reasons import Reason

Tree = list[Any]
Ranges = list[list[int]]

LAST: int = 0x10FFFF
MAX_SIZE = 2000  # characters, sets and their copies in one pattern
MAX_DEPTH = 30  # nested brackets
CLASSES: dict[str, Ranges] = {
    "d": [[48, 57]],
    "w": [[48, 57], [65, 90], [95, 95], [97, 122]],
    "s": [[9, 13], [32, 32]],
}
CONTROLS = {"n": 10, "r": 13, "t": 9, "f": 12, "v": 11}
ANY: Ranges = [[0, 9], [11, 12], [14, 0x2027], [0x202A, LAST]]  # . is all but the ends of lines

SIGNS: dict[str, Tree] = {".": ["set", ANY], "^": ["start"], "$": ["end"]}


def read_pattern(source: str, position: int = 0) -> Tree:
    """The tree of a pattern. Raises ExpressionError, whose position is that of the whole pattern."""
    reader = _Reader(source, position)
    tree = reader.alternatives()
    if reader.index < len(source):
        raise reader.refused(Reason.PATTERN_NOT_OPENED)
    if _size(tree) > MAX_SIZE:
        raise reader.refused(Reason.PATTERN_TOO_LARGE, limit=MAX_SIZE)
    return tree


def _size(tree: Tree) -> int:
    operator, *operands = tree
    if operator in ("seq", "or"):
        return 1 + sum(map(_size, operands))
    if operator == "repeat":
        part, least, most = operands
        copies: int = max(1, least if most is None else most)
        return 1 + _size(part) * copies
    return 1


def _complement(ranges: Ranges) -> Ranges:
    gaps, free = [], 0
    for first, last in sorted(ranges):
        if first > free:
            gaps.append([free, first - 1])
        free = max(free, last + 1)
    return [*gaps, [free, LAST]] if free <= LAST else gaps


class _Reader:
    """Recursive descent over the signs of a pattern."""

    def __init__(self, source: str, position: int) -> None:
        self.source = source
        self.position = position
        self.index = 0
        self.depth = 0

    def refused(self, reason: Reason, **facts: str | int) -> ExpressionError:
        return ExpressionError(Code.PATTERN, self.position, reason, **facts)

    def at(self, *starts: str) -> bool:
        return self.source.startswith(starts, self.index)

    def accept(self, sign: str) -> bool:
        found = self.at(sign)
        self.index += len(sign) if found else 0
        return found

    def take(self) -> str:
        if self.index >= len(self.source):
            raise self.refused(Reason.PATTERN_ENDS)
        self.index += 1
        return self.source[self.index - 1]

    def alternatives(self) -> Tree:
        found = [self.sequence()]
        while self.accept("|"):
            found.append(self.sequence())
        return found[0] if len(found) == 1 else ["or", *found]

    def sequence(self) -> Tree:
        found: Tree = ["seq"]
        while self.index < len(self.source) and not self.at("|", ")"):
            found.append(self.repeated(self.one()))
        return found

    def one(self) -> Tree:
        sign = self.take()
        if sign == "(":
            return self.group()
        if sign == "[":
            return ["set", self.set()]
        if sign == "\\":
            return ["set", self.escape()]
        if sign in "*+?{":
            raise self.refused(Reason.PATTERN_NOTHING_BEFORE, sign=sign)
        if sign in ".^$":
            return SIGNS[sign][:]
        return ["set", [[ord(sign), ord(sign)]]]

    def group(self) -> Tree:
        if self.accept("?") and not self.accept(":"):
            raise self.refused(Reason.PATTERN_GROUP)
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.refused(Reason.PATTERN_TOO_DEEP, limit=MAX_DEPTH)
        tree = self.alternatives()
        self.depth -= 1
        if not self.accept(")"):
            raise self.refused(Reason.PATTERN_NOT_CLOSED)
        return tree

    def repeated(self, tree: Tree) -> Tree:
        bounds = self.bounds()
        if bounds is None:
            return tree
        self.accept("?")  # a lazy quantifier fits the same texts
        if self.at("*", "+", "?", "{"):
            raise self.refused(Reason.PATTERN_QUANTIFIERS)
        return ["repeat", tree, *bounds]

    def bounds(self) -> tuple[int, int | None] | None:
        for sign, bounds in (("*", (0, None)), ("+", (1, None)), ("?", (0, 1))):
            if self.accept(sign):
                return bounds
        if not self.accept("{"):
            return None
        inside, closed, _ = self.source[self.index :].partition("}")
        least, comma, most = inside.partition(",")
        if not closed or not _is_count(least) or (most and not _is_count(most)):
            raise self.refused(Reason.PATTERN_COUNT)
        self.index += len(inside) + 1
        low, high = int(least), int(most) if most else None if comma else int(least)
        if high is not None and high < low:
            raise self.refused(Reason.PATTERN_COUNTS_DOWN, sign=f"{{{inside}}}")
        return low, high

    def escape(self) -> Ranges:
        sign = self.take()
        if sign.lower() in CLASSES:
            ranges = CLASSES[sign.lower()]
            return ranges if sign.islower() else _complement(ranges)
        if sign in CONTROLS:
            return [[CONTROLS[sign], CONTROLS[sign]]]
        if sign in "ux":
            return [[self.hexadecimal(4 if sign == "u" else 2)] * 2]
        if sign.isalnum():
            raise self.refused(Reason.PATTERN_ESCAPE, sign=f"\\{sign}")
        return [[ord(sign), ord(sign)]]

    def hexadecimal(self, length: int) -> int:
        digits = "".join(self.take() for _ in range(length))
        if set(digits) - set("0123456789abcdefABCDEF"):
            raise self.refused(Reason.PATTERN_HEXADECIMAL, sign=digits)
        return int(digits, 16)

    def set(self) -> Ranges:
        negated = self.accept("^")
        ranges: Ranges = []
        while not self.at("]") or not ranges:
            if self.at("[", "]", "&&"):
                raise self.refused(Reason.PATTERN_BRACKETS)
            ranges += self.span()
        self.index += 1
        return _complement(ranges) if negated else ranges

    def span(self) -> Ranges:
        first = self.member()
        if not self.at("-") or self.at("-]"):
            return first
        self.index += 1
        last = self.member()
        low, high = first[0][0], last[0][1]
        if len(first) + len(last) > 2 or first[0][0] != first[0][1] or last[0][0] != high or high < low:
            raise self.refused(Reason.PATTERN_RANGE)
        return [[low, high]]

    def member(self) -> Ranges:
        sign = self.take()
        return self.escape() if sign == "\\" else [[ord(sign), ord(sign)]]


def _is_count(digits: str) -> bool:
    return digits.isascii() and digits.isdigit() and len(digits) <= 4
