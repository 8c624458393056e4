"""Which records of the directory a request asks for. What the public may not see is in none of them."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from ankommen.engines.geo import Point, distance_km
from ankommen.translations.queries import keys_saying

from ..hsds.terms import CATEGORIES, TOPICS
from ..models import Event, Offer, OfferAtPlace, Place, Provider, Record, Revision
from .loading import COLLECTION, category_terms, topic_terms

_SEARCHED = ("name", "summary", "description", "for_whom")


def public_offers() -> QuerySet[Offer]:
    """The offers that are given out: public ones of public providers."""
    rows: QuerySet[Any] = Offer.objects.public()
    return rows.filter(provider__state=Record.State.PUBLIC).select_related("source")


def public_providers() -> QuerySet[Provider]:
    """The providers that are given out."""
    rows: QuerySet[Any] = Provider.objects.public()
    return rows.select_related("source")


def public_events() -> QuerySet[Event]:
    """The events that are given out: public ones, of nobody or of public providers."""
    of_nobody_hidden = Q(provider=None) | Q(provider__state=Record.State.PUBLIC)
    rows: QuerySet[Any] = Event.objects.public()
    return rows.filter(of_nobody_hidden).select_related("source")


def public_links() -> QuerySet[OfferAtPlace]:
    """The offers at places that are given out: both are public."""
    return OfferAtPlace.objects.filter(
        offer__in=public_offers().values("pk"), place__state=Record.State.PUBLIC
    )


def saying(rows: QuerySet[Any], words: str, language: str, kind: str) -> QuerySet[Any]:
    """Those whose texts contain the words, in German or in the language."""
    names = _SEARCHED if kind == "offer" else ("name", "description")
    contains = Q(*((f"{name}__icontains", words) for name in names), _connector=Q.OR)
    keys = (key.split("/") for key in keys_saying(COLLECTION, language, words))
    translated = {uuid.UUID(parts[1]) for parts in keys if len(parts) == 3 and parts[0] == kind}
    return rows.filter(contains | Q(pk__in=translated))


def with_term(offers: QuerySet[Offer], term: uuid.UUID) -> QuerySet[Offer]:
    """Those of a topic or a category, told by the id of its term; none for an id that is none."""
    for slug, topic in topic_terms("de").items():
        if topic.id == str(term):
            return offers.filter(pk__in=_of_topics().filter(topic=slug).values("offer"))
    for slug, category in category_terms("de").items():
        if category.id == str(term):
            return offers.filter(category=slug)
    return offers.none()


def in_taxonomy(offers: QuerySet[Offer], taxonomy: uuid.UUID) -> QuerySet[Offer]:
    """Those that have any term of a taxonomy."""
    if str(taxonomy) == TOPICS.id:
        return offers.filter(pk__in=_of_topics().values("offer"))
    if str(taxonomy) == CATEGORIES.id:
        return offers.exclude(category=None)
    return offers.none()


def modified_since(offers: QuerySet[Offer], day: date) -> QuerySet[Offer]:
    """Those that were changed or confirmed on the day or later: changes are remembered by the day."""
    later = Revision.objects.filter(record_id=OuterRef("pk"), state=Revision.State.DONE, on__gte=day)
    return offers.filter(Q(confirmed_on__gte=day) | Exists(later))


def day_of(moment: str) -> date:
    """The city's day of an ISO date or instant. Raises ValueError."""
    read = datetime.fromisoformat(moment)
    try:
        return timezone.localtime(read).date() if read.tzinfo else read.date()
    except OverflowError as far:
        raise ValueError(moment) from far


def around_postcode(
    links: QuerySet[OfferAtPlace], postcode: str, metres: float | None
) -> QuerySet[OfferAtPlace]:
    """Those at places of a postcode; with `metres` those as near to the middle of its places' points."""
    places: QuerySet[Any] = Place.objects.public()
    of_postcode = places.filter(postcode=postcode)
    if metres is None:
        return links.filter(place__in=of_postcode.values("pk"))
    return links.filter(place__in=_near(of_postcode, metres))


def _of_topics() -> QuerySet[Any]:
    """Which offer is of which topic: a row for each pair."""
    through: Any = Offer.topics.through
    rows: QuerySet[Any] = through.objects.all()
    return rows


def _near(places: QuerySet[Any], metres: float) -> list[uuid.UUID]:
    """All public places within so many metres of the middle of these, as far as they have points."""
    points = [point for *_rest, point in _points(places)]
    if not points:
        return []
    middle = Point(
        sum(point.latitude for point in points) / len(points),
        sum(point.longitude for point in points) / len(points),
    )
    everywhere = Place.objects.public()
    return [pk for pk, point in _points(everywhere) if distance_km(middle, point) * 1000 <= metres]


def _points(places: QuerySet[Any]) -> list[tuple[uuid.UUID, Point]]:
    rows = places.exclude(latitude=None).values_list("pk", "latitude", "longitude")
    return [(pk, Point(latitude, longitude)) for pk, latitude, longitude in rows]
