"""The rules of a form: expressions, what follows from answers, what is wrong with them.

(operators follow)
"""

from .checks import Problem
from .dependencies import cycles, dependencies
from .errors import Code, ExpressionError
from .filling import Filled, fill
from .form import Form
from .functions import FUNCTIONS
from .resolution import resolve
from .syntax import Syntax, parse
from .tree import Tree

__all__ = [
    "FUNCTIONS",
    "Code",
    "ExpressionError",
    "Filled",
    "Form",
    "Problem",
    "Syntax",
    "Tree",
    "cycles",
    "dependencies",
    "fill",
    "parse",
    "resolve",
]
