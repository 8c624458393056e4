"""The list as points on a map: GeoJSON (RFC 7946), one feature for each place of an offer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse

from ankommen.engines.geo import Feature, feature_collection
from ankommen.offers.queries import OfferFacts, Shown

from .cards import Cards, point_of
from .openings import open_state

ROUGH = "district"  # of a point that stands for a district, not for a house or a street


def point_collection(offers: Iterable[Shown[OfferFacts]], making: Cards) -> dict[str, Any]:
    """The places of these offers with what a list says of them; an offer without a point gives none.

    properties: offer (id), url, name and its language, provider, place, category, state (shape and sentence,
    or null), is_rough where the point stands for a district.
    """
    return feature_collection(feature for offer in offers for feature in _features(offer, making))


def _features(offer: Shown[OfferFacts], making: Cards) -> Iterator[Feature]:
    places = [at.place for at in making.directory.places_of(offer.facts)]
    placed = [(place, point) for place in places if place and (point := point_of(place))]
    said = _said(offer, making) if placed else {}
    for number, (place, point) in enumerate(placed, start=1):
        of_place = {"place": place.name, "is_rough": place.point_precision == ROUGH}
        yield Feature(point, said | of_place, offer.id if number == 1 else f"{offer.id}-{number}")


def _said(offer: Shown[OfferFacts], making: Cards) -> dict[str, Any]:
    facts, name = offer.facts, offer.told("name", making.language)
    provider = making.directory.provider_of(facts)
    state = open_state(making.directory.places_of(facts), facts.entry, making.now)
    return {
        "offer": offer.id,
        "url": reverse("portal:offer", args=[offer.id]),
        "name": name.text,
        "language": name.language,
        "provider": provider.name if provider else "",
        "category": facts.category,
        "state": state and {"shape": state.shape, "sentence": state.sentence},
    }
