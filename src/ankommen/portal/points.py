"""The list as points on a map: GeoJSON (RFC 7946), one feature for each place of an offer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ankommen.engines.geo import Feature, feature_collection
from ankommen.offers.queries import OfferFacts, Shown

from .cards import Card, Cards, point_of

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
    said = _said(making.card(offer), offer.facts.category) if placed else {}
    for number, (place, point) in enumerate(placed, start=1):
        of_place = {"place": place.name, "is_rough": place.point_precision == ROUGH}
        yield Feature(point, said | of_place, offer.id if number == 1 else f"{offer.id}-{number}")


def _said(card: Card, category: str) -> dict[str, Any]:
    return {
        "offer": card.id,
        "url": card.url,
        "name": card.name.text,
        "language": card.name.language,
        "provider": card.provider,
        "category": category,
        "state": card.state and {"shape": card.state.shape, "sentence": card.state.sentence},
    }
