"""The public pages of a directory that grows: time on the server, queries and weight; beside the bare tables."""

from __future__ import annotations

import gzip
import os
import random
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING, Any

from .invented_offers import LANGUAGES, offers, questions
from .measuring import Work, measured
from .reports import Report, Wish
from .trial import installation

if TYPE_CHECKING:
    from ankommen.engines.search import Document

_SOURCE = "bench"
_READ_IN = tuple(LANGUAGES)
_OFFERS_A_PROVIDER = 8
_AT_ONCE = 1_000  # offers whose texts are stored together
_TEXTS = {"name": "name", "summary": "summary", "body": "description"}
_WEEKS = (("MO,TU,WE,TH,FR", "09:00", "12:00"), ("TU,TH", "14:00", "17:30"), ("SA,SU", "10:00", "16:00"))
_OWN_FILES = re.compile(r'(?:<link rel="stylesheet" href|<script[^>]* src|<use href)="([^"#]+)')


def measure_portal(wish: Wish) -> Report:
    """The public pages, beside a list read from the tables each time. Sizes: offers, each in 8 languages."""
    report = Report()
    for size in wish.sizes:
        run = measured(_pages, wish.city, size, max(wish.repeats, 5), repeats=1)
        for row in run.result:
            report.rows.append({"offers": size} | row | {"peak MB": run.peak_mb})
    report.note("Each page in turn in each of the 8 languages, in one process, with all its middleware.")
    report.note("First: in a new process, which reads the directory or builds the index of the search.")
    report.note("kB: of the answer, by gzip. First view: the start page with its style, script and icons.")
    report.note("Peer: 25 offers by name with places, hours and texts, by the ORM; no open ones first.")
    return report


@contextmanager
def _pages(city: Path, size: int, rounds: int) -> Iterator[Work]:
    os.environ["ANKOMMEN_LANGUAGES"] = ",".join(_READ_IN)
    with installation(city):
        invented = offers(size)
        _fill(invented)
        yield lambda: list(_rows(invented, rounds))


def _rows(invented: list[Document], rounds: int) -> Iterator[dict[str, Any]]:
    from django.test import Client
    from django.urls import reverse

    from ankommen.offers import directory
    from ankommen.offers.models import Offer
    from ankommen.portal import asking

    # As in a new process: work is done once for warming up, and the first one is to be seen.
    directory._current, asking.searcher = directory.Directory(), asking.Searcher()
    browser = Client()
    one = Offer.objects.order_by("pk").values_list("pk", flat=True)[len(invented) // 2]
    asked = questions(invented, rounds * len(_READ_IN))
    topic = _topics()[0]
    pages = {
        "start": ("portal:start", (), [{}]),
        "topic": ("portal:topic", (topic,), [{}]),
        "list": ("portal:offers", (), [{}]),
        "list, open today": ("portal:offers", (), [{"today": "on", "language": "ar"}]),
        "list, asked": ("portal:offers", (), [{"q": text} for text, _ in asked]),
        "offer": ("portal:offer", (one,), [{}]),
        "map's points": ("portal:points", (), [{}]),
    }
    for what, (name, arguments, queries) in pages.items():
        addresses = [
            (_address(reverse, name, arguments, language), queries[n % len(queries)])
            for n, language in enumerate(_READ_IN * rounds)
        ]
        yield {"page": what} | _timed(lambda asked: browser.get(*asked, secure=True), addresses)
    start = browser.get(_address(reverse, "portal:start", (), "de"), secure=True).content
    yield {"page": "first view"} | _row([], [], _packed(start) + sum(map(_packed, _files_of(start))))
    yield {"page": "peer: list of the tables"} | _timed(_listed, list(_READ_IN * rounds))


def _address(reverse: Any, name: str, arguments: tuple[Any, ...], language: str) -> str:
    from django.utils.translation import override

    with override(language):
        return str(reverse(name, args=arguments))


def _timed(get: Any, asked: list[Any]) -> dict[str, Any]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    times, numbers, answer = [], [], b""
    for one in asked:
        with CaptureQueriesContext(connection) as queries:
            started = time.perf_counter()
            answer = get(one)
            times.append(1000 * (time.perf_counter() - started))
        numbers.append(len(queries))
    if (status := getattr(answer, "status_code", 200)) != 200:
        raise RuntimeError(f"{asked[-1]}: {status}")
    return _row(times, numbers, _packed(getattr(answer, "content", answer)))


def _row(times: list[float], queries: list[int], weight: int) -> dict[str, Any]:
    cuts = quantiles(times[1:], n=100, method="inclusive") if times else None
    return {
        "first ms": times[0] if times else None,
        "p50 ms": cuts[49] if cuts else None,
        "p95 ms": cuts[94] if cuts else None,
        "queries": queries[-1] if queries else None,
        "kB": weight / 1000,
    }


def _packed(answer: bytes) -> int:
    return len(gzip.compress(answer, 6)) if answer else 0


def _files_of(page: bytes) -> Iterator[bytes]:
    from django.conf import settings
    from django.contrib.staticfiles.finders import find

    for address in dict.fromkeys(_OWN_FILES.findall(page.decode())):
        if path := find(address.removeprefix(settings.STATIC_URL)):
            yield Path(path).read_bytes()


def _listed(language: str) -> bytes:
    """The list as it is usually made: from the tables, for each who asks."""
    from django.template.loader import render_to_string

    from ankommen.offers.models import Offer
    from ankommen.translations.models import Translation

    rows = list(
        Offer.objects.filter(state="public")
        .select_related("provider")
        .prefetch_related("at_places__place", "at_places__openings")
        .order_by("name")[:25]
    )
    keys = [f"offer/{row.pk}/{fact}" for row in rows for fact in ("name", "summary")]
    texts = dict(
        Translation.objects.filter(collection="directory", language=language, key__in=keys)
        .order_by("pk")
        .values_list("key", "text")
    )
    return b"".join(
        f"{texts.get(f'offer/{row.pk}/name', row.name)} {row.provider.name} {at.place} {list(at.openings.all())}".encode()
        for row in rows
        for at in row.at_places.all()
    )


def _topics() -> list[str]:
    from ankommen.topics.queries import active_topics

    return [topic.slug for topic in active_topics()]


def _fill(invented: list[Document]) -> None:
    """Store the offers with a provider and a place for every eight, and what they say in the other languages."""
    from ankommen.offers.services import Entry, store_entries, translate_records
    from ankommen.offers.kinds import OFFER
    from ankommen.offers.models import Source

    source = Source.objects.create(slug=_SOURCE, name="Bench", licence="CC0")
    store_entries(_entries(invented), source=source, by="import")
    rest = iter(invented)
    while some := list(islice(rest, _AT_ONCE)):
        for language in _READ_IN[1:]:
            texts = {
                f"offer/{OFFER.id_of(_SOURCE, document.key)}/{fact}": document.texts[language][field]
                for document in some
                for field, fact in _TEXTS.items()
            }
            translate_records(language, texts, by="import")


def _entries(invented: list[Document]) -> Iterator[Any]:
    from ankommen.offers.facts import AtPlaceFacts, OfferFacts, OpeningFacts, PlaceFacts, ProviderFacts
    from ankommen.offers.kinds import OFFER, PLACE, PROVIDER
    from ankommen.offers.queries import category_labels
    from ankommen.offers.services import Entry
    from ankommen.places.queries import active_districts

    chance = random.Random(12)  # noqa: S311 - the same directory each time
    topics, categories = _topics(), list(category_labels("de"))
    districts = [district.slug for district in active_districts()]
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
        days, opens, closes = chance.choice(_WEEKS)
        opening = OpeningFacts(f"FREQ=WEEKLY;BYDAY={days}", opens, closes)
        facts = OfferFacts(
            provider=str(PROVIDER.id_of(_SOURCE, owner)),
            name=said["name"],
            summary=said["summary"],
            description=said["body"],
            category=chance.choice(categories),
            topics=tuple(sorted(chance.sample(topics, 2))),
            languages=tuple(sorted(chance.sample(_READ_IN, 3))),
            cost=chance.choice(("free", "paid")),
            entry=chance.choice(("open", "appointment")),
            at_places=(AtPlaceFacts(str(PLACE.id_of(_SOURCE, owner)), f"{opens}-{closes}", (opening,)),),
        )
        confirmed = date.today() - timedelta(days=chance.randrange(400))
        yield Entry(OFFER, OFFER.id_of(_SOURCE, document.key), document.key, facts, confirmed_on=confirmed)
