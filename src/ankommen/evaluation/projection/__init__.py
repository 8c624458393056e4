"""Answers as columns: one Arrow table a version of the questionnaire, rebuildable from the interviews at any
time.

A column holds small integers: the place of the answer in its list from 0 on, or why there is none. Rows are
shuffled and have no number; free text and receipts never come here.
"""

from .columns import DOES_NOT_APPLY, MISSING, NO_ANSWER, NOT_ASKED, Column, columns_of
from .current import current_projection
from .state import Projection

__all__ = [
    "DOES_NOT_APPLY",
    "MISSING",
    "NOT_ASKED",
    "NO_ANSWER",
    "Column",
    "Projection",
    "columns_of",
    "current_projection",
]
