"""Texts of records in other languages: stored beside the records, and seen as soon as these."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db import transaction

from ankommen.translations.services import NewText, store_new_texts

from ..directory import COLLECTION
from ..generations import next_generation
from ..kinds import KINDS


@transaction.atomic
def translate_records(
    language: str, texts: Mapping[str, str], *, by: str, sources: Mapping[str, str] | None = None
) -> int:
    """Store what records say in `language`; returns how many texts are new.

    texts: by key, "offer/<id>/name". Keys of records or facts that are not there are left out. by: as in
    `store_entries`. sources: by key, the text that each was made from, where that may be an older one.
    """
    next_generation()  # before the sources are read: nobody changes a record in between
    standing = source_texts(_ids(texts))
    made = {
        key: NewText(texts[key], (sources or standing).get(key, text))
        for key, text in standing.items()
        if key in texts
    }
    return store_record_texts(language, made, by=by)


@transaction.atomic
def store_record_texts(
    language: str, texts: Mapping[str, NewText], *, by: str, seen: Mapping[str, int] | None = None
) -> int:
    """As `store_new_texts` of the room of translations; the public directory then says them."""
    generation = next_generation()
    number = store_new_texts(COLLECTION, language, texts, by=by, seen=seen)
    for name, some in _ids(texts).items():
        KINDS[name].model._default_manager.filter(pk__in=some).update(generation=generation)
    return number


def source_texts(ids: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """The texts of records in the language of their source, by key; empty ones are left out. ids: by kind."""
    found: dict[str, str] = {}
    for name, some in ids.items():
        kind = KINDS[name]
        for row in kind.model._default_manager.filter(pk__in=some):
            said = {f"{name}/{row.pk}/{fact}": str(getattr(row, fact)) for fact in kind.texts}
            found |= {key: text for key, text in said.items() if text}
    return found


def _ids(keys: Iterable[str]) -> dict[str, set[str]]:
    ids: defaultdict[str, set[str]] = defaultdict(set)
    for key in keys:
        name, _, rest = key.partition("/")
        id, _, fact = rest.partition("/")
        if name in KINDS and id and fact in KINDS[name].texts:
            ids[name].add(id)
    return ids
