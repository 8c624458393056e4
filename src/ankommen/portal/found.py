"""What the filters of an address let through: the list, its map and its feeds show the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from ankommen.offers.queries import Directory
from ankommen.places.queries import active_districts

from .cards import Cards
from .filters import FilterForm, Offer


@dataclass(frozen=True)
class Found:
    """The offers that were found, the form that says by what, and what makes cards of them."""

    offers: list[Offer]
    form: FilterForm
    making: Cards


def found_offers(request: HttpRequest, directory: Directory, now: datetime) -> Found:
    """The public offers that every filter of the address lets through, in no order."""
    form = FilterForm(request.GET, directory)
    offers = form.narrow(directory.offers.values(), directory, now)
    return Found(offers, form, making_cards(directory, now))


def making_cards(directory: Directory, now: datetime) -> Cards:
    """What makes cards of offers, with the districts' names as they are now."""
    return Cards(directory, {district.slug: district.name for district in active_districts()}, now)
