"""The functions of the expression language, in one table.

A new function is one entry here, the same entry in formlogic_functions.js, a row in docs/expressions.md, and
vectors.
"""

from .dates import DATES
from .numeric import NUMERIC
from .selections import SELECTIONS
from .strings import STRINGS
from .table import Function

FUNCTIONS: dict[str, Function] = {**STRINGS, **NUMERIC, **DATES, **SELECTIONS}

REFUSED = {
    "digest": "digest() is not supported.",
    "jr:itext": "jr:itext() is not supported. Refer to the item or the choice itself.",
    "pulldata": "pulldata() needs a second file. Use a list of the choices sheet and instance('list').",
    "random": "random() gives another value each time, so nobody could check it afterwards.",
    "randomize": "randomize() gives another order each time, so nobody could check it afterwards.",
    "uuid": "uuid() gives another value each time and cannot be checked. Each interview has an id already.",
}
"""Functions that other XLSForm tools know and this form language refuses, each with its reason."""

__all__ = ["FUNCTIONS", "REFUSED", "Function"]
