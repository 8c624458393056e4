"""The forecast: Nelson's interval, coverage, and honesty where there is nothing to forecast."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankommen.engines.statistics import Outlook, forecast, predict_count

TODAY, UNTIL = date(2026, 11, 23), date(2027, 6, 30)
STEADY = [118] * 8


def ahead(weeks, target=7000, reached=4812, until=UNTIL):
    return forecast(weeks, target, until, today=TODAY, reached=reached)


def test_a_count_has_the_published_prediction_interval():
    """24 unscheduled shutdowns in five years, the next year, 90 %: Hahn and Chandra 1981, as in Krishnamoorthy
    and Peng 2011, section 5; Nelson's interval is 1 to 8 after rounding inwards."""
    found = predict_count([5, 5, 5, 5, 4], 1, confidence=0.9)
    assert found.expected == 4.8
    assert (found.low, found.high) == (pytest.approx(0.852, abs=5e-4), pytest.approx(8.748, abs=5e-4))


def test_a_steady_pace_names_the_day():
    found = ahead(STEADY)
    assert found.outlook is Outlook.ON_COURSE
    assert found.pace.per_week == 118 and found.pace.weeks == 8 and found.pace.dispersion == 1
    assert found.on == TODAY + timedelta(days=130)  # 2,188 missing at 118 a week: 18.54 weeks
    assert found.earliest < found.on < found.latest < UNTIL


def test_only_the_last_eight_weeks_count():
    assert ahead([900, 0, 0, *STEADY]) == ahead(STEADY)


def test_the_dates_are_where_the_band_meets_the_target():
    found = ahead([100, 130, 90, 150, 118, 140, 96, 120])
    assert found.pace.dispersion > 1
    for day, end in ((found.earliest, "high"), (found.on, "expected"), (found.latest, "low")):
        assert (
            getattr(found.count_on(day), end) >= 7000 > getattr(found.count_on(day - timedelta(days=1)), end)
        )


def test_restless_weeks_make_a_wider_band():
    calm, restless = ahead(STEADY), ahead([20, 216] * 4)
    assert calm.pace.per_week == restless.pace.per_week
    assert restless.earliest < calm.earliest and restless.latest > calm.latest


def test_a_target_far_off_comes_late():
    found = ahead([118] * 8, target=20_000)
    assert found.outlook is Outlook.LATE and found.on > UNTIL


def test_what_no_plan_reaches_has_no_date():
    found = ahead([1, 0, 0, 0, 1, 0, 0, 0])
    assert (found.outlook, found.on, found.earliest, found.latest) == (Outlook.LATE, None, None, None)
    assert found.count_on(UNTIL).low >= 4812


def test_a_pace_hardly_told_from_nothing_may_never_arrive():
    found = ahead([0, 0, 9, 0, 0, 0, 0, 0], target=4830)
    assert found.on is not None and found.earliest is not None and found.latest is None


@pytest.mark.parametrize(
    ("weeks", "reached", "outlook"),
    [
        (STEADY, 7000, Outlook.REACHED),
        (STEADY, 9000, Outlook.REACHED),
        ([], 7000, Outlook.REACHED),
        ([], 0, Outlook.TOO_FEW_WEEKS),
        ([50, 60, 70], 180, Outlook.TOO_FEW_WEEKS),
        ([300, *[0] * 8], 300, Outlook.STANDSTILL),
    ],
)
def test_where_nothing_can_be_forecast_it_says_why(weeks, reached, outlook):
    found = ahead(weeks, reached=reached)
    assert (found.outlook, found.pace, found.on, found.earliest, found.latest) == (
        outlook,
        None,
        None,
        None,
        None,
    )
    assert found.count_on(UNTIL) is None


def test_the_weeks_sum_to_what_is_reached_unless_said_otherwise():
    assert forecast([10] * 6, 60, UNTIL, today=TODAY).outlook is Outlook.REACHED
    assert forecast([10] * 6, 61, UNTIL, today=TODAY).reached == 60


def test_after_the_last_day_nothing_is_on_course():
    assert ahead(STEADY, until=TODAY - timedelta(days=1)).outlook is Outlook.LATE
    assert ahead(STEADY).count_on(TODAY - timedelta(days=7)).expected == 4812


def test_a_negative_week_is_refused():
    with pytest.raises(ValueError, match="negative"):
        ahead([5, -1, 3, 4])


@given(st.lists(st.integers(0, 500), min_size=4, max_size=30), st.integers(1, 9000))
def test_the_expected_day_lies_between_the_others(weeks, target):
    found = forecast(weeks, target, UNTIL, today=TODAY)
    if found.on:
        assert found.earliest <= found.on
        assert found.latest is None or found.on <= found.latest
        assert (found.outlook is Outlook.ON_COURSE) == (found.on <= UNTIL)
    elif found.pace:
        assert found.latest is None


@pytest.mark.parametrize("variance_to_mean", [1, 4])
def test_the_band_holds_what_comes_as_often_as_it_promises(variance_to_mean):
    """Eight weeks, then eight more, drawn 3,000 times from Poisson and from negative binomial weeks."""
    random, mean = np.random.default_rng(11), 100
    shape = (3000, 16)
    if variance_to_mean == 1:
        drawn = random.poisson(mean, shape)
    else:
        size = mean / (variance_to_mean - 1)
        drawn = random.negative_binomial(size, size / (size + mean), shape)
    bands = [predict_count(weeks[:8].tolist(), 8) for weeks in drawn]
    held = np.mean(
        [band.low <= weeks[8:].sum() <= band.high for band, weeks in zip(bands, drawn, strict=True)]
    )
    assert 0.93 <= held <= 0.985
