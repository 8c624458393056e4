"""The functions of the expression language, in one table.

A new function is one entry here, the same entry in formlogic_functions.js, a row in docs/expressions.md, and
vectors.
"""

from ..reasons import Reason
from .dates import DATES
from .numeric import NUMERIC
from .selections import SELECTIONS
from .strings import STRINGS
from .table import Function

FUNCTIONS: dict[str, Function] = {**STRINGS, **NUMERIC, **DATES, **SELECTIONS}

REFUSED = {
    "digest": Reason.DIGEST,
    "jr:itext": Reason.ITEXT,
    "pulldata": Reason.PULLDATA,
    "random": Reason.RANDOM,
    "randomize": Reason.RANDOMIZE,
    "uuid": Reason.UUID,
}
"""Functions that other XLSForm tools know and this form language refuses, each with its reason."""

__all__ = ["FUNCTIONS", "REFUSED", "Function"]
