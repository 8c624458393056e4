"""Shares and their differences: Newcombe's published tables, and what holds for all counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from ankommen.engines.statistics import difference, share

# Newcombe 1998, Statist. Med. 17:857-872, table I, method 3.
SINGLE = [
    ((81, 263), 0.2553, 0.3662),
    ((15, 148), 0.0624, 0.1605),
    ((0, 20), 0.0, 0.1611),
    ((1, 29), 0.0061, 0.1718),
]
# Newcombe 1998, Statist. Med. 17:873-890, table II, method 10.
PAIRS = [
    ((56, 70), (48, 80), 0.0524, 0.3339),
    ((9, 10), (3, 10), 0.1705, 0.8090),
    ((6, 7), (2, 7), 0.0582, 0.8062),
    ((5, 56), (0, 29), -0.0381, 0.1926),
    ((0, 10), (0, 20), -0.1611, 0.2775),
    ((0, 10), (0, 10), -0.2775, 0.2775),
    ((10, 10), (0, 20), 0.6791, 1.0),
    ((10, 10), (0, 10), 0.6075, 1.0),
]
COUNTS = st.integers(1, 5000).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))


@pytest.mark.parametrize(("counted", "low", "high"), SINGLE)
def test_a_share_has_the_published_interval(counted, low, high):
    found = share(*counted)
    assert (found.low, found.high) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


@pytest.mark.parametrize(("later", "earlier", "low", "high"), PAIRS)
def test_a_difference_has_the_published_interval(later, earlier, low, high):
    found = difference(later, earlier)
    assert (found.low, found.high) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


@given(COUNTS, st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_a_share_is_what_scipy_says(counted, confidence):
    found = share(*counted, confidence=confidence)
    theirs = stats.binomtest(*counted).proportion_ci(confidence, method="wilson")
    assert (found.low, found.high) == (
        pytest.approx(theirs.low, abs=1e-12),
        pytest.approx(theirs.high, abs=1e-12),
    )


@given(st.integers(1, 10**7))
def test_nobody_and_everybody_end_exactly(total):
    nobody, everybody = share(0, total), share(total, total)
    assert nobody.low == nobody.value == 0.0 < nobody.high < 1
    assert everybody.high == everybody.value == 1.0 > everybody.low > 0


@given(COUNTS, COUNTS)
def test_a_difference_lies_in_its_interval_and_turns_with_its_sides(later, earlier):
    there, back = difference(later, earlier), difference(earlier, later)
    assert -1 <= there.low <= there.value <= there.high <= 1
    assert (there.low, there.high) == (pytest.approx(-back.high), pytest.approx(-back.low))


def test_a_change_is_clear_where_zero_is_left_out():
    assert difference((56, 70), (48, 80)).is_clear and difference((48, 80), (56, 70)).is_clear
    assert not difference((5, 56), (0, 29)).is_clear


@pytest.mark.parametrize("counted", [(0, 0), (1, 0), (-1, 5), (6, 5), (1, -2)])
def test_what_is_no_share_is_refused(counted):
    with pytest.raises(ValueError, match="no share"):
        share(*counted)
    with pytest.raises(ValueError, match="no share"):
        difference((1, 2), counted)


@pytest.mark.parametrize("confidence", [0, 1, 95, -0.5])
def test_a_confidence_is_a_share(confidence):
    with pytest.raises(ValueError, match="confidence"):
        share(1, 2, confidence=confidence)
