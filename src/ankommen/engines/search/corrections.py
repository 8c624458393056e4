"""Words that nobody knows, set right to the nearest word that stands in a text or in the thesaurus."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from .letters import folded
from .nearness import tolerated
from .shelves import Shelf
from .thesaurus import Terms
from .vocabulary import Vocabulary

_MOST = 4  # words of a question that are looked at


def corrections(
    asked: Sequence[str], shelves: Mapping[str, Shelf], terms: Terms, language: str
) -> dict[str, str]:
    """For each unknown word the nearest known one, where there is one near enough.

    The words of the asker's language come first, then those of the others.
    """
    languages = sorted({*shelves, *terms.vocabularies}, key=lambda other: (other != language, other))
    unknown = [word for word in asked if not is_known(word, languages, shelves, terms)][:_MOST]
    nearest = {word: _nearest(word, languages, shelves, terms) for word in unknown}
    return {word: near for word, near in nearest.items() if near}


def is_known(word: str, languages: Sequence[str], shelves: Mapping[str, Shelf], terms: Terms) -> bool:
    """Whether the word, in any of its forms, stands in a text or in a term of these languages."""
    return any(
        any(map(shelf.texts_with, shelf.vocabulary.with_stem_of(word)))
        for language in languages
        if (shelf := shelves.get(language))
    ) or any(
        vocabulary.with_stem_of(word)
        for language in languages
        if (vocabulary := terms.vocabularies.get(language))
    )


def _nearest(word: str, languages: Sequence[str], shelves: Mapping[str, Shelf], terms: Terms) -> str | None:
    """Of the words with the fewest slips, terms before others, then what begins alike, then the frequent."""
    for language in languages:
        bare = folded(word, language)
        for slips in range(1, tolerated(bare) + 1):
            if near := sorted(_near(bare, slips, terms.vocabularies.get(language), shelves.get(language))):
                return near[0][-1]
    return None


def _near(
    bare: str, slips: int, terms: Vocabulary | None, shelf: Shelf | None
) -> Iterator[tuple[bool, bool, int, str]]:
    """Words so many slips away, each with what it is ordered by."""
    for vocabulary in (found for found in (terms, shelf.vocabulary if shelf else None) if found):
        for number in vocabulary.nearby.near(bare, slips):
            is_term = vocabulary is terms
            texts = 0 if shelf is None or is_term else shelf.texts_with(number)
            if is_term or texts:
                begins_otherwise = vocabulary.nearby.words[number][:1] != bare[:1]
                yield not is_term, begins_otherwise, -texts, vocabulary.words[number]
