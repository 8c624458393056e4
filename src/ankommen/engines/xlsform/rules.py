"""Rules: expressions of cells, made into what both evaluators run; the one place that knows
engines.formlogic."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from ankommen.engines import formlogic
from ankommen.engines.formlogic import ExpressionError, Tree

from .codes import Code
from .headings import TableRow
from .problems import Problem
from .settings import NO, YES

Expr = list[Any]

STRAIGHT = str.maketrans(dict.fromkeys("‘’‚", "'") | dict.fromkeys("“”„", '"'))


@dataclass(frozen=True)
class Rule:
    """An expression as the sheet has it: `name` is its column's field, `into` its place in the compiled
    item."""

    row: TableRow
    name: str
    into: str
    source: str


def parse(source: str) -> formlogic.Syntax:
    """The syntax of an expression; typographic quotation marks around texts count as straight ones."""
    try:
        return formlogic.parse(source)
    except ExpressionError:
        straight = source.translate(STRAIGHT)
        if straight == source:
            raise
        return formlogic.parse(straight)


def constant(source: str) -> bool | None:
    """True or False where a cell says yes or no instead of an expression; None otherwise."""
    word = source.strip().lower()
    return True if word in YES else False if word in NO else None


def compile_rule(rule: Rule, tree: Tree, *, at: str | None, choice_list: str | None = None) -> Expr | Problem:
    """The Expr of a rule of the item `at` (None: of the whole form), or what is wrong with it."""
    word = constant(rule.source)
    if word is not None and rule.name not in ("calculation", "repeat_count", "default"):
        return ["boolean", word]
    try:
        return formlogic.resolve(parse(rule.source), tree, at=at, choice_list=choice_list)
    except ExpressionError as error:
        code = Code(f"expression_{error.code}")
        facts = {**error.facts, "position": error.position + 1}
        problem = rule.row.problem(code, rule.name, error.hint)
        return replace(problem, more=facts, reason=error.reason or "")
