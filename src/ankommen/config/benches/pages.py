"""The public pages as the directory grows: time on the server, queries, weight; beside the bare tables."""

from __future__ import annotations

import gzip
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING, Any

from .invented_directory import SOURCE, bring_in
from .invented_offers import LANGUAGES, offers, questions
from .measuring import Work, measured
from .reports import Report, Wish
from .trial import installation

if TYPE_CHECKING:
    from ankommen.engines.search import Document

_READ_IN = tuple(LANGUAGES)
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
    report.note(
        "Peer: 25 offers by name with places, hours and texts, by one query, unwritten, no open ones first."
    )
    return report


@contextmanager
def _pages(city: Path, size: int, rounds: int) -> Iterator[Work]:
    os.environ["ANKOMMEN_LANGUAGES"] = ",".join(_READ_IN)
    with installation(city) as (folder, _database):
        invented = offers(size)
        bring_in(invented, folder)
        yield cache(
            lambda: list(_rows(invented, rounds))
        )  # once: the first of each is what a new process does


def _rows(invented: list[Document], rounds: int) -> Iterator[dict[str, Any]]:
    from django.test import Client
    from django.urls import reverse, translate_url

    from ankommen.offers.queries import record_ids
    from ankommen.topics.queries import active_topics

    one = min(id for (kind, _key), id in record_ids(SOURCE).items() if kind == "offer")
    browser = Client()
    asked = questions(invented, rounds * len(_READ_IN))
    topic = next(iter(active_topics())).slug
    pages: dict[str, tuple[str, list[dict[str, str]]]] = {
        "start": (reverse("portal:start"), [{}]),
        "topic": (reverse("portal:topic", args=[topic]), [{}]),
        "list": (reverse("portal:offers"), [{}]),
        "list, open today": (reverse("portal:offers"), [{"today": "on", "language": "ar"}]),
        "list, asked": (reverse("portal:offers"), [{"q": text} for text, _ in asked]),
        "offer": (reverse("portal:offer", args=[one]), [{}]),
        "map's points": (reverse("portal:points"), [{}]),
    }
    for what, (address, queries) in pages.items():
        addresses = [
            (translate_url(address, language), queries[n % len(queries)])
            for n, language in enumerate(_READ_IN * rounds)
        ]
        yield {"page": what} | _timed(lambda asked: browser.get(asked[0], asked[1], secure=True), addresses)
    start = browser.get(reverse("portal:start"), secure=True).content
    yield {"page": "first view"} | _row([], [], _packed(start) + sum(map(_packed, _files_of(start))))
    yield {"page": "peer: list of the tables"} | _timed(_listed, list(_READ_IN * rounds))


def _timed(get: Any, asked: list[Any]) -> dict[str, Any]:
    from django.db import connection, reset_queries
    from django.test.utils import CaptureQueriesContext

    reset_queries()  # in debugging all are kept; a full log counts no more
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
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(_LISTED, [language, language])
        return repr(cursor.fetchall()).encode()


_LISTED = """
    SELECT offer.id, offer.name, offer.summary, name.text, said.text, provider.name, place.name,
           opening.rule, opening.opens, opening.closes
    FROM (SELECT * FROM offers_offer WHERE state = 'public' ORDER BY name LIMIT 25) AS offer
    JOIN offers_provider AS provider ON provider.id = offer.provider_id
    LEFT JOIN offers_offeratplace AS given ON given.offer_id = offer.id
    LEFT JOIN offers_place AS place ON place.id = given.place_id
    LEFT JOIN offers_opening AS opening ON opening.at_id = given.id
    LEFT JOIN translations_translation AS name ON name.collection = 'directory'
         AND name.language = %s AND name.key = 'offer/' || offer.id || '/name'
    LEFT JOIN translations_translation AS said ON said.collection = 'directory'
         AND said.language = %s AND said.key = 'offer/' || offer.id || '/summary'
"""  # SQLite writes ids without hyphens, so no text is found there: that only helps the peer
