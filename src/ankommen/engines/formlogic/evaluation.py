"""Evaluates an Expr for one row: one small function an operator."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .choices import Choice
from .functions import FUNCTIONS
from .functions.numeric import quotient, remainder
from .kinds import read
from .rows import Path, below
from .values import Node, Value, number, text, truth

if TYPE_CHECKING:
    from .form import Form

Expr = list[Any]


@dataclass(slots=True)
class Context:
    """Where an Expr is evaluated.

    path: the rows at hand. day: the day of the interview, an ISO date. choice, position, size: in brackets,
    what is being looked at. origin: outside of all brackets, None if this is it.
    """

    form: "Form"
    path: Path
    day: str
    choice: Choice | None = None
    position: int = 0
    size: int = 0
    origin: "Context | None" = None


def evaluate(expr: Expr, context: Context) -> Value:
    """The value of an Expr; total: it does not raise on any answers."""
    operator = OPERATORS.get(expr[0])
    if operator:
        return operator(context, expr)
    return PLAIN[expr[0]](*(evaluate(operand, context) for operand in expr[1:]))


def _value(context: Context, expr: Expr) -> Value:
    key = expr[1]
    return context.path[context.form.depth[key]].values.get(key, "")


def _nodes(context: Context, expr: Expr) -> list[Node]:
    _, key, kept = expr
    return _leaves(context.form, key, [context.path[: kept + 1]])


def _leaves(form: "Form", key: str, starts: list[Path]) -> list[Node]:
    """The relevant instances of an item below some rows."""
    paths = (found for start in starts for found in below([start], form.tree[key].repeats[len(start) - 1 :]))
    return [Node(path, path[-1].values.get(key, "")) for path in paths if key in path[-1].relevant]


def _rows(context: Context, expr: Expr) -> list[Node]:
    _, key, kept = expr
    return _repeat_rows(context.form, key, [context.path[: kept + 1]])


def _repeat_rows(form: "Form", key: str, starts: list[Path]) -> list[Node]:
    rows = form.tree[key].rows
    return [Node(path, "") for start in starts for path in below([start], rows[len(start) - 1 :])]


def _inside(context: Context, expr: Expr) -> list[Node]:
    _, base, key = expr
    starts = [node.path for node in nodes(base, context)]
    is_repeat = context.form.tree[key].kind == "repeat"
    return (_repeat_rows if is_repeat else _leaves)(context.form, key, starts)


def nodes(expr: Expr, context: Context) -> list[Node]:
    """The nodes of an Expr that stands for nodes."""
    found = evaluate(expr, context)
    return found if isinstance(found, list) else []


def _filter(context: Context, expr: Expr) -> list[Node]:
    """A number in brackets asks for that place, anything else whether it is true."""
    _, base, predicate = expr
    candidates = _choices_named(context, base, predicate)
    if candidates is None:
        candidates = nodes(base, context)
    kept = []
    for position, node in enumerate(candidates, 1):
        found = evaluate(predicate, _at(context, node, position, len(candidates)))
        if found == position if isinstance(found, float) else truth(found):
            kept.append(node)
    return kept


def _at(context: Context, node: Node, position: int, size: int) -> Context:
    origin = context.origin or context
    return Context(context.form, node.path, context.day, node.choice, position, size, origin)


def _choices_named(context: Context, base: Expr, predicate: Expr) -> list[Node] | None:
    """Shortcut for [name = …] on a list, what long lists are for; None where it does not apply."""
    if base[0] != "choices" or predicate[0] != "=" or predicate[1] != ["cell", "name"]:
        return None
    wanted = evaluate(predicate[2], context) if predicate[2][0] in ("value", "string") else None
    if not isinstance(wanted, str):
        return None
    return [Node(context.path, "", choice) for choice in context.form.choices[base[1]].alike(wanted)]


def _choices(context: Context, expr: Expr) -> list[Node]:
    return [Node(context.path, "", choice) for choice in context.form.choices[expr[1]]]


def _column(context: Context, expr: Expr) -> list[Node]:
    _, base, column = expr
    return [
        Node(node.path, _cell_of(context.form, node.choice, column), node.choice)
        for node in nodes(base, context)
        if node.choice is not None
    ]


def _cell(context: Context, expr: Expr) -> Value:
    return _cell_of(context.form, context.choice, expr[1])


def _cell_of(form: "Form", choice: Choice | None, column: str) -> str:
    if choice is None:
        return ""
    return form.label(choice) if column == "label" else choice.cells.get(column, "")


def _indexed(context: Context, expr: Expr) -> list[Node]:
    """Down the rows with the given one-based numbers; nothing where there is no such row."""
    _, key, kept, *wanted = expr
    path, repeats = context.path[: kept + 1], context.form.tree[key].repeats
    for repeat, index in zip(repeats[kept:], wanted, strict=True):
        rows, place = path[-1].rows.get(repeat, []), number(evaluate(index, context))
        if not place.is_integer() or not 1 <= place <= len(rows):
            return []
        path = (*path, rows[int(place) - 1])
    return _leaves(context.form, key, [path])


def _if(context: Context, expr: Expr) -> Value:
    for place in range(1, len(expr) - 1, 2):
        if truth(evaluate(expr[place], context)):
            return evaluate(expr[place + 1], context)
    return evaluate(expr[-1], context)


def _coalesce(context: Context, expr: Expr) -> Value:
    found: Value = ""
    for operand in expr[1:]:
        found = evaluate(operand, context)
        if text(found) != "":
            break
    return found


def _once(context: Context, expr: Expr) -> Value:
    """What stands in the answers already, if it has the right type; else the value."""
    _, key, operand = expr
    given = context.form.usable(key, context.path[-1].given.get(key))
    return evaluate(operand, context) if given is None else read(given)


def _choice_name(context: Context, expr: Expr) -> Value:
    _, name, choice_list = expr
    written = text(evaluate(name, context))
    choice = context.form.choices[choice_list].named(written)
    return context.form.label(choice) if choice else ""


def _compared(holds: Callable[[Value, Value], bool]) -> Callable[[Value, Value], bool]:
    """`holds` for any node of either side (XPath 1.0 section 3.4)."""

    def compare(left: Value, right: Value) -> bool:
        if isinstance(left, list) and isinstance(right, bool):
            return holds(truth(left), right)
        if isinstance(left, list):
            return any(compare(node.value, right) for node in left)
        if isinstance(right, list) and isinstance(left, bool):
            return holds(left, truth(right))
        if isinstance(right, list):
            return any(holds(left, node.value) for node in right)
        return holds(left, right)

    return compare


def _equal(left: Value, right: Value) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return truth(left) == truth(right)
    if isinstance(left, float) or isinstance(right, float):
        return number(left) == number(right)
    return left == right


def _sum(*parts: Value) -> float:
    total = 0.0
    for part in parts:
        total += number(part)
    return total


def _product(*parts: Value) -> float:
    total = 1.0
    for part in parts:
        total *= number(part)
    return total


OPERATORS: dict[str, Callable[[Context, Expr], Value]] = {
    "number": lambda context, expr: float(expr[1]),
    "string": lambda context, expr: str(expr[1]),
    "boolean": lambda context, expr: bool(expr[1]),
    "value": _value,
    "nodes": _nodes,
    "rows": _rows,
    "inside": _inside,
    "filter": _filter,
    "choices": _choices,
    "column": _column,
    "cell": _cell,
    "indexed": _indexed,
    "current": lambda context, expr: evaluate(expr[1], context.origin or context),
    "position": lambda context, expr: float(context.position),
    "last": lambda context, expr: float(context.size),
    "row-number": lambda context, expr: float(context.path[expr[1]].index + 1),
    "or": lambda context, expr: any(truth(evaluate(operand, context)) for operand in expr[1:]),
    "and": lambda context, expr: all(truth(evaluate(operand, context)) for operand in expr[1:]),
    "if": _if,
    "coalesce": _coalesce,
    "once": _once,
    "regex": lambda context, expr: context.form.matcher(expr[2]).fits(text(evaluate(expr[1], context))),
    "choice-name": _choice_name,
    "today": lambda context, expr: context.day,
    "now": lambda context, expr: f"{context.day}T12:00:00.000",
}
"""Operators that look at the form, the rows or the day, or that leave operands unevaluated."""

PLAIN: dict[str, Callable[..., Value]] = {
    "=": _compared(_equal),
    "!=": _compared(lambda left, right: not _equal(left, right)),
    "<": _compared(lambda left, right: number(left) < number(right)),
    "<=": _compared(lambda left, right: number(left) <= number(right)),
    ">": _compared(lambda left, right: number(left) > number(right)),
    ">=": _compared(lambda left, right: number(left) >= number(right)),
    "+": _sum,
    "*": _product,
    "div": lambda left, right: quotient(number(left), number(right)),
    "mod": lambda left, right: remainder(number(left), number(right)),
    "neg": lambda value: -number(value),
    "as-string": text,
    "as-number": number,
    "as-boolean": truth,
    **{name: function.run for name, function in FUNCTIONS.items() if function.run},
}
"""Operators that work on values alone."""
