"""Ties an expression to its form: names and paths become the operators both sides evaluate."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .errors import Code, ExpressionError
from .functions import FUNCTIONS, REFUSED
from .paths import Choices, Cursor, Paths
from .patterns import read_pattern
from .reasons import Reason
from .syntax import MAX_DEPTH, Call, Literal, Path, Reference, Syntax
from .tree import Place, Tree

Expr = list[Any]

MAX_SAFE_INTEGER = 2**53

OPERATORS = frozenset({"or", "and", "=", "!=", "<", "<=", ">", ">=", "+", "*", "div", "mod", "neg"})
DEFAULTS_TO_SELF = frozenset({"string", "number", "string-length", "normalize-space"})
CONVERSIONS = {
    "string": "as-string",
    "number": "as-number",
    "boolean": "as-boolean",
}  # the bare words are literals


def resolve(syntax: Syntax, tree: Tree, *, at: str | None = None, choice_list: str | None = None) -> Expr:
    """The Expr of an expression that belongs to the item `at`; None is the form itself, as for `needs`.

    choice_list: the list whose choices a choice_filter is asked about; bare names are then its columns.
    Raises ExpressionError for what this form cannot answer.
    """
    place = tree[at] if at is not None else tree.root
    here = Here(place, place.repeats)
    if choice_list is not None:
        here = Here(place, place.repeats, choice_list=choice_list, origin=here)
    return _Resolver(tree, here).value(syntax)


@dataclass(frozen=True, slots=True)
class Here:
    """Where an expression, or a predicate in it, is evaluated.

    rows: the repeats of which one row is at hand. choice_list: set where choices are asked, one by one.
    origin: the outermost Here when this one belongs to a predicate. moved: whether a predicate left its rows.
    """

    place: Place
    rows: tuple[str, ...]
    choice_list: str | None = None
    origin: "Here | None" = None
    moved: bool = False


class _Resolver:
    """One expression; predicates get a resolver of their own with another `here`."""

    def __init__(self, tree: Tree, here: Here, depth: int = 0) -> None:
        self.tree = tree
        self.here = here
        self.depth = depth

    def value(self, syntax: Syntax) -> Expr:
        """An Expr with one value (of several nodes the first, or in comparisons any)."""
        return self._expr(syntax, wants_nodes=False)

    def nodes(self, syntax: Syntax) -> Expr:
        """An Expr with every node."""
        return self._expr(syntax, wants_nodes=True)

    def _expr(self, syntax: Syntax, *, wants_nodes: bool) -> Expr:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise ExpressionError(Code.TOO_DEEP, syntax.position, str(MAX_DEPTH))
        expr = self._any(syntax, wants_nodes)
        self.depth -= 1
        return expr

    def _any(self, syntax: Syntax, wants_nodes: bool) -> Expr:
        if isinstance(syntax, Literal):
            return _literal(syntax.value)
        if isinstance(syntax, Reference | Path):
            return ["string", ""] if self._is_null(syntax) else self._path(syntax, wants_nodes)
        if syntax.name in OPERATORS:
            return [syntax.name, *map(self.value, syntax.arguments)]
        return self._call(syntax, wants_nodes)

    def _is_null(self, syntax: Reference | Path) -> bool:
        """Whether a form means "nothing" by the bare word null, as the WHO's for verbal autopsies does."""
        if not isinstance(syntax, Path) or syntax.origin != "here" or len(syntax.steps) != 1:
            return False
        is_column = self.here.choice_list is not None and "null" in self.tree.columns(self.here.choice_list)
        is_bare = syntax.steps[0].name == "null" and not syntax.steps[0].predicates
        return is_bare and not is_column and not self.tree.named("null")

    def _path(self, syntax: Reference | Path, wants_nodes: bool) -> Expr:
        found = Paths(self.tree, self.here, self._predicate).walk(syntax)
        expr = found.expr(syntax.position, wants_nodes=wants_nodes)
        return expr if isinstance(found, Choices) else self.seen_from(found.here, expr)

    def seen_from(self, here: Here, expr: Expr) -> Expr:
        """`expr`, marked where it asks for the rows of the item instead of the row in brackets."""
        return ["current", expr] if here is not self.here and self.here.moved else expr

    def _predicate(self, syntax: Syntax, here: Here) -> Expr:
        return _Resolver(self.tree, here, self.depth).value(syntax)

    def _call(self, call: Call, wants_nodes: bool) -> Expr:
        function = FUNCTIONS.get(call.name)
        if function is None:
            refusal = REFUSED.get(call.name)
            code = Code.UNKNOWN_FUNCTION if refusal is None else Code.REFUSED_FUNCTION
            raise ExpressionError(code, call.position, refusal or call.name)
        if not function.least <= len(call.arguments) <= function.most:
            raise ExpressionError(Code.ARGUMENTS, call.position, function.usage)
        special = SPECIAL.get(call.name)
        if special:
            return special(self, call)
        if call.name in ("instance", "current"):
            return self._path(Path(call, (), call.position), wants_nodes)
        return self._plain(call)

    def _plain(self, call: Call) -> Expr:
        function = FUNCTIONS[call.name]
        arguments: Sequence[Syntax] = call.arguments
        if call.name in DEFAULTS_TO_SELF and not arguments:
            arguments = [_self(call)]
        resolved = [
            self.nodes(argument) if function.takes_nodes(index) else self.value(argument)
            for index, argument in enumerate(arguments)
        ]
        return [CONVERSIONS.get(call.name, call.name), *resolved]

    def _condition(self, call: Call) -> Expr:
        """Chains of if() in the last place become one flat list: test, value, test, value, …, otherwise."""
        flat: Expr = ["if"]
        rest: Syntax = call
        while isinstance(rest, Call) and rest.name == "if" and len(rest.arguments) == 3:
            flat += map(self.value, rest.arguments[:2])
            rest = rest.arguments[2]
        return [*flat, self.value(rest)]

    def _once(self, call: Call) -> Expr:
        if not self.here.place.is_leaf or self.here.origin:
            raise ExpressionError(Code.ARGUMENTS, call.position, Reason.ONCE_ELSEWHERE)
        return ["once", self.here.place.key, self.value(call.arguments[0])]

    def _regex(self, call: Call) -> Expr:
        tested, pattern = call.arguments
        if not isinstance(pattern, Literal) or not isinstance(pattern.value, str):
            raise ExpressionError(Code.PATTERN, pattern.position, Reason.PATTERN_NOT_QUOTED)
        return ["regex", self.value(tested), read_pattern(pattern.value, pattern.position)]

    def _position(self, call: Call) -> Expr:
        if call.arguments:
            row = self._cursor(call.arguments[0])
            depth = len(row.place.rows)
            if row.place.kind == "repeat" and row.place.rows == row.here.rows[:depth]:
                return self.seen_from(row.here, ["row-number", depth])
            raise ExpressionError(Code.NOT_A_REPEAT, call.position, row.place.name or Reason.THE_FORM)
        if self.here.origin is None:
            raise ExpressionError(Code.ARGUMENTS, call.position, Reason.POSITION_OUTSIDE)
        return ["position"]

    def _last(self, call: Call) -> Expr:
        if self.here.origin is None:
            raise ExpressionError(Code.ARGUMENTS, call.position, Reason.LAST_OUTSIDE)
        return ["last"]

    def _choice_name(self, call: Call) -> Expr:
        name, item = call.arguments
        if isinstance(item, Literal) and isinstance(item.value, str) and item.value.strip().startswith("${"):
            item = Reference(item.value.strip()[2:-1].strip(), item.position)
        place = self._cursor(item).place if isinstance(item, Reference | Path) else None
        if place is None or "list" not in place.item:
            raise ExpressionError(Code.ARGUMENTS, call.position, Reason.CHOICE_NAME_USAGE)
        return ["choice-name", self.value(name), place.item["list"]]

    def _indexed(self, call: Call) -> Expr:
        """The path of rows to the wanted item: as many as are at hand, then the given ones from the outside
        in.
        """
        wanted, *pairs = call.arguments
        target = self._cursor(wanted).place
        given = {
            self._cursor(repeat).place.key: self.value(index)
            for repeat, index in zip(pairs[::2], pairs[1::2], strict=False)
        }
        kept = next((depth for depth, repeat in enumerate(target.repeats) if repeat in given), -1)
        indices = [given.pop(repeat, None) for repeat in target.repeats[max(kept, 0) :]]
        fits = target.is_leaf and kept >= 0 and not given and None not in indices and len(pairs) % 2 == 0
        if not fits or self.here.rows[:kept] != target.repeats[:kept]:
            raise ExpressionError(Code.ARGUMENTS, call.position, Reason.INDEXED_REPEAT_USAGE)
        return ["indexed", target.key, kept, *indices]

    def _cursor(self, syntax: Syntax) -> Cursor:
        if not isinstance(syntax, Reference | Path):
            raise ExpressionError(Code.ARGUMENTS, syntax.position, Reason.ITEM_WANTED)
        found = Paths(self.tree, self.here, self._predicate).walk(syntax)
        if not isinstance(found, Cursor):
            raise ExpressionError(Code.ARGUMENTS, syntax.position, Reason.ITEM_WANTED)
        return found


def _literal(value: float | str) -> Expr:
    """Whole numbers are written as such, so that both sides write the same JSON."""
    if isinstance(value, str):
        return ["string", value]
    return ["number", int(value) if value.is_integer() and value <= MAX_SAFE_INTEGER else value]


def _self(call: Call) -> Syntax:
    return Path("here", (), call.position)


SPECIAL = {
    "true": lambda resolver, call: ["boolean", True],
    "false": lambda resolver, call: ["boolean", False],
    "if": _Resolver._condition,
    "once": _Resolver._once,
    "regex": _Resolver._regex,
    "position": _Resolver._position,
    "last": _Resolver._last,
    "jr:choice-name": _Resolver._choice_name,
    "indexed-repeat": _Resolver._indexed,
}
"""Functions that are more than a call on evaluated arguments."""
