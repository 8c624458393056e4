"""Independence: textbook tables, thin tables, and a judge that lists every table."""

import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from ankommen.engines.statistics import Test, independence
from ankommen.engines.statistics.independence import corrected_v

PARTY = [
    [762, 327, 468],
    [484, 239, 477],
]  # Agresti 2007, Introduction to Categorical Data Analysis, table 2.5
CHOICES = [[30, 35], [20, 30], [50, 35]]  # Navarro, R package lsr, help page of cramersV
ARTHRITIS = [[29, 7, 7], [13, 7, 21]]  # Koch and Edwards 1988; R package vcd, assocstats
HAIR_AND_EYES = [[68, 119, 26, 7], [20, 84, 17, 94], [15, 54, 14, 10], [5, 29, 14, 16]]  # Snee 1974; vcd
MUSIC = [[150, 100, 165, 130], [50, 65, 35, 10], [2, 55, 40, 25]]  # R package effectsize, cramers_v
TEA = [[3, 1], [1, 3]]  # Fisher 1935; Agresti 2007, table 2.8
SATISFACTION = [[1, 2, 1, 0], [3, 3, 6, 1], [10, 10, 14, 9], [6, 7, 12, 11]]  # Agresti 2002, p. 57


@pytest.mark.parametrize(
    ("table", "statistic", "degrees", "p_value"),
    [
        (PARTY, 30.07, 2, 2.954e-07),
        (CHOICES, 5.0317, 2, 0.0808),
        (ARTHRITIS, 13.055, 2, 0.0014626),
        (HAIR_AND_EYES, 138.29, 9, 2.325e-25),
    ],
)
def test_a_table_has_the_published_chi_square(table, statistic, degrees, p_value):
    found = independence(table)
    assert (found.test, found.degrees, found.thin_cells) == (Test.CHI_SQUARE, degrees, 0)
    assert found.statistic == pytest.approx(statistic, rel=2e-4)
    assert found.p_value == pytest.approx(p_value, rel=5e-4)


@pytest.mark.parametrize(("table", "v"), [(CHOICES, 0.159), (ARTHRITIS, 0.394), (HAIR_AND_EYES, 0.279)])
def test_a_table_has_the_published_v(table, v):
    assert independence(table).v == pytest.approx(v, abs=5e-4)


def test_a_table_has_the_published_corrected_v():
    assert independence(MUSIC).v_corrected == pytest.approx(0.23, abs=5e-3)
    assert independence(MUSIC).v == pytest.approx(0.24, abs=5e-3)


def test_the_correction_takes_the_bias_away():
    """Bergsma 2013, section 2: under independence V stays far above 0, the corrected square has no bias."""
    random = np.random.default_rng(7)
    drawn = stats.random_table.rvs([20, 20, 20, 20], [16] * 5, size=400, random_state=random)
    found = [independence(table.tolist()) for table in drawn]
    assert np.mean([result.v for result in found]) > 0.18
    assert np.mean([result.v_corrected for result in found]) < 0.06


def test_tea_is_tasted_exactly():
    found = independence(TEA)
    assert (found.test, found.thin_cells, found.least_expected) == (Test.FISHER, 4, 2.0)
    assert found.p_value == pytest.approx(0.486, abs=5e-4)  # published


def test_a_thin_table_gets_no_chi_square_p_value():
    found = independence(SATISFACTION)
    assert found.statistic == pytest.approx(
        5.9655, abs=5e-5
    )  # published, with its p-value of 0.7434 beside it
    assert found.test is Test.PERMUTATION and found.thin_cells == 8
    assert found.p_value == independence(SATISFACTION).p_value  # the same on every day
    assert found.v_corrected == 0.0


@pytest.mark.parametrize("table", [[[4, 0, 2], [1, 3, 5]], [[3, 1, 0], [0, 2, 2], [1, 0, 3]]])
def test_the_permutation_comes_near_the_list_of_all_tables(table):
    assert independence(table).test is Test.PERMUTATION
    assert independence(table).p_value == pytest.approx(_exact(np.array(table)), abs=0.02)


def _exact(table: np.ndarray) -> float:
    """The probability of an X² as large as the table's among all tables with its margins, listed one by one."""
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    expected = np.outer(rows, columns) / table.sum()
    reached = ((table - expected) ** 2 / expected).sum()
    total = 0.0
    for free in product(*(range(min(row, column) + 1) for row in rows[:-1] for column in columns[:-1])):
        other = np.zeros_like(table)
        other[:-1, :-1] = np.reshape(free, (len(rows) - 1, len(columns) - 1))
        other[:-1, -1] = rows[:-1] - other[:-1].sum(axis=1)
        other[-1] = columns - other[:-1].sum(axis=0)
        if (other >= 0).all() and ((other - expected) ** 2 / expected).sum() >= reached - 1e-9:
            total += _probability(other)
    return total


def _probability(table: np.ndarray) -> float:
    margins = [*table.sum(axis=0), *table.sum(axis=1)]
    logs = sum(math.lgamma(side + 1) for side in margins) - math.lgamma(table.sum() + 1)
    return math.exp(logs - sum(math.lgamma(cell + 1) for cell in table.flat))


TABLES = st.integers(2, 5).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(6, 400), min_size=width, max_size=width), min_size=2, max_size=6
    )
)


@given(TABLES)
def test_statistic_and_v_are_what_scipy_says(table):
    found, theirs = independence(table), stats.chi2_contingency(table, correction=False)
    assert found.statistic == pytest.approx(theirs.statistic, abs=1e-9)
    assert found.v == pytest.approx(stats.contingency.association(table, method="cramer"), abs=1e-7)
    assert found.least_expected == pytest.approx(theirs.expected_freq.min())
    assert 0 <= found.v_corrected <= found.v + 1e-12


def test_rows_and_columns_without_anybody_do_not_count():
    with_holes = [[762, 0, 327, 468], [0, 0, 0, 0], [484, 0, 239, 477]]
    assert independence(with_holes) == independence(PARTY)


@pytest.mark.parametrize("table", [[[0, 0], [0, 0]], [[5, 0], [7, 0]], [[5, 7], [0, 0]], [[3]]])
def test_one_row_or_column_can_depend_on_nothing(table):
    assert independence(table) is None


@pytest.mark.parametrize(
    "table", [[], [[1, 2], [3]], [[1, -2], [3, 4]], [[1, None], [3, 4]], [[1, 2.5], [3, 4]]]
)
def test_what_is_no_table_of_counts_is_refused(table):
    with pytest.raises(ValueError, match="table"):
        independence(table)


def test_two_people_have_no_corrected_v_and_do_not_break_it():
    assert corrected_v(1.0, 1, (2, 2)) == 0.0
    assert independence([[1, 0], [0, 1]]).v_corrected == 0.0
