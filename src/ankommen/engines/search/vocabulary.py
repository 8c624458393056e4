"""The words of one language, and the keys by which they are found: stem, and pieces of four letters."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import numpy.typing as npt

from .letters import folded, primary
from .nearness import Nearby
from .stems import stem

PIECE = 4
_PART = 5  # letters of the shortest word that is looked for inside compounds
_COMPOUNDING = frozenset({"de"})

Numbers = npt.NDArray[np.int64]


class Vocabulary:
    """Words with numbers from 0 on. Words are added, never taken out, so threads may read it meanwhile."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.words: list[str] = []
        self.nearby = Nearby()  # holds the folded words, by the same numbers
        self._numbers: dict[str, int] = {}
        self._holders: dict[str, list[int]] = {}
        self._of_terms: dict[str, tuple[int, Collection[int]]] = {}

    def number(self, word: str) -> int:
        """The number of a word of `letters.words`, a new one if need be."""
        known = self._numbers.get(word)
        if known is not None:
            return known
        number = len(self.words)
        bare = folded(word, self.language)
        self.words.append(word)
        self.nearby.words.append(bare)
        self._numbers[word] = number
        for key in {self._stem_key(bare), *pieces(bare)}:  # last, since who finds it looks it up
            self._holders.setdefault(key, []).append(number)
        return number

    def with_stem_of(self, word: str) -> Collection[int]:
        """Words with the same stem as this one."""
        return self._holders.get(self._stem_key(folded(word, self.language)), [])

    def with_piece(self, piece: str) -> Collection[int]:
        """Words that hold a piece of `pieces`."""
        return self._holders.get(piece, [])

    def of_term(self, word: str) -> Collection[int]:
        """Words with its stem; in languages of long compounds also those that begin or end with it.

        Kept until words are added: there are only as many as in the thesaurus, and each search asks for some.
        """
        size, found = self._of_terms.get(word, (-1, ()))
        if size != len(self.words):
            size = len(self.words)
            found = self._looked_for(word)
            self._of_terms[word] = size, found
        return found

    def parts_of(self, word: str) -> set[int]:
        """Words that a compound begins or ends with, in languages that write compounds as one word."""
        bare = folded(word, self.language)
        if primary(self.language) not in _COMPOUNDING:
            return set()
        begins = (bare[:end] for end in range(_PART, len(bare)))
        ends = (bare[start:] for start in range(1, len(bare) - _PART + 1))
        return {number for part in {*begins, *ends} for number in self._holders.get(f"={part}", ())}

    def _looked_for(self, word: str) -> Collection[int]:
        bare = folded(word, self.language)
        if len(bare) < _PART or primary(self.language) not in _COMPOUNDING:
            return tuple(self.with_stem_of(word))
        part, known = stem(bare, self.language), self.nearby.words
        begins = (n for n in self.with_piece(f" {part[: PIECE - 1]}") if known[n].startswith(part))
        ends = (n for n in self.with_piece(f"{bare[1 - PIECE :]} ") if known[n].endswith(bare))
        return {*self.with_stem_of(word), *begins, *ends}

    def _stem_key(self, bare: str) -> str:
        return f"={stem(bare, self.language)}"


def pieces(bare: str) -> list[str]:
    """The pieces of `PIECE` letters of a folded word, its beginning and its end among the letters."""
    padded = f" {bare} "
    return list({padded[place : place + PIECE]: None for place in range(max(1, len(padded) - PIECE + 1))})
