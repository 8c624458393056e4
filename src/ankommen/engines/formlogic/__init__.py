"""The rules of a form: expressions, what follows from answers, what is wrong with them.

`parse` reads an expression, `resolve` ties it to the items of a form and gives an Expr: a JSON list of an
operator and its operands. `fill` works out an interview from a compiled document (docs/decisions/0001). The
tablet runs the same documents through interviews/static/interviews/formlogic.js;
tests/data/formlogic/vectors.json holds both to one result. docs/expressions.md is the language as authors
see it.

Operators of an Expr. `kept` counts the rows at hand that a read keeps, from the outside in.

    ["number", 5] ["string", "x"] ["boolean", true]  literals
    ["value", key]                            the item in the row at hand: one value
    ["nodes", key, kept]                      its instances in all rows below the kept ones, if they apply
    ["rows", key, kept]                       the rows of a repeat, likewise
    ["inside", nodes, key]                    the instances of an item (or rows of a repeat) below rows
    ["indexed", key, kept, number, …]         an item in the rows with these numbers, counted from one
    ["choices", list] ["column", nodes, name] the choices of a list; one column of them
    ["filter", nodes, predicate]              those for which it is true, or the one with that number
    ["cell", name] ["position"] ["last"]      in a predicate: a column, the place, the number looked at
    ["current", expr]                         in a predicate: as seen from the item itself
    ["row-number", depth]                     number of the row at hand, counted from one
    ["if", test, value, test, value, …, otherwise]  a chain of if()
    ["once", key, expr] ["choice-name", expr, list]
    ["regex", expr, pattern]                  the pattern as a tree, see patterns.py
    ["neg", a] ["as-string", a] ["as-number", a] ["as-boolean", a]
    ["or", a, b, …], "and", "+", "*"; ["=", a, b], "!=", "<", "<=", ">", ">=", "div", "mod"
    [function, argument, …]                   every other function under its own name

Cost: `fill` evaluates each rule once an instance, so it grows with the number of instances. A rule that
reads nodes costs as many steps as there are nodes: one that reads all rows from inside of each row grows
with the square of the rows, which is why rows are limited. A filter costs its predicate for each candidate;
[name = …] on a choice list, and the check of a selected name against its cascade, do not depend on the
length of the list. regex() costs at most length of the text times size of the pattern. Parsing grows with
the length of the text.
"""

from .checks import Problem
from .dependencies import cycles, dependencies, free_text_keys
from .errors import Code, ExpressionError
from .filling import Filled, fill
from .form import Form
from .functions import FUNCTIONS
from .reasons import REASONS, Reason
from .resolution import resolve
from .syntax import Syntax, parse
from .tree import Tree

__all__ = [
    "FUNCTIONS",
    "REASONS",
    "Code",
    "ExpressionError",
    "Filled",
    "Form",
    "Problem",
    "Reason",
    "Syntax",
    "Tree",
    "cycles",
    "dependencies",
    "fill",
    "free_text_keys",
    "parse",
    "resolve",
]
