"""Doors of the translations room for reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from enum import StrEnum

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
    rows = Translation.objects.filter(collection=collection, language=language)
    return dict(rows.values_list("key", "text"))


def states_in(collection: str, language: str, *, sources: Mapping[str, str]) -> dict[str, State]:
    """The state of each key of `sources` (key -> source text) in `language`."""
    newest = {row.key: row for row in Translation.objects.filter(collection=collection, language=language)}
    return {key: _state(newest.get(key), source) for key, source in sources.items()}


def state_counts(collection: str, language: str, *, sources: Mapping[str, str]) -> dict[State, int]:
    """How many texts stand in which state; every state is there."""
    counted = Counter(states_in(collection, language, sources=sources).values())
    return {state: counted[state] for state in State}


def _state(row: Translation | None, source: str) -> State:
    if row is None:
        return State.MISSING
    if row.source_digest != digest(source):
        return State.OUTDATED
    return State.MACHINE if row.origin == Translation.Origin.MACHINE else State.CURRENT
