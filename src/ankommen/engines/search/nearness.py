"""How far a typed word is from a known one: letters changed, left out, put in, or changed places.

Only words that can be near are compared: of like length, with nearly the same set of letters. Distance:
optimal string alignment, Boytsov 2011, doi:10.1145/1963190.1963191.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

_SHORTEST, _LONG = 4, 8
_MOST_COMPARED = 200  # words, for each that is looked for


def tolerated(word: str) -> int:
    """How many slips a word of this length may hold: none below 4 letters, one, and from 8 letters on two."""
    if len(word) < _SHORTEST or not word.isalpha():
        return 0
    return 2 if len(word) >= _LONG else 1


def distance(one: str, other: str, limit: int) -> int:
    """How many slips lie between two words; `limit` + 1 stands for more than `limit`."""
    one, other = _where_they_differ(one, other)
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        before, last, row = row, before, [i]
        for j, facing in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != facing))
            if i > 1 and j > 1 and letter == other[j - 2] and facing == one[i - 2]:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)


def _where_they_differ(one: str, other: str) -> tuple[str, str]:
    """Two words without what they begin and end with in common."""
    first, shorter = 0, min(len(one), len(other))
    while first < shorter and one[first] == other[first]:
        first += 1
    last = 0
    while last < shorter - first and one[-1 - last] == other[-1 - last]:
        last += 1
    return one[first : len(one) - last], other[first : len(other) - last]


class Nearby:
    """Known words, made ready to be looked through; words are only ever added."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self._ready = (np.empty(0, np.uint64), np.empty(0, np.int16))  # letters and length of each

    def near(self, word: str, slips: int) -> list[int]:
        """The places in `words` of those that lie exactly so many slips away.

        Where very many are alike, only those with the most letters in common are compared.
        """
        letters, lengths = self._caught_up()
        other_letters = np.bitwise_count(letters ^ np.uint64(_mask(word)))
        may_be = (other_letters <= 2 * slips) & (np.abs(lengths - len(word)) <= slips)
        places = np.flatnonzero(may_be)
        if len(places) > _MOST_COMPARED:
            places = places[np.argsort(other_letters[places], kind="stable")[:_MOST_COMPARED]]
        return [place for place in places.tolist() if distance(word, self.words[place], slips) == slips]

    def _caught_up(self) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.int16]]:
        letters, lengths = self._ready
        if fresh := self.words[len(letters) :]:
            letters = np.concatenate([letters, np.array([_mask(word) for word in fresh], np.uint64)])
            lengths = np.concatenate([lengths, np.array([len(word) for word in fresh], np.int16)])
            self._ready = letters, lengths  # at once: threads share it
        return letters, lengths


def _mask(word: str) -> int:
    """The set of letters as bits; two letters may share one."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 63)
    return bits
