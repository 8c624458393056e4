"""Topics that look like what was asked, where nothing was found: by pairs of letters, in all languages.

Likeness of two words: twice the pairs of letters they share by those they have (Dice 1945,
doi:10.2307/1932409; for words: Adamson, Boreham 1974, doi:10.1016/0020-0271(74)90020-5). It bears endings and
several slips.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from .letters import folded
from .thesaurus import Terms

_ALIKE = 0.55  # from which on a word is near another
_SHORTEST = 4  # letters
_MOST_WORDS = 6  # of a question


class Likeness:
    """The words of a thesaurus by the pairs of their letters."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._holders: dict[str, dict[str, list[int]]] = {}
        self._sizes: dict[str, list[int]] = {}
        for language, vocabulary in terms.vocabularies.items():
            holders = self._holders[language] = defaultdict(list)
            each = [_pairs(bare) for bare in vocabulary.nearby.words]
            self._sizes[language] = [len(pairs) for pairs in each]
            for number, pairs in enumerate(each):
                for pair in pairs:
                    holders[pair].append(number)

    def topics(self, asked: Sequence[str], language: str) -> list[str]:
        """The topics whose terms are most like the words of the question together, the likest first.

        Where two are as like, the one of the asker's language comes first.
        """
        sums: dict[str, tuple[float, bool]] = {}
        for word in asked[:_MOST_WORDS]:
            for topic, (like, is_own) in self._best(word, language).items():
                before, was_own = sums.get(topic, (0.0, False))
                sums[topic] = round(before + like, 6), was_own or is_own
        return sorted(sums, key=lambda topic: (*(-value for value in sums[topic]), self._terms.order[topic]))

    def _best(self, word: str, language: str) -> dict[str, tuple[float, bool]]:
        """How like the word is to the likest of each topic's terms, and whether that is in this language."""
        best: dict[str, tuple[float, bool]] = {}
        for known in self._holders:
            for number, like in self._alike(folded(word, known), known):
                for topic in self._terms.with_word(number, known):
                    best[topic] = max(best.get(topic, (0.0, False)), (like, known == language))
        return best

    def _alike(self, bare: str, language: str) -> Iterator[tuple[int, float]]:
        if len(bare) < _SHORTEST:
            return
        pairs, sizes, holders = _pairs(bare), self._sizes[language], self._holders[language]
        shared = Counter(number for pair in pairs for number in holders.get(pair, ()))
        for number, common in shared.items():
            like = 2 * common / (len(pairs) + sizes[number])
            if like >= _ALIKE:
                yield number, like


def _pairs(word: str) -> frozenset[str]:
    padded = f" {word} "
    return frozenset(padded[place : place + 2] for place in range(len(padded) - 1))
