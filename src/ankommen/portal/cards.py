"""Offers as a list shows them: a few facts in the reader's language, each in its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import get_language

from ankommen.engines.geo import Point
from ankommen.offers.queries import Directory, OfferFacts, PlaceFacts, Shown, Told

from .freshness import Freshness, freshness
from .languages import spoken_name
from .openings import OpenState, open_state


@dataclass(frozen=True)
class Card:
    """One offer of a list."""

    id: str
    url: str
    name: Told
    summary: Told
    provider: str
    where: str
    languages: list[tuple[str, str]]  # tag and name
    state: OpenState | None
    freshness: Freshness
    is_on_map: bool


class Cards:
    """Makes cards for one page: knows the directory, the names of districts, the language and the time."""

    def __init__(self, directory: Directory, districts: dict[str, str], now: datetime) -> None:
        self.directory, self.districts, self.now = directory, districts, now
        self.language = get_language() or "de"

    def of(self, offers: Iterable[Shown[OfferFacts]]) -> list[Card]:
        """A card for each offer, in their order."""
        return [self.card(offer) for offer in offers]

    def card(self, offer: Shown[OfferFacts]) -> Card:
        """One offer as a card."""
        facts = offer.facts
        at_places = self.directory.places_of(facts)
        provider = self.directory.provider_of(facts)
        placed = [at.place for at in at_places if at.place]
        return Card(
            id=offer.id,
            url=reverse("portal:offer", args=[offer.id]),
            name=offer.told("name", self.language),
            summary=offer.told("summary", self.language),
            provider=provider.name if provider else "",
            where=", ".join(dict.fromkeys(map(self._where, placed))),
            languages=[(tag, spoken_name(tag)) for tag in facts.languages],
            state=open_state(at_places, facts.entry, self.now),
            freshness=freshness(offer.confirmed_on, self.now.date(), self.directory.rules.old_after),
            is_on_map=is_on_map(facts, self.directory),
        )

    def _where(self, place: PlaceFacts) -> str:
        return self.districts.get(place.district) or place.town or place.name


def point_of(place: PlaceFacts) -> Point | None:
    """Where a place is on the globe, if that is known."""
    if place.latitude is None or place.longitude is None:
        return None
    return Point(place.latitude, place.longitude)


def is_on_map(facts: OfferFacts, directory: Directory) -> bool:
    """Whether it is known where one of the places of an offer is."""
    return any(at.place and point_of(at.place) for at in directory.places_of(facts))
