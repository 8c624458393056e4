"""Shares with Wilson's interval, and the difference between two of them with Newcombe's."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist


@dataclass(frozen=True)
class Share:
    """`count` of `total`, as a share between 0 and 1, and the interval around it."""

    count: int
    total: int
    value: float
    low: float
    high: float
    confidence: float


@dataclass(frozen=True)
class Difference:
    """`later` less `earlier`, between -1 and 1, and the interval around it."""

    later: Share
    earlier: Share
    value: float
    low: float
    high: float

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves out zero: the share went up, or it went down."""
        return self.low > 0 or self.high < 0


def share(count: int, total: int, *, confidence: float = 0.95) -> Share:
    """Give the share of `count` in `total` with its score interval, without continuity correction.

    The interval never leaves [0, 1] and keeps its width where nobody or everybody is counted: its end at 0
    or 1 is then exact. Raises ValueError where `total` is no positive number or `count` does not lie in it.
    Source: Wilson 1927, J. Am. Stat. Assoc. 22:209-212; formula as method 3 of Newcombe 1998, Statist. Med.
    17:857-872, doi:10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E.
    """
    if total <= 0 or not 0 <= count <= total:
        raise ValueError(f"{count} of {total} is no share")
    z = _quantile(confidence)
    value = count / total
    centre = 2 * count + z * z
    reach = z * math.sqrt(z * z + 4 * count * (1 - value))
    width = 2 * (total + z * z)
    low = 0.0 if count == 0 else (centre - reach) / width
    high = 1.0 if count == total else (centre + reach) / width
    return Share(count, total, value, low, high, confidence)


def difference(later: tuple[int, int], earlier: tuple[int, int], *, confidence: float = 0.95) -> Difference:
    """Give the change from `earlier` to `later`, each a (count, total) of other people, with its interval.

    Made from the two Wilson intervals. Raises ValueError where either is no share. Source: Newcombe 1998,
    Statist. Med. 17:873-890, method 10, doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I.
    """
    one, two = share(*later, confidence=confidence), share(*earlier, confidence=confidence)
    value = one.value - two.value
    low = value - math.hypot(one.value - one.low, two.high - two.value)
    high = value + math.hypot(one.high - one.value, two.value - two.low)
    return Difference(one, two, value, low, high)


def _quantile(confidence: float) -> float:
    if not 0 < confidence < 1:
        raise ValueError(f"a confidence lies between 0 and 1, not at {confidence}")
    return NormalDist().inv_cdf((1 + confidence) / 2)
