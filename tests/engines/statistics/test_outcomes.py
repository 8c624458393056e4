"""Outcome rates: AAPOR's formulas by hand, and bases of nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankommen.engines.statistics import outcome_rates

COUNTS = st.integers(0, 10_000)


def test_the_rates_of_a_survey_as_aapor_writes_them():
    """I = 650, P = 50, R = 150: COOP1 is 76.5 % (the example of statscalculators.com); the others by hand."""
    found = outcome_rates(complete=650, partial=50, refused=150)
    assert found.response.value == pytest.approx(0.765, abs=5e-4)
    assert found.response_with_partial.value == pytest.approx(0.824, abs=5e-4)
    assert found.refusal.value == pytest.approx(0.176, abs=5e-4)
    assert (found.break_off.count, found.break_off.base) == (50, 700)


@given(COUNTS, COUNTS, COUNTS)
def test_who_was_asked_took_part_or_refused(complete, partial, refused):
    found = outcome_rates(complete=complete, partial=partial, refused=refused)
    assert found.response_with_partial.count + found.refusal.count == found.refusal.base
    assert found.response.count + found.break_off.count == found.break_off.base


def test_nobody_asked_has_no_rate():
    found = outcome_rates(complete=0, partial=0, refused=0)
    assert found.response.value is found.refusal.value is found.break_off.value is None
    assert outcome_rates(complete=0, partial=0, refused=3).refusal.value == 1.0


def test_a_negative_count_is_refused():
    with pytest.raises(ValueError, match="less than never"):
        outcome_rates(complete=1, partial=-1, refused=0)
