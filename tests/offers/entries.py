"""Records as tests give them: short, readable, the same each time."""

from __future__ import annotations

from datetime import date
from typing import Any

from ankommen.offers.facts import (
    AtPlaceFacts,
    EventFacts,
    Facts,
    OfferFacts,
    OpeningFacts,
    PlaceFacts,
    ProviderFacts,
    ResponsibilityFacts,
)
from ankommen.offers.kinds import EVENT, KINDS, OFFER, PLACE, PROVIDER
from ankommen.offers.models import Category, Source
from ankommen.offers.services import Entry
from ankommen.places.models import District
from ankommen.topics.models import Topic

SOURCE = "list"
PROVIDER_ID = str(PROVIDER.id_of(SOURCE, "lindenhof"))
PLACE_ID = str(PLACE.id_of(SOURCE, "linden-14"))
OFFER_ID = str(OFFER.id_of(SOURCE, "rent"))
EVENT_ID = str(EVENT.id_of(SOURCE, "cafe"))

LINDENHOF = ProviderFacts("Wohnberatung Lindenhof e. V.", "Rat rund ums Wohnen.", "https://lindenhof.example")
LINDEN_14 = PlaceFacts(
    "Haus Linde",
    street="Lindenstraße 14",
    postcode="44145",
    town="Dortmund",
    latitude=51.527,
    longitude=7.466,
    point_origin="source",
    point_precision="address",
    district="nord",
    district_origin="given",
    access="full",
)
MORNINGS = OpeningFacts("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "09:00", "12:00")
RENT = OfferFacts(
    provider=PROVIDER_ID,
    name="Mieten verstehen",
    summary="Beratung zu Wohnungssuche, Mietvertrag und Wohngeld",
    category="advice",
    topics=("housing", "money"),
    min_age=18,
    languages=("de", "ar", "tr"),
    documents="Ausweis\nBriefe vom Vermieter",
    cost="free",
    entry="open",
    at_places=(AtPlaceFacts(PLACE_ID, "Mo-Fr 9-12 Uhr", (MORNINGS,)),),
)
CAFE = EventFacts(
    "Sprachcafé",
    "2026-12-07T17:00:00+01:00",
    "2026-12-07T19:00:00+01:00",
    provider=PROVIDER_ID,
    offer=OFFER_ID,
    place=PLACE_ID,
    topics=("language",),
    rule="FREQ=WEEKLY;UNTIL=20270601T000000Z",
    left_out=("2026-12-28T17:00:00+01:00",),
)
ANSWERS = ResponsibilityFacts(PROVIDER_ID, "housing", "Wohnberechtigungsschein", districts=("nord", "west"))

KEYS = {
    "provider": "lindenhof",
    "place": "linden-14",
    "offer": "rent",
    "event": "cafe",
    "responsibility": "wbs",
}


def a_city() -> Source:
    """Topics, districts and a category to point at, and the source of the records."""
    for slug, name in (("nord", "Nord"), ("west", "West")):
        District.objects.update_or_create(slug=slug, defaults={"name": name})
    for slug in ("housing", "money", "language"):
        Topic.objects.get_or_create(slug=slug, defaults={"labels": {"de": slug.title()}})
    Category.objects.create(slug="advice", labels={"de": "Beratung"})
    return Source.objects.create(slug=SOURCE, name="Liste der Nachbarschaft", licence="CC0")


def entry(kind: str, facts: Facts, key: str | None = None, **more: Any) -> Entry:
    """A record of the source, under its usual key or another."""
    key = key or KEYS[kind]
    return Entry(KINDS[kind], KINDS[kind].id_of(SOURCE, key), key, facts, **more)


def the_five() -> list[Entry]:
    """One record of each kind, which name one another."""
    return [
        entry("provider", LINDENHOF),
        entry("place", LINDEN_14),
        entry("offer", RENT, confirmed_on=date(2026, 11, 15)),
        entry("event", CAFE),
        entry("responsibility", ANSWERS),
    ]
