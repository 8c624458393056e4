"""The whole directory in one document."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import translation

from .. import hsds
from ..hsds.terms import TAXONOMIES
from .loading import category_terms, in_batches, offers_with, providers_with, topic_terms
from .selections import public_offers, public_providers


def hsds_dump(language: str) -> Iterator[str]:
    """All public records as one JSON object of lists, in pieces, so that memory holds little.

    organizations and services are whole; locations stand in the services. Each batch is as of its reading.
    """
    yield _start(language)
    yield from _list("organizations", _organizations(language))
    yield ","
    yield from _list("services", _services(language))
    yield "}"


def _start(language: str) -> str:
    with translation.override(language):
        terms = [*topic_terms(language).values(), *category_terms(language).values()]
        known = {
            "version": "3.1",
            "language": language,
            "taxonomies": [taxonomy.told() for taxonomy in TAXONOMIES],
            "taxonomy_terms": [hsds.term_of(term) for term in terms],
        }
    return _as_json(known)[:-1] + ","


def _list(name: str, records: Iterable[dict[str, Any]]) -> Iterator[str]:
    yield f"{_as_json(name)}:["
    for number, record in enumerate(records):
        yield ("," if number else "") + _as_json(record)
    yield "]"


def _organizations(language: str) -> Iterator[dict[str, Any]]:
    for batch in in_batches(public_providers()):
        with translation.override(language):
            records, known = providers_with(batch, language)
            told = [hsds.organization(record, known) for record in records]
        yield from told


def _services(language: str) -> Iterator[dict[str, Any]]:
    for batch in in_batches(public_offers()):
        with translation.override(language):
            records, known = offers_with(batch, language)
            told = [hsds.service(record, known) for record in records]
        yield from told


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
