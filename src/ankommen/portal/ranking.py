"""The order of lists: what is open today first, then what the reader can read, then by name; what nobody has
confirmed for long comes last.

Known of all offers before anything is written of one: a list of thousands is put in order for one page of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache

from ankommen.engines.search import Hit
from ankommen.offers.queries import Directory

from .cards import Cards
from .filters import Offer
from .freshness import is_old
from .openings import last_minutes

_OLD = 0.75  # of its fit counts, where nobody has confirmed an offer for long


def ranked(offers: Iterable[Offer], making: Cards) -> list[Offer]:
    """The offers as a list shows them to a reader of this language at this time."""
    minute = making.now.replace(second=0, microsecond=0)
    places = _places(making.directory, making.language, minute)
    return sorted(offers, key=lambda offer: places[offer.id])


@lru_cache(maxsize=16)  # the languages of a city, this minute
def _places(directory: Directory, language: str, minute: datetime) -> Mapping[str, int]:
    """The place of each offer among all of them, by its id."""

    def place(offer: Offer) -> tuple[bool, bool, bool, str]:
        name = offer.told("name", language)
        return (
            looks_old(offer, directory, minute.date()),
            not is_open_on(minute.date(), offer, directory, minute),
            name.language != language,
            name.text.casefold(),
        )

    in_order = sorted(directory.offers.values(), key=place)
    return {offer.id: number for number, offer in enumerate(in_order)}


def best_first(hits: Iterable[Hit], directory: Directory, today: date) -> list[Offer]:
    """What a question found. An offer that looks old comes before another only if it fits much better."""

    def fitting(hit: Hit) -> float:
        return hit.score * (_OLD if looks_old(directory.offers[hit.key], directory, today) else 1)

    known = [hit for hit in hits if hit.key in directory.offers]
    return [directory.offers[hit.key] for hit in sorted(known, key=fitting, reverse=True)]


def looks_old(offer: Offer, directory: Directory, today: date) -> bool:
    """Whether nobody has confirmed the offer for longer than the city allows."""
    return is_old(offer.confirmed_on, today, directory.rules.old_after)


def is_open_on(day: date, offer: Offer, directory: Directory, now: datetime) -> bool:
    """Whether somebody can go there on a day; of today, whether they still can."""
    gone = now.hour * 60 + now.minute if day == now.date() else 0
    return last_minutes(directory, day)[offer.id] > gone
