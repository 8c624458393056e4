"""How well the texts of a shelf fit a question: BM25 over whole words, over pieces of words, over topics.

BM25F in its simple form (Robertson, Zaragoza, Taylor 2004, doi:10.1145/1031171.1031181): counts and lengths
are weighted by field before they are saturated. All terms of a topic count as one word, as INQUERY's synonym
operator does (Callan, Croft, Harding 1992, doi:10.1007/978-3-7091-7557-6_14). Constants were tuned on one
half of the questions of `ankommen bench search`; docs/search.md has both halves.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence, Set
from itertools import chain

import numpy as np
import numpy.typing as npt

from .letters import folded
from .shelves import Floats, Shelf
from .thesaurus import Term
from .vocabulary import Numbers, pieces

SATURATION, _LENGTH = 2.0, 0.9  # k1 and b of BM25
_OF_PIECE = 0.6  # what a piece counts beside a whole word
_OF_PART = 0.5  # and the part of a compound
_TOLD = 0.1  # what a word counts that counts already by the topic it led to
_COVERED = 0.6  # share of a word's pieces that stand in a text that matches

Scores = npt.NDArray[np.float64]
Matches = npt.NDArray[np.bool_]


def scored_words(
    shelf: Shelf,
    asked: Sequence[str],
    *,
    in_pieces: Set[str],
    told: Set[str],
    most_pieces: int,
    documents: int,
    slots: int,
) -> tuple[Scores, Matches]:
    """Scores of the texts for the words of a question, and which texts hold at least one of them.

    in_pieces: the words that are also looked for in pieces, up to `most_pieces`. told: those that count less,
    since the topics count that they led to; or what is translated would count twice. documents: how many the
    index holds, for rarity. Both of shape (slots,).
    """
    vocabulary = shelf.vocabulary
    rows: list[Collection[int]] = []
    first: list[int] = []  # row of each word; the rows of its parts and of its pieces follow
    left = most_pieces
    for word in asked:
        first.append(len(rows))
        cut = pieces(folded(word, vocabulary.language))[:left] if word in in_pieces else []
        left -= len(cut)
        rows += [vocabulary.with_stem_of(word), vocabulary.parts_of(word), *map(vocabulary.with_piece, cut)]
    if not any(rows):
        return np.zeros(slots), np.zeros(slots, bool)
    weights = np.full(len(rows), _OF_PIECE)
    weights[first], weights[np.array(first) + 1] = 1.0, _OF_PART
    weights *= np.repeat([_TOLD if word in told else 1.0 for word in asked], np.diff([*first, len(rows)]))
    table = shelf.table(rows, slots)
    matches: Matches = np.any(_coverage(table, np.array(first)) >= _COVERED, axis=0)
    return _bm25(table, weights, shelf, documents) * matches, matches


def _coverage(table: Floats, first: Numbers) -> Floats:
    """How much of each word stands in each text: 1 for it or for a part of it, else a share of its pieces.

    Shape (words, slots).
    """
    there = table > 0
    whole = there[first] | there[first + 1]
    rows = np.diff([*first, len(table)])
    cut = np.add.reduceat(there, first, axis=0, dtype=np.int16) - there[first] - there[first + 1]
    return np.where(whole, np.float32(1), cut / np.maximum(1, rows - 2)[:, None])


def told_of_topics(shelf: Shelf, terms: Sequence[Sequence[Term]], slots: int) -> Scores:
    """How much each text says of each topic by the terms that lead to it in its language, from 0 to below 1.

    terms: of each topic; shape (topics, slots). How telling a topic is, all documents decide.
    """
    table = np.array([_counts_of(shelf, of, slots) for of in terms])
    return np.asarray(table / (table + _limits(shelf, slots)), np.float64)


def rarity(texts: npt.ArrayLike, documents: int) -> Scores:
    """How telling it is to stand in so many of the documents."""
    number = np.asarray(texts, np.float64)
    return np.log(1 + (documents - number + 0.5) / (number + 0.5))


def _counts_of(shelf: Shelf, terms: Sequence[Term], slots: int) -> Floats:
    """How often the terms of a topic stand in each text; a term of several words as often as its rarest."""
    several = [term.words for term in terms if len(term.words) > 1]
    single = {n for term in terms if len(term.words) == 1 for n in shelf.vocabulary.of_term(term.words[0])}
    table = shelf.table([single, *map(shelf.vocabulary.of_term, chain.from_iterable(several))], slots)
    counts: Floats = table[0]
    first = 1
    for term in several:
        counts = counts + table[first : first + len(term)].min(axis=0)
        first += len(term)
    return counts


def _bm25(table: Floats, weights: Scores, shelf: Shelf, documents: int) -> Scores:
    worth = weights * rarity(np.count_nonzero(table, axis=1), documents) * (SATURATION + 1)
    # Not by BLAS, whose threads wait for each other on a busy machine.
    scores: Scores = np.einsum("r,rs->s", worth, table / (table + _limits(shelf, table.shape[1])))
    return scores


def _limits(shelf: Shelf, slots: int) -> Floats:
    """The count at which a word is half as good as one that stands there without end, by the text."""
    lengths = np.zeros(slots, np.float32)
    lengths[: len(shelf.lengths)] = shelf.lengths
    written = lengths[lengths > 0]
    usual = written.mean(dtype=np.float64) if len(written) else 1.0
    return (SATURATION * (1 - _LENGTH + _LENGTH * lengths / usual)).astype(np.float32)
