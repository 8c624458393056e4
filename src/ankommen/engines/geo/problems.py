"""What can be wrong with a point or a shape, and how it is handed on: codes and facts, no sentences."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .shapes import Point


class Code(StrEnum):
    """One code a reason; `hint` of the problem holds what is said behind it."""

    # points
    EMPTY = "empty"  # neither latitude nor longitude: no point was given
    ONE_OF_TWO = "one_of_two"  # the number that is there
    NOT_A_NUMBER = "not_a_number"  # what stands there
    FOUR_NUMBERS = "four_numbers"  # a box or two points in one cell: the cell
    NOT_TWO_NUMBERS = "not_two_numbers"  # the cell
    LINK = "link"  # the address; we open none
    NULL_ISLAND = "null_island"  # a program's nought for "unknown"
    SWAPPED = "swapped"  # the pair as given; `repair` holds the point that is meant
    OUTSIDE = "outside"  # of the city's box: the pair
    OUT_OF_RANGE = "out_of_range"  # of the globe: the pair
    # shapes
    WRONG_TYPE = "wrong_type"  # the type
    RING_OPEN = "ring_open"
    RING_SHORT = "ring_short"  # how many positions it has
    RING_CROSSED = "ring_crossed"  # where the edge begins that crosses another, as a pair
    TOO_INTRICATE = "too_intricate"  # more positions than we check
    # documents
    TOO_MANY = "too_many"  # the limit
    TOO_DEEP = "too_deep"  # the limit


@dataclass(frozen=True)
class Problem:
    """One thing to repair.

    place: where in a shape or document ("polygon 1, ring 2", "feature 17"; all count from 1), empty for a
    single point. hint: the fact that belongs to the code. repair: the point that was most likely meant.
    """

    code: Code
    hint: str = ""
    place: str = ""
    repair: Point | None = None
