"""What the tables hold, read in one query each: the newest text of each key, and what was said of texts."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import connection
from django.db.models import F, Max, Q, QuerySet, TextField, Value

from .models import SameMeaning, Translation
from .states import OWN, Standing, Standings

# Above so many keys the whole collection is read: databases bound how many values a query may name.
FEW = 500
_NOTHING = Value("", output_field=TextField())


def newest(
    collection: str, languages: Iterable[str] | None = None, keys: Collection[str] | None = None
) -> QuerySet[Translation]:
    """The newest row of each text. None: of all languages, of all keys."""
    rows = Translation.objects.filter(collection=collection)
    if languages is not None:
        rows = rows.filter(language__in=list(languages))
    return _newest_of(_of_keys(rows, keys))


def standings(
    collection: str, languages: Iterable[str], sources: Mapping[str, str], *, with_texts: bool = False
) -> Standings:
    """How the texts of these languages stand, and of all that others are made from. One query.

    sources: key -> text in the own language. with_texts: whether the texts come along.
    """
    found = Standings(sources)
    rows = _rows_of(collection, languages, sources).values_list(
        "language", "key", "origin", "digest", "source_digest", "source_language", _shown(with_texts)
    )
    said = _of_keys(SameMeaning.objects.filter(collection=collection), sources).values_list(
        "language", "key", _NOTHING, "one_digest", "other_digest", _NOTHING, _NOTHING
    )
    for language, key, origin, digest, other, source_language, text in rows.order_by().union(
        said.order_by(), all=True
    ):
        if origin:
            is_machine = origin == Translation.Origin.MACHINE
            found.add(language, key, Standing(digest, source_language, other, is_machine, text))
        else:
            found.add_same(language, key, digest, other)
    return found


def lock_collection(collection: str) -> None:
    """Wait until nobody else writes texts of the collection, to the end of the transaction.

    Two who read what stands and then add to it would each believe theirs is the newest. SQLite's transactions
    queue up by themselves.
    """
    if connection.vendor == "postgresql":
        fingerprint = hashlib.sha256(f"translations {collection}".encode()).digest()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(fingerprint[:8], "big", signed=True)]
            )


def _rows_of(collection: str, languages: Iterable[str], keys: Collection[str]) -> QuerySet[Translation]:
    """What a text was made from shows only in its row: every language that is a source comes along."""
    rows = _of_keys(Translation.objects.filter(collection=collection), keys)
    used = rows.exclude(source_language=OWN).order_by().values("source_language").distinct()
    return _newest_of(rows.filter(Q(language__in=list(languages)) | Q(language__in=used)))


def _newest_of(rows: QuerySet[Translation]) -> QuerySet[Translation]:
    numbers = rows.order_by().values("language", "key").annotate(newest=Max("pk")).values("newest")
    return Translation.objects.filter(pk__in=numbers)


def _of_keys(rows: QuerySet[Any], keys: Collection[str] | None) -> QuerySet[Any]:
    return rows if keys is None or len(keys) > FEW else rows.filter(key__in=list(keys))


def _shown(with_texts: bool) -> F | Value:
    return F("text") if with_texts else _NOTHING
