"""The order of lists: what is open today first, then what the reader can read, then by name; what nobody has
confirmed for long comes last.

Known of all offers before anything is written of one: a list of thousands is put in order for one page of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from .cards import Cards
from .filters import Offer
from .freshness import is_old
from .openings import last_minutes


def ranked(offers: Iterable[Offer], making: Cards) -> list[Offer]:
    """The offers as a list shows them to a reader of this language at this time."""
    return sorted(offers, key=lambda offer: _place_in_a_list(offer, making))


def _place_in_a_list(offer: Offer, making: Cards) -> tuple[bool, bool, bool, str]:
    name = offer.told("name", making.language)
    return (
        looks_old(offer, making),
        not is_open_today(offer, making),
        name.language != making.language,
        name.text.casefold(),
    )


def looks_old(offer: Offer, making: Cards) -> bool:
    """Whether nobody has confirmed the offer for longer than the city allows."""
    return is_old(offer.confirmed_on, making.now.date(), making.directory.rules.old_after)


def is_open_today(offer: Offer, making: Cards) -> bool:
    """Whether somebody can go there now or later today."""
    return is_open_on(making.now.date(), offer, making)


def is_open_on(day: date, offer: Offer, making: Cards) -> bool:
    """Whether somebody can go there on a day; of today, whether they still can."""
    now = making.now
    gone = now.hour * 60 + now.minute if day == now.date() else 0
    return last_minutes(making.directory, day)[offer.id] > gone
