"""Statistics of counts: intervals of shares, change, independence, a forecast, and outcome rates.

Counts go in, frozen figures come out. Each function names its source and reproduces a published example in
its test. What a figure may and may not be called stands in docs/statistics.md: most of our tables count all
visitors, and then an interval is no margin of error. Only published counts belong in here: a figure made
from a hidden cell gives the cell away.
"""

from .forecasts import CountRange, Forecast, Outlook, forecast, predict_count
from .independence import Independence, Test, independence
from .outcomes import Outcomes, Rate, outcome_rates
from .proportions import Difference, Share, difference, share

__all__ = [
    "CountRange",
    "Difference",
    "Forecast",
    "Independence",
    "Outcomes",
    "Outlook",
    "Rate",
    "Share",
    "Test",
    "difference",
    "forecast",
    "independence",
    "outcome_rates",
    "predict_count",
    "share",
]
