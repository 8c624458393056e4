"""Doors of the translations room for reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum

from django.db.models import Max

from .models import Translation
from .services import digest


class State(StrEnum):
    """How a text stands in a language."""

    MISSING = "missing"
    MACHINE = "machine"
    CURRENT = "current"
    OUTDATED = "outdated"


def texts_in(collection: str, language: str) -> dict[str, str]:
    """What the collection says in `language`: key -> newest text. Empty where nobody translated."""
    return texts_by_language(collection, (language,))[language]


def texts_by_language(
    collection: str, languages: Iterable[str], keys: Collection[str] | None = None
) -> dict[str, dict[str, str]]:
    """What the collection says in each of the languages: language -> key -> newest text. One query.

    keys: the texts that are wanted, some thousands at most; None for all.
    """
    found: dict[str, dict[str, str]] = {language: {} for language in languages}
    rows = Translation.objects.filter(collection=collection, language__in=found)
    if keys is not None:
        rows = rows.filter(key__in=keys)
    for language, key, text in rows.values_list("language", "key", "text"):
        found[language][key] = text
    return found


def keys_saying(collection: str, language: str, words: str) -> set[str]:
    """The keys whose newest text in `language` contains the words, as the database compares letters."""
    rows = Translation.objects.filter(collection=collection, language=language)
    newest = rows.order_by().values("key").annotate(newest=Max("pk")).values("newest")
    return set(rows.filter(pk__in=newest, text__icontains=words).values_list("key", flat=True))


def newest_text(collection: str, language: str) -> int:
    """A number that grows with each text that is stored for the collection in `language`; 0 for none."""
    rows = Translation.objects.filter(collection=collection, language=language)
    return rows.aggregate(Max("pk"))["pk__max"] or 0


def states_in(collection: str, language: str, *, sources: Mapping[str, str]) -> dict[str, State]:
    """The state of each key of `sources` (key -> source text) in `language`."""
    return _states_by_language(collection, (language,), sources)[language]


def state_counts(
    collection: str, languages: Iterable[str], *, sources: Mapping[str, str]
) -> dict[str, dict[State, int]]:
    """How many texts of each language stand in which state; every language and state is there. One query."""
    states = _states_by_language(collection, languages, sources)
    counted = {language: Counter(by_key.values()) for language, by_key in states.items()}
    return {language: {state: counts[state] for state in State} for language, counts in counted.items()}


def _states_by_language(
    collection: str, languages: Iterable[str], sources: Mapping[str, str]
) -> dict[str, dict[str, State]]:
    newest: dict[str, dict[str, Translation]] = {language: {} for language in languages}
    for row in Translation.objects.filter(collection=collection, language__in=newest).defer("text"):
        newest[row.language][row.key] = row
    digests = {key: digest(source) for key, source in sources.items()}
    return {
        language: {key: _state(rows.get(key), expected) for key, expected in digests.items()}
        for language, rows in newest.items()
    }


def _state(row: Translation | None, expected: str) -> State:
    """expected: the digest of the source text of today."""
    if row is None:
        return State.MISSING
    if row.source_digest != expected:
        return State.OUTDATED
    return State.MACHINE if row.origin == Translation.Origin.MACHINE else State.CURRENT
