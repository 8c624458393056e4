"""The texts of one language: which word stands how often where, in three arrays.

The postings of word n are `slots[starts[n]:starts[n + 1]]` with their weighted counts. A shelf never changes:
`with_text` and `without` give another one, by copying arrays (about a millisecond for 2,000 texts), so a
search that is under way sees one state.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
import numpy.typing as npt

from .letters import words
from .vocabulary import Numbers, Vocabulary

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Shelf:
    """Postings by word; `lengths`: weighted words of each slot, shape (slots,), 0 where no text stands."""

    vocabulary: Vocabulary
    starts: Numbers
    slots: npt.NDArray[np.int32]
    counts: Floats
    lengths: Floats

    def with_text(self, slot: int, fields: Mapping[str, str], weights: Mapping[str, float]) -> Shelf:
        """The shelf with a text in an empty slot."""
        numbers, counts = counted(self.vocabulary, fields, weights)
        order = np.argsort(numbers)  # what is put in at one place stays in this order
        numbers, counts = numbers[order], counts[order]
        known = len(self.starts) - 1
        missing = max(0, len(self.vocabulary.words) - known)
        starts = np.concatenate([self.starts, np.repeat(self.starts[-1:], missing)])
        places = starts[numbers + 1]
        more = np.bincount(numbers + 1, minlength=len(starts))
        lengths = np.concatenate([self.lengths, np.zeros(max(0, slot + 1 - len(self.lengths)), np.float32)])
        lengths[slot] = counts.sum()
        return replace(
            self,
            starts=starts + np.cumsum(more),
            slots=np.insert(self.slots, places, slot),
            counts=np.insert(self.counts, places, counts),
            lengths=lengths,
        )

    def without(self, slot: int) -> Shelf:
        """The shelf with this slot empty; itself if it is."""
        if slot >= len(self.lengths) or not self.lengths[slot]:
            return self
        gone = self.slots == slot
        holders = np.searchsorted(self.starts, np.flatnonzero(gone), side="right")
        fewer = np.bincount(holders, minlength=len(self.starts))
        lengths = self.lengths.copy()
        lengths[slot] = 0
        return replace(
            self,
            starts=self.starts - np.cumsum(fewer),
            slots=self.slots[~gone],
            counts=self.counts[~gone],
            lengths=lengths,
        )

    def filled_slots(self, slots: int) -> npt.NDArray[np.bool_]:
        """Which of the first so many slots hold a text."""
        return np.pad(self.lengths > 0, (0, slots - len(self.lengths)))

    def texts_with(self, number: int) -> int:
        """In how many texts word `number` stands."""
        return int(self.starts[number + 1] - self.starts[number]) if number + 1 < len(self.starts) else 0

    def table(self, rows: Sequence[Iterable[int]], slots: int) -> Floats:
        """How often the words of each row stand in each slot, together: shape (rows, slots)."""
        found = [list(row) for row in rows]
        numbers = np.fromiter(chain.from_iterable(found), np.int64)
        row_of = np.repeat(np.arange(len(found)), [len(row) for row in found])
        inside = numbers < len(self.starts) - 1  # words may have been added since
        numbers, row_of = numbers[inside], row_of[inside]
        first = self.starts[numbers]
        many = self.starts[numbers + 1] - first
        steps = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
        places = np.repeat(first, many) + steps
        cells = np.repeat(row_of * slots, many) + self.slots[places]
        sums = np.bincount(cells, self.counts[places], minlength=len(found) * slots)
        return sums.reshape(len(found), slots).astype(np.float32)


def filled(
    language: str, texts: Iterable[tuple[int, Mapping[str, str]]], weights: Mapping[str, float]
) -> Shelf:
    """A shelf with the fields of the texts by slot."""
    vocabulary = Vocabulary(language)
    numbers, counts, slots, lengths = [], [], [], {}
    for slot, fields in texts:
        of_text, often = counted(vocabulary, fields, weights)
        numbers.append(of_text)
        counts.append(often)
        slots.append(np.full(len(of_text), slot, np.int32))
        lengths[slot] = often.sum()
    joined = np.concatenate([*numbers, np.empty(0, np.int64)])
    order = np.argsort(joined, kind="stable")
    sums = np.zeros(max(lengths, default=-1) + 1, np.float32)
    sums[list(lengths)] = list(lengths.values())
    return Shelf(
        vocabulary,
        np.concatenate([[0], np.cumsum(np.bincount(joined, minlength=len(vocabulary.words)))]),
        np.concatenate([*slots, np.empty(0, np.int32)])[order],
        np.concatenate([*counts, np.empty(0, np.float32)])[order],
        sums,
    )


def counted(
    vocabulary: Vocabulary, fields: Mapping[str, str], weights: Mapping[str, float]
) -> tuple[Numbers, Floats]:
    """The numbers of the words of a text, and how often each stands in it, times the weight of its field."""
    sums: Counter[str] = Counter()
    for field, text in fields.items():
        for word, often in Counter(words(text)).items():
            sums[word] += often * weights[field]  # type: ignore[assignment]
    numbers = np.fromiter(map(vocabulary.number, sums), np.int64, len(sums))
    return numbers, np.fromiter(sums.values(), np.float32, len(sums))
