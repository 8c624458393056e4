"""Offers as points on a map."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from ankommen.engines.geo import Feature, Point
from ankommen.translations.queries import texts_by_language

from ..hsds import SOURCE_LANGUAGE
from ..kinds import OFFER
from ..models import Offer, OfferAtPlace
from .loading import COLLECTION, category_terms

_TOLD = ("name", "summary")


def features_of(links: QuerySet[OfferAtPlace], language: str) -> list[Feature]:
    """One for each offer at a place whose point is known, in the order of ids. Four queries, however many."""
    rows = list(
        links.exclude(place__latitude=None)
        .select_related("offer__provider", "offer__source", "place")
        .order_by("pk")
    )
    topics = _topics({row.offer_id for row in rows})
    categories = {slug: term.label for slug, term in category_terms(language).items()}
    texts = _texts(rows, language)
    return [_feature(row, topics.get(row.offer_id, []), categories, texts) for row in rows]


def _feature(
    row: OfferAtPlace, topics: list[str], categories: dict[str, str], texts: dict[str, str]
) -> Feature:
    offer, place = row.offer, row.place
    assert place is not None and place.latitude is not None and place.longitude is not None  # noqa: S101
    told = {name: texts.get(_key(offer, name)) or getattr(offer, name) for name in _TOLD}
    properties: dict[str, Any] = {
        "offer": str(offer.pk),
        **told,
        "provider": offer.provider.name,
        "category": offer.category_id,
        "category_name": categories.get(offer.category_id or ""),
        "topics": topics,
        "languages": offer.languages,
        "cost": offer.cost or None,
        "place": place.name,
        "address": ", ".join(filter(None, (place.street, f"{place.postcode} {place.town}".strip()))),
        "district": place.district_id,
        "point_precision": place.point_precision,
        "confirmed_on": offer.confirmed_on.isoformat() if offer.confirmed_on else None,
        "source": offer.source.name,
        "licence": offer.source.licence or None,
    }
    return Feature(Point(place.latitude, place.longitude), properties, str(row.pk))


def _topics(offers: set[Any]) -> dict[Any, list[str]]:
    found: dict[Any, list[str]] = {}
    through: Any = Offer.topics.through
    for offer, topic in through.objects.order_by("topic").values_list("offer", "topic"):
        if offer in offers:
            found.setdefault(offer, []).append(topic)
    return found


def _texts(rows: list[OfferAtPlace], language: str) -> dict[str, str]:
    if language == SOURCE_LANGUAGE:
        return {}
    keys = {_key(row.offer, name) for row in rows for name in _TOLD}
    return texts_by_language(COLLECTION, (language,), keys)[language]


def _key(offer: Offer, name: str) -> str:
    return f"{OFFER.name}/{offer.pk}/{name}"
