"""Which keys are stored for a name, and which a query asks for."""

from __future__ import annotations

from itertools import chain, zip_longest

from .parts import Part, Word, needed, parts
from .readings import MOST_READINGS, readings
from .spelling import is_readable

_INITIAL = "^"


def search_keys(name: str) -> frozenset[str]:
    """The keys to store for a name, of all its parts together: mostly two to four; none without letters."""
    return frozenset(key for part in parts(name) for key in _stored(part))


def query_keys(text: str) -> list[frozenset[str]]:
    """For each part a query insists on, the keys of which at least one must be among those stored.

    An empty list means that there is nothing to search by, so that nobody is found: not everybody.
    """
    return [frozenset((*_keys(part), *_initials(part))) for part in needed(parts(text))]


def _stored(part: Part) -> frozenset[str]:
    return frozenset(_initials(part)) if part.is_initial else frozenset(_keys(part))


def _keys(part: Part) -> list[str]:
    return [key for word in part.words for key in _keys_of_word(word)]


def _keys_of_word(word: Word) -> list[str]:
    """The likely reading of each way before the unlikely ones, at most `MOST_READINGS`."""
    ways = zip_longest(*(_readings(way) for way in word))
    found = dict.fromkeys(key for key in chain.from_iterable(ways) if key is not None)
    return list(found)[:MOST_READINGS]


def _readings(way: str) -> tuple[str, ...]:
    return readings(way) if is_readable(way) else (f"={way}",)


def _initials(part: Part) -> list[str]:
    """The first classes of a part: so Ali finds a name that was stored as "A."."""
    first = (reading[0] for word in part.words for way in word for reading in _readings(way))
    return [f"{_INITIAL}{letter}" for letter in dict.fromkeys(first) if letter != "="]
