"""The rules of a form: expressions, what follows from answers, what is wrong with them.

(operators follow)
"""

from .errors import Code, ExpressionError
from .functions import FUNCTIONS
from .resolution import resolve
from .syntax import parse
from .tree import Tree

__all__ = ["FUNCTIONS", "Code", "ExpressionError", "Tree", "parse", "resolve"]
