"""Door of the translations room for changes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from django.db import transaction

from .models import Translation


def digest(source: str) -> str:
    """The fingerprint of a source text that a translation remembers."""
    return hashlib.sha256(source.encode()).hexdigest()


@transaction.atomic
def store_translations(
    collection: str,
    language: str,
    texts: Mapping[str, str],
    *,
    sources: Mapping[str, str],
    by: str,
    origin: str = Translation.Origin.HUMAN,
) -> int:
    """Add the texts that are new or differ from what stands; returns how many. Older rows stay as history.

    texts: key -> text; keys that `sources` does not have and empty texts are left out. by: the account's
    number.
    """
    newest = {row.key: row for row in Translation.objects.filter(collection=collection, language=language)}
    rows = []
    for key, text in texts.items():
        if not text.strip() or key not in sources:
            continue
        standing, source_digest = newest.get(key), digest(sources[key])
        if standing and (standing.text, standing.source_digest, standing.origin) == (
            text,
            source_digest,
            origin,
        ):
            continue
        rows.append(
            Translation(
                collection=collection,
                key=key,
                language=language,
                text=text,
                source_digest=source_digest,
                origin=origin,
                recorded_by=by,
            )
        )
    Translation.objects.bulk_create(rows, batch_size=500)
    return len(rows)


@transaction.atomic
def carry_over(*, source: str, target: str, texts: Mapping[str, str], by: str) -> int:
    """Give collection `target` what `source` says for the same keys, with the digests of then: changed
    sources show as outdated.

    texts: the source texts of `target`, key -> text. Returns the number of texts carried.
    """
    newest: dict[tuple[str, str], Translation] = {}
    for row in Translation.objects.filter(collection=source):
        newest[row.language, row.key] = row
    rows = [
        Translation(
            collection=target,
            key=key,
            language=language,
            text=row.text,
            source_digest=row.source_digest,
            origin=row.origin,
            recorded_by=by,
        )
        for (language, key), row in newest.items()
        if key in texts
    ]
    Translation.objects.bulk_create(rows, batch_size=500)
    return len(rows)


def delete_collection(collection: str) -> int:
    """Remove the texts of a collection in all languages, history included; returns how many rows. For a room
    that removes what the texts belong to.
    """
    number, _by_model = Translation.objects.filter(collection=collection).delete()
    return number
