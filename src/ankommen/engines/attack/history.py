"""All releases as one system: a variable for each cell at each release, its bounds, and what ties them
together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from .published import Key, Release, Rules, Sum

Floats = NDArray[np.float64]
_ROUNDS = 30
_BEYOND = 1000.0  # a count nobody shows may lie this far above the greatest shown


@dataclass
class History:
    """The counts of all cells at all releases, as far as they are bound.

    place: (release, key) -> column. low, high: bounds, shape (columns,). sums: matrix
    (lines, columns) whose product with the counts is zero. order: matrix (steps, columns), product at most
    `erased`, shape (steps,).
    """

    place: dict[tuple[int, Key], int]
    low: Floats
    high: Floats
    sums: csr_matrix
    order: csr_matrix
    erased: Floats


def build_history(releases: Sequence[Release], lines: Sequence[Sum], rules: Rules) -> History:
    """The system of everything published. Raises ValueError if a line names a cell that no release has."""
    place: dict[tuple[int, Key], int] = {}
    for number, release in enumerate(releases):
        for key in release.values:
            place[number, key] = len(place)
    low, high = _facts(releases, rules, place)
    sums = _sums(releases, lines, place)
    order, erased = _order(releases, place)
    history = History(place, low, high, sums, order, erased)
    _tighten(history)
    return history


def _facts(
    releases: Sequence[Release], rules: Rules, place: Mapping[tuple[int, Key], int]
) -> tuple[Floats, Floats]:
    numbers = [
        value or 0 for release in releases for value in (*release.values.values(), *release.known.values())
    ]
    low, high = np.zeros(len(place)), np.full(len(place), max(numbers, default=0) + _BEYOND)
    half = rules.round_to // 2
    for number, release in enumerate(releases):
        earlier = releases[number - 1].values if number and rules.has_steps else {}
        for key, value in release.values.items():
            at = place[number, key]
            if key in release.empty:
                high[at] = 0
            elif value is not None and key in release.older:
                low[at] = max(0, value - half - release.erased)
            elif value is not None and not (key in earlier and earlier[key] == value):
                low[at], high[at] = max(value - half, min(value, rules.threshold)), value + half
            if key in release.known:
                low[at] = high[at] = release.known[key]
    return low, high


def _sums(
    releases: Sequence[Release], lines: Sequence[Sum], place: Mapping[tuple[int, Key], int]
) -> csr_matrix:
    rows, columns, signs = [], [], []
    number_of_rows = 0
    for number, release in enumerate(releases):
        for line in lines if release.lines is None else release.lines:
            if line.total not in release.values:
                continue  # the question or breakdown came later
            parts = [place[number, key] for key in line.parts if key in release.values]
            columns += [*parts, place[number, line.total]]
            rows += [number_of_rows] * (len(parts) + 1)
            signs += [1.0] * len(parts) + [-1.0]
            number_of_rows += 1
    return csr_matrix((signs, (rows, columns)), shape=(number_of_rows, len(place)))


def _order(releases: Sequence[Release], place: Mapping[tuple[int, Key], int]) -> tuple[csr_matrix, Floats]:
    """Interviews are only added: a count falls by no more than what was announced as erased."""
    pairs = [
        (place[number - 1, key], place[number, key], releases[number].erased)
        for number in range(1, len(releases))
        for key in releases[number].values
        if (number - 1, key) in place
    ]
    rows = np.repeat(np.arange(len(pairs)), 2)
    columns = np.array([column for before, after, _ in pairs for column in (before, after)], dtype=np.intp)
    signs = np.tile([1.0, -1.0], len(pairs))
    matrix = csr_matrix((signs, (rows, columns)), shape=(len(pairs), len(place)))
    return matrix, np.array([erased for _, _, erased in pairs], dtype=float)


def _tighten(history: History) -> None:
    """Pass bounds along sums and over time until nothing changes (constants turn up here without any
    solving).
    """
    for _ in range(_ROUNDS):
        low, high = history.low.copy(), history.high.copy()
        _along_order(history)
        _along_sums(history)
        if np.array_equal(low, history.low) and np.array_equal(high, history.high):
            return


def _along_order(history: History) -> None:
    pairs = history.order.indices.reshape(-1, 2)
    np.maximum.at(history.low, pairs[:, 1], history.low[pairs[:, 0]] - history.erased)
    np.minimum.at(history.high, pairs[:, 0], history.high[pairs[:, 1]] + history.erased)


def _along_sums(history: History) -> None:
    """Each term of a sum is at most what the least of the others leave it, and at least what the most
    leave.
    """
    matrix = history.sums.tocoo()
    rows, columns, is_part = matrix.row, matrix.col, matrix.data > 0
    least = np.where(is_part, history.low[columns], -history.high[columns])
    most = np.where(is_part, history.high[columns], -history.low[columns])
    size = history.sums.shape[0]
    above = (
        least - np.bincount(rows, least, minlength=size)[rows]
    )  # what the least of the others leave a term
    below = most - np.bincount(rows, most, minlength=size)[rows]
    np.minimum.at(history.high, columns[is_part], above[is_part])
    np.maximum.at(history.low, columns[~is_part], -above[~is_part])
    np.maximum.at(history.low, columns[is_part], below[is_part])
    np.minimum.at(history.high, columns[~is_part], -below[~is_part])
