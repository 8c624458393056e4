"""Whether two answers go together: the test of independence, and how strongly, Cramer's V."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy import stats

FEW_EXPECTED = 5
_DRAWS = 9_999
_SEED = 1904  # the same table gets the same p-value on every day

_Table = NDArray[np.int64]


class Test(StrEnum):
    """How a p-value was made."""

    CHI_SQUARE = "chi-square"
    FISHER = "Fisher's exact"
    PERMUTATION = "permutation"

    __test__ = False  # no test case, whatever pytest makes of the name


@dataclass(frozen=True)
class Independence:
    """What a table says about two answers. `v` and `v_corrected` run from 0 to 1, where one tells the other.

    statistic: Pearson's X². thin_cells: in how many cells fewer than five people are expected; where there
    is one, `test` is not the chi-square test and the page says so.
    """

    statistic: float
    degrees: int
    total: int
    test: Test
    p_value: float
    thin_cells: int
    least_expected: float
    v: float
    v_corrected: float


def independence(table: Sequence[Sequence[int]]) -> Independence | None:
    """Test whether rows and columns of `table` (counts of people, each counted once) are independent.

    Rows and columns without anybody are left out; None where fewer than two of either remain. X² without
    continuity correction (Pearson 1900; Agresti 2013, Categorical Data Analysis, formula 3.10). Where a cell
    expects fewer than five people, X² does not follow its distribution (Cochran 1954, Biometrics 10:417-451):
    a table of two by two then gets Fisher's exact test (Fisher 1935; two-sided by probability), a larger one
    X² over 9,999 tables drawn with the same margins (Patefield 1981, AS 159; p = (hits + 1) / (draws + 1),
    Phipson and Smyth 2010, doi:10.2202/1544-6115.1585), with a fixed seed.
    Raises ValueError for ragged rows, negative numbers, and for anything but whole numbers: a hidden cell is
    no number, and no statistic may be made from a table that has one.
    """
    counts = _with_somebody(_checked(table))
    if min(counts.shape) < 2:
        return None
    expected = _expected(counts)
    statistic = _pearson(counts, expected)
    degrees = (counts.shape[0] - 1) * (counts.shape[1] - 1)
    thin = int((expected < FEW_EXPECTED).sum())
    test, p_value = _tested(counts, statistic, degrees, thin=thin)
    return Independence(
        statistic=statistic,
        degrees=degrees,
        total=int(counts.sum()),
        test=test,
        p_value=p_value,
        thin_cells=thin,
        least_expected=float(expected.min()),
        v=cramers_v(statistic, int(counts.sum()), counts.shape),
        v_corrected=corrected_v(statistic, int(counts.sum()), counts.shape),
    )


def cramers_v(statistic: float, total: int, shape: tuple[int, ...]) -> float:
    """Give Cramer's V, uncorrected. Source: Cramer 1946, Mathematical Methods of Statistics, section 21.9."""
    return math.sqrt(statistic / total / (min(shape) - 1))


def corrected_v(statistic: float, total: int, shape: tuple[int, ...]) -> float:
    """Give Cramer's V less the bias that makes it large in small or wide tables; 0 where chance explains X².

    Source: Bergsma 2013, J. Korean Stat. Soc. 42:323-328, section 2, doi:10.1016/j.jkss.2012.10.002.
    """
    if total < 2:
        return 0.0
    rows, columns = shape
    excess = max(0.0, statistic / total - (rows - 1) * (columns - 1) / (total - 1))
    sides = (side - (side - 1) ** 2 / (total - 1) for side in (rows, columns))
    room = min(sides) - 1
    return math.sqrt(excess / room) if room > 0 else 0.0


def _checked(table: Sequence[Sequence[int]]) -> _Table:
    rows = [list(row) for row in table]
    if not rows or len({len(row) for row in rows}) != 1:
        raise ValueError("the rows of a table are equally long")
    if any(not isinstance(cell, int | np.integer) or cell < 0 for row in rows for cell in row):
        raise ValueError("a table of counts holds whole numbers from 0 only, and no hidden cell")
    return np.array(rows, dtype=np.int64)


def _with_somebody(counts: _Table) -> _Table:
    used: _Table = counts[counts.sum(axis=1) > 0][:, counts.sum(axis=0) > 0]
    return used


def _expected(counts: _Table) -> NDArray[np.float64]:
    expected: NDArray[np.float64] = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / counts.sum()
    return expected


def _pearson(counts: _Table, expected: NDArray[np.float64]) -> float:
    return float((np.square(counts - expected) / expected).sum())


def _tested(counts: _Table, statistic: float, degrees: int, *, thin: int) -> tuple[Test, float]:
    if not thin:
        return Test.CHI_SQUARE, float(stats.chi2.sf(statistic, degrees))
    if counts.shape == (2, 2):
        return Test.FISHER, float(stats.fisher_exact(counts).pvalue)
    return Test.PERMUTATION, _permuted(counts, statistic)


def _permuted(counts: _Table, statistic: float) -> float:
    margins = counts.sum(axis=1), counts.sum(axis=0)
    drawn = stats.random_table.rvs(*margins, size=_DRAWS, random_state=np.random.default_rng(_SEED))
    expected = _expected(counts)
    reached = (np.square(drawn - expected) / expected).sum(axis=(1, 2))
    hits = int(
        (reached >= statistic * (1 - 1e-9)).sum()
    )  # a table as far off as ours counts, rounding or not
    return (hits + 1) / (_DRAWS + 1)
