"""A directory of invented offers in the tables, with providers, places, hours and texts in 8 languages."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from .invented_offers import LANGUAGES

if TYPE_CHECKING:
    from ankommen.engines.search import Document

_SOURCE = "bench"
_OFFERS_A_PROVIDER = 8
_AT_ONCE = 1_000  # offers whose texts are stored together
_TEXTS = {"name": "name", "summary": "summary", "body": "description"}
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_MINUTES = ("00", "15", "30", "45")


def fill(invented: list[Document]) -> None:
    """Store the offers, a provider and a place for every eight of them, and what they say in 8 languages."""
    from ankommen.offers.kinds import OFFER
    from ankommen.offers.models import Source
    from ankommen.offers.services import store_entries, translate_records

    source = Source.objects.create(slug=_SOURCE, name="Bench", licence="CC0")
    store_entries(_entries(invented), source=source, by="import")
    rest = iter(invented)
    while some := list(islice(rest, _AT_ONCE)):
        for language in list(LANGUAGES)[1:]:
            texts = {
                f"offer/{OFFER.id_of(_SOURCE, document.key)}/{fact}": document.texts[language][field]
                for document in some
                for field, fact in _TEXTS.items()
            }
            translate_records(language, texts, by="import")


def _entries(invented: list[Document]) -> Iterator[Any]:
    from django.utils import timezone

    from ankommen.offers.facts import AtPlaceFacts, OfferFacts, OpeningFacts, PlaceFacts, ProviderFacts
    from ankommen.offers.kinds import OFFER, PLACE, PROVIDER
    from ankommen.offers.queries import category_labels
    from ankommen.offers.services import Entry
    from ankommen.places.queries import district_names
    from ankommen.topics.queries import active_topics

    chance = random.Random(12)  # noqa: S311 - the same directory each time
    topics, categories = [topic.slug for topic in active_topics()], list(category_labels("de"))
    districts = list(district_names())
    for n in range(0, len(invented), _OFFERS_A_PROVIDER):
        name = invented[n].texts["de"]["name"]
        yield Entry(PROVIDER, PROVIDER.id_of(_SOURCE, str(n)), str(n), ProviderFacts(f"{name} e. V."))
        place = PlaceFacts(
            f"Haus {name}",
            street=f"{name.split()[0].title()}straße {n}",
            postcode="44135",
            town="Dortmund",
            latitude=51.45 + chance.random() / 8,
            longitude=7.35 + chance.random() / 4,
            point_origin="source",
            point_precision="address",
            district=chance.choice(districts),
            district_origin="given",
        )
        yield Entry(PLACE, PLACE.id_of(_SOURCE, str(n)), str(n), place)
    for n, document in enumerate(invented):
        owner = str(n - n % _OFFERS_A_PROVIDER)
        said = document.texts["de"]
        days = ",".join(day for day in _DAYS if chance.random() < 0.4) or "MO"
        opens, closes = (
            f"{chance.randrange(8, 12):02}:{chance.choice(_MINUTES)}",
            f"{chance.randrange(13, 20)}:00",
        )
        opening = OpeningFacts(f"FREQ=WEEKLY;BYDAY={days}", opens, closes)
        facts = OfferFacts(
            provider=str(PROVIDER.id_of(_SOURCE, owner)),
            name=said["name"],
            summary=said["summary"],
            description=said["body"],
            category=chance.choice(categories),
            topics=tuple(sorted(chance.sample(topics, 2))),
            languages=tuple(sorted(chance.sample(list(LANGUAGES), 3))),
            cost=chance.choice(("free", "paid")),
            entry=chance.choice(("open", "appointment")),
            at_places=(AtPlaceFacts(str(PLACE.id_of(_SOURCE, owner)), f"{opens}-{closes}", (opening,)),),
        )
        confirmed = timezone.localdate() - timedelta(days=chance.randrange(400))
        yield Entry(OFFER, OFFER.id_of(_SOURCE, document.key), document.key, facts, confirmed_on=confirmed)
