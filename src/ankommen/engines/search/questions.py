"""From what somebody typed to what is looked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .corrections import corrections, is_known
from .letters import folded, replaced, words
from .states import State
from .stems import stem
from .stopwords import telling
from .thesaurus import Terms

MOST_SIGNS = 1000  # of a question; what stands behind is not read
MOST_WORDS = 24


@dataclass(frozen=True)
class Question:
    """The telling words of a question, set right, and the topics they lead to with how sure each is.

    foreign: the words that neither texts nor terms of the asker's language hold. told: the words of
    terms that led to the topics.
    """

    words: tuple[str, ...]
    language: str
    foreign: frozenset[str]
    topics: Mapping[str, float]
    told: frozenset[str]
    corrected: str | None


def understood(query: str, language: str, state: State, terms: Terms) -> Question:
    """The question that a text of any length and kind asks."""
    query = query[:MOST_SIGNS]
    typed = telling(words(query), language)[:MOST_WORDS]
    better = corrections(typed, state.shelves, terms, language)
    asked = _once(dict.fromkeys(better.get(word, word) for word in typed), language)
    topics, told = terms.topics(asked, language)
    return Question(
        asked,
        language,
        frozenset(word for word in asked if not is_known(word, [language], state.shelves, terms)),
        topics,
        told,
        replaced(query, better) if better else None,
    )


def _once(words: Iterable[str], language: str) -> tuple[str, ...]:
    """The words, of those that are forms of one the shortest: a question that says it twice asks it once."""
    by_stem: dict[str, str] = {}
    for word in words:
        key = stem(folded(word, language), language)
        by_stem[key] = min(by_stem.get(key, word), word, key=len)
    return tuple(by_stem.values())
