"""What may be published of counts of people, so that nobody is recognisable in them.

    protection = protect(cells, lines, threshold=5)
    protection.states["housing", "none", "district", "nord"].value  # a number, or None: hidden

Small counts are hidden, then whatever would give them away (`complement`); from release to release numbers
move in steps (`steps`). What "protected" means, and what is not promised, stands in docs/disclosure.md;
`engines.attack` judges it.
"""

from .cells import LOWEST_THRESHOLD, Cell, Key, Line, Protection, State, Why
from .protection import protect, rounded
from .tables import same_tables

__all__ = [
    "LOWEST_THRESHOLD",
    "Cell",
    "Key",
    "Line",
    "Protection",
    "State",
    "Why",
    "protect",
    "rounded",
    "same_tables",
]
