"""What goes into an index, and what a search gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Fields = Mapping[str, str]


@dataclass(frozen=True)
class Document:
    """What can be found. texts: by language (a BCP-47 tag) and field; topics: those it is filed under."""

    key: str
    texts: Mapping[str, Fields]
    topics: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Hit:
    """A document that was found. language_of_match: the asker's wherever it matched there."""

    key: str
    score: float
    language_of_match: str


@dataclass(frozen=True)
class Found:
    """What a question found, best first.

    fell_back: there are hits, and none of the best (half of the highest score and more) matched in the
    asker's language. topics: what the question was understood to be about. corrected: the question with
    misspelt words set right, None where nothing was.
    """

    hits: tuple[Hit, ...]
    fell_back: bool
    topics: tuple[str, ...]
    corrected: str | None
