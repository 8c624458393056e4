"""Turns references and paths into operators.

`${x}` and absolute paths keep the rows at hand: from inside of a repeat they mean the same row, from outside
every row. A relative path that climbs out of a repeat and down again means every row. Inside of brackets a
name means the row that is being looked at, unless the item the expression belongs to stands closer to it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from .errors import Code, ExpressionError
from .reasons import Reason
from .syntax import Call, Literal, Path, Reference, Step, Syntax
from .tree import Place, Tree, shared

if TYPE_CHECKING:
    from .resolution import Here

Expr = list[Any]


@dataclass(frozen=True, slots=True)
class Cursor:
    """Items a path has reached.

    kept: how many rows are taken from those at hand. free: whether later steps may still take more of them,
    as behind `${repeat}` or a leading slash. base: the Expr of filtered nodes, once there was a predicate;
    `place` may then lie below those nodes, at `base_place`. here: where the path
    started.
    """

    place: Place
    kept: int
    here: "Here"
    free: bool = False
    base: Expr | None = None
    base_place: Place | None = None

    def expr(self, position: int, *, wants_nodes: bool) -> Expr:
        """The operator that fetches these items."""
        place = self.place
        if self.base is not None:
            _refuse_group(place, position)
            return self.base if place is self.base_place else ["inside", self.base, place.key]
        if place.kind == "repeat":
            return ["rows", place.key, self.kept]
        _refuse_group(place, position)
        if self.kept == len(place.repeats) and not wants_nodes:
            return ["value", place.key]
        return ["nodes", place.key, self.kept]


@dataclass(frozen=True, slots=True)
class Choices:
    """Choices a path has reached, and once a column is named, its cells. nodes: the operator that fetches
    them.
    """

    nodes: Expr
    choice_list: str
    is_cell: bool = False

    def expr(self, position: int, *, wants_nodes: bool) -> Expr:
        """The operator that fetches these choices or cells."""
        if self.nodes == ["choice"]:
            raise ExpressionError(Code.UNSUPPORTED_PATH, position, Reason.CHOICE_WITHOUT_COLUMN)
        return self.nodes


def _refuse_group(place: Place, position: int) -> None:
    if place.kind in ("group", "root"):
        raise ExpressionError(Code.NOT_A_VALUE, position, place.name or Reason.THE_FORM)


class Paths:
    """Resolves the paths of one expression, or of one pair of brackets in it."""

    def __init__(self, tree: Tree, here: "Here", predicate: "Callable[[Syntax, Here], Expr]") -> None:
        self.tree = tree
        self.here = here
        self.predicate = predicate

    def walk(self, syntax: Reference | Path) -> Cursor | Choices:
        """Where a path leads."""
        if isinstance(syntax, Reference):
            return self._named(syntax)
        found = self._origin(syntax)
        for step in syntax.steps[self._skipped(syntax) :]:
            found = self._choice_step(found, step) if isinstance(found, Choices) else self._step(found, step)
        return found

    def _skipped(self, path: Path) -> int:
        """Steps the origin has already answered for: the root element, and that of a choice list."""
        if path.origin == "root":
            return 1
        return 1 if isinstance(path.origin, Call) and path.origin.name == "instance" and path.steps else 0

    def _origin(self, path: Path) -> Cursor | Choices:
        here = self.here
        if isinstance(path.origin, Reference):
            return self._named(path.origin)
        if path.origin == "root":
            return Cursor(self.tree.root, 0, here, free=True)
        if isinstance(path.origin, Call):
            if path.origin.name == "instance":
                return self._instance(path.origin)
            if path.origin.name != "current":
                raise ExpressionError(
                    Code.UNSUPPORTED_PATH, path.position, Reason.STEPS_BEHIND_CALL, function=path.origin.name
                )
            here = here.origin or here
        elif here.choice_list is not None:
            return Choices(["choice"], here.choice_list)
        return Cursor(here.place, len(here.rows), here)

    def _instance(self, call: Call) -> Choices:
        named = call.arguments[0] if len(call.arguments) == 1 else None
        if not isinstance(named, Literal) or not isinstance(named.value, str):
            raise ExpressionError(Code.ARGUMENTS, call.position, "instance('list')")
        if named.value not in self.tree.choices:
            raise ExpressionError(Code.UNKNOWN_LIST, call.position, named.value)
        return Choices(["choices", named.value], named.value)

    def _named(self, reference: Reference) -> Cursor:
        places = self.tree.named(reference.name)
        if len(places) != 1:
            code = Code.AMBIGUOUS_NAME if places else Code.UNKNOWN_NAME
            raise ExpressionError(code, reference.position, reference.name)
        here = self._closest(places[0])
        return Cursor(places[0], shared(here.rows, places[0].repeats), here, free=True)

    def _closest(self, place: Place) -> "Here":
        """The row being looked at, or the rows of the item the expression belongs to if those are closer."""
        origin = self.here.origin
        if origin and shared(origin.rows, place.repeats) > shared(self.here.rows, place.repeats):
            return origin
        return self.here

    def _step(self, cursor: Cursor, step: Step) -> Cursor:
        if step.name == "..":
            cursor = self._up(cursor, step)
        elif step.name != ".":
            cursor = self._down(cursor, step)
        for predicate in step.predicates:
            cursor = self._filtered(cursor, predicate, step.position)
        return cursor

    def _up(self, cursor: Cursor, step: Step) -> Cursor:
        parent = cursor.place.parent
        if parent is None or cursor.base is not None:
            raise ExpressionError(Code.UNSUPPORTED_PATH, step.position, Reason.BEYOND_FORM)
        return replace(cursor, place=parent, kept=min(cursor.kept, len(parent.rows)), free=False)

    def _down(self, cursor: Cursor, step: Step) -> Cursor:
        child = cursor.place.children.get(step.name)
        if child is None:
            raise ExpressionError(Code.UNKNOWN_NAME, step.position, step.name)
        kept = (
            shared(cursor.here.rows, child.repeats) if cursor.free else min(cursor.kept, len(child.repeats))
        )
        return replace(cursor, place=child, kept=kept)

    def _filtered(self, cursor: Cursor, predicate: Syntax, position: int) -> Cursor:
        nodes = cursor.expr(position, wants_nodes=True)
        here = replace(
            self.here,
            place=cursor.place,
            rows=cursor.place.rows,
            choice_list=None,
            origin=self.here.origin or self.here,
            moved=True,
        )
        base = ["filter", nodes, self.predicate(predicate, here)]
        return replace(cursor, free=False, base=base, base_place=cursor.place)

    def _choice_step(self, found: Choices, step: Step) -> Choices:
        if found.nodes == ["choices", found.choice_list] and step.name in ("item", "root"):
            pass
        elif step.name != "." and not found.is_cell:
            found = self._column(found, step)
        elif step.name != ".":
            raise ExpressionError(Code.UNSUPPORTED_PATH, step.position, step.name)
        if found.is_cell and step.predicates:
            raise ExpressionError(Code.UNSUPPORTED_PATH, step.position, Reason.BRACKETS_BEHIND_COLUMN)
        for predicate in step.predicates:
            origin = self.here.origin or self.here
            here = replace(self.here, choice_list=found.choice_list, origin=origin)
            found = replace(found, nodes=["filter", found.nodes, self.predicate(predicate, here)])
        return found

    def _column(self, found: Choices, step: Step) -> Choices:
        if step.name not in self.tree.columns(found.choice_list):
            facts = {"choices": found.choice_list, "column": step.name}
            raise ExpressionError(Code.UNKNOWN_COLUMN, step.position, Reason.COLUMN_UNKNOWN, **facts)
        if found.nodes == ["choice"]:
            return Choices(["cell", step.name], found.choice_list, is_cell=True)
        return Choices(["column", found.nodes, step.name], found.choice_list, is_cell=True)
