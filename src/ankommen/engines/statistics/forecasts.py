"""When a target will be reached if the coming weeks are like the last ones, and how sure that is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from statistics import NormalDist, fmean, variance

from scipy import stats

WEEKS = 8
FEWEST_WEEKS = 4
_HORIZON = timedelta(days=3653)  # ten years: no plan reaches further, and no date beyond it means anything


class Outlook(StrEnum):
    """What a forecast comes to."""

    REACHED = "reached"  # the target stands already; nothing is forecast
    TOO_FEW_WEEKS = "too few weeks"  # fewer than four complete weeks
    STANDSTILL = "standstill"  # nobody in the last weeks: at this pace, never
    ON_COURSE = "on course"  # expected on the last day or before
    LATE = "late"  # expected after it, or in more than ten years


@dataclass(frozen=True)
class CountRange:
    """A count that lies ahead: what is expected, and the interval that should hold it."""

    expected: float
    low: float
    high: float


@dataclass(frozen=True)
class Pace:
    """The mean of the last complete weeks, and their variance as a multiple of it (1: pure chance)."""

    weeks: int
    per_week: float
    dispersion: float


@dataclass(frozen=True)
class Forecast:
    """When the target is expected. Dates are None where there are none, `pace` where nothing is assumed.

    The assumption, to be said beside every forecast: each coming week brings as many as the last `pace.weeks`
    complete weeks did on average, varying as they did, or by chance alone where they varied less. Holidays,
    new sites and a new questionnaire are not in it. latest: None too where the slowest pace inside the
    interval never gets there (within ten years).
    """

    outlook: Outlook
    today: date
    reached: int
    target: int
    until: date
    confidence: float
    pace: Pace | None = None
    on: date | None = None
    earliest: date | None = None
    latest: date | None = None

    def count_on(self, day: date) -> CountRange | None:
        """Give the count that is expected on `day`, from today on; None where nothing is assumed."""
        if self.pace is None:
            return None
        more = _ahead(self.pace, max(0, (day - self.today).days) / 7, self.confidence)
        return CountRange(*(self.reached + part for part in (more.expected, more.low, more.high)))


def forecast(
    week_counts: Sequence[int],
    target: int,
    until: date,
    *,
    today: date,
    reached: int | None = None,
    confidence: float = 0.95,
) -> Forecast:
    """Say when `target` is reached if the coming weeks are like the last eight complete ones.

    week_counts: the complete weeks before `today`'s, oldest first; a week without anybody is a 0 in its
    place. reached: all there are, today's week included (the sum of the weeks if left out). until: the day
    by which the target is wanted. Raises ValueError on negative counts.
    Method: weeks are independent with one mean m and variance d·m, d at least 1. The count of h weeks ahead
    then lies in h·m ± q·sqrt(d·m·h·(1 + h/k)) after k weeks (`predict_count` has the sources); the dates are
    those where this band meets the target.
    """
    if min([*week_counts, 0]) < 0:
        raise ValueError("a week has no negative count")
    so_far = sum(week_counts) if reached is None else reached
    nothing = Forecast(Outlook.REACHED, today, so_far, target, until, confidence)
    if so_far >= target:
        return nothing
    if len(week_counts) < FEWEST_WEEKS:
        return replace(nothing, outlook=Outlook.TOO_FEW_WEEKS)
    pace = pace_of(week_counts[-WEEKS:])
    if not pace.per_week:
        return replace(nothing, outlook=Outlook.STANDSTILL)
    missing = target - so_far
    soonest, slowest = _weeks_to(missing, pace, confidence)
    on = _day(today, missing / pace.per_week)
    outlook = Outlook.ON_COURSE if on is not None and on <= until else Outlook.LATE
    return replace(
        nothing,
        outlook=outlook,
        pace=pace,
        on=on,
        earliest=_day(today, soonest),
        latest=_day(today, slowest),
    )


def pace_of(week_counts: Sequence[int]) -> Pace:
    """Give mean and dispersion of two or more weeks: Pearson's X² over its degrees of freedom, at least 1.

    Source: McCullagh and Nelder 1989, Generalized Linear Models, 2nd edition, section 6.2 (over-dispersion).
    """
    mean = fmean(week_counts)
    spread = variance(week_counts) / mean if mean else 1.0
    return Pace(len(week_counts), mean, max(1.0, spread))


def predict_count(week_counts: Sequence[int], weeks_ahead: float, *, confidence: float = 0.95) -> CountRange:
    """Give the count that the next `weeks_ahead` weeks will bring, with its prediction interval.

    Where the weeks vary by chance alone this is Nelson's interval: Nelson 1982, Applied Life Data Analysis,
    chapter 6; as in Krishnamoorthy and Peng 2011, J. Stat. Plan. Inference 141:1709-1718, section 3. Where
    they vary more, the variance grows by their dispersion, and Student's t takes the place of the normal
    distribution, since the dispersion is estimated from few weeks.
    """
    return _ahead(pace_of(week_counts), weeks_ahead, confidence)


def _ahead(pace: Pace, weeks: float, confidence: float) -> CountRange:
    expected = pace.per_week * weeks
    reach = _quantile(pace, confidence) * math.sqrt(pace.dispersion * expected * (1 + weeks / pace.weeks))
    return CountRange(expected, max(0.0, expected - reach), expected + reach)


def _weeks_to(missing: int, pace: Pace, confidence: float) -> tuple[float, float]:
    """After how many weeks the upper and the lower end of the band bring what is missing; infinity for never.

    The band meets the target where (m·h - missing)² = q²·d·m·(h + h²/k): a quadratic in h, as Fieller's 1954.
    """
    mean = pace.per_week
    noise = _quantile(pace, confidence) ** 2 * pace.dispersion * mean
    square, half = mean**2 - noise / pace.weeks, mean * missing + noise / 2
    root = math.sqrt(max(0.0, half**2 - square * missing**2))
    soonest = missing**2 / (half + root)
    return soonest, (half + root) / square if square > 0 else math.inf


def _quantile(pace: Pace, confidence: float) -> float:
    tail = (1 + confidence) / 2
    if pace.dispersion > 1:
        return float(stats.t.ppf(tail, pace.weeks - 1))
    return NormalDist().inv_cdf(tail)


def _day(today: date, weeks: float) -> date | None:
    if weeks * 7 > _HORIZON.days:
        return None
    return today + timedelta(days=math.ceil(weeks * 7))
