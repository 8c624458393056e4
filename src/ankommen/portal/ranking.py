"""The order of lists: what is open today first, what nobody has confirmed for long last, then by name.

Known of all offers before anything is written of one: a list of thousands is put in order for one page of it.
"""

from __future__ import annotations

from collections.abc import Iterable

from .cards import Cards
from .filters import Offer
from .freshness import is_old
from .openings import last_minutes


def ranked(offers: Iterable[Offer], making: Cards) -> list[Offer]:
    """The offers as a list shows them to a reader of this language at this time."""
    return sorted(
        offers,
        key=lambda offer: (
            looks_old(offer, making),
            not is_open_today(offer, making),
            offer.told("name", making.language).text.casefold(),
        ),
    )


def looks_old(offer: Offer, making: Cards) -> bool:
    """Whether nobody has confirmed the offer for longer than the city allows."""
    return is_old(offer.confirmed_on, making.now.date(), making.directory.rules.old_after)


def is_open_today(offer: Offer, making: Cards) -> bool:
    """Whether somebody can go there now or later today."""
    now = making.now
    return last_minutes(making.directory, now.date())[offer.id] > now.hour * 60 + now.minute
