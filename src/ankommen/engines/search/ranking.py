"""The documents that fit the words and topics of a question, over all languages, best first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np

from .documents import Hit
from .questions import Question
from .scoring import SATURATION, Matches, Scores, rarity, scored_words, told_of_topics
from .shelves import Shelf
from .states import State
from .thesaurus import Terms

_TOPIC = 4.0  # what the terms of a topic count beside a word of the question
_LABEL = 0.5  # what it counts that a document is filed under the topic
_WIDER = 2.0  # and under a wider one, for what matches anyway
_OTHER_LANGUAGE = 0.6  # what words count that the asker may be unable to read
_TOPIC_ELSEWHERE = 0.97  # and what the terms of a topic do there, which mean the same in every language
_AMONG_THE_BEST = 0.5  # of the highest score
_MOST_PIECES, _MOST_PIECES_ELSEWHERE = 120, 40  # in the asker's language, in each other
_DIGITS = 4  # of a score: what differs behind them is the order of adding


@dataclass(frozen=True)
class _Matched:
    """By slot: scores, whether the asker's language matched, and the best of the other languages or "".

    A document that is merely filed under the topic matches in each language it has.
    """

    scores: Scores
    own: Matches
    elsewhere: list[str]


def ranked(state: State, question: Question, terms: Terms, limit: int) -> tuple[tuple[Hit, ...], bool]:
    """At most `limit` hits, and whether the best of them matched in other languages only.

    Hits of equal score stand in the order of their keys.
    """
    matched = _matched(state, question, terms)
    hit = partial(_hit, state, question.language, matched)
    hits = sorted(map(hit, _highest(matched.scores, limit)), key=lambda found: (-found.score, found.key))[
        :limit
    ]
    best = [found for found in hits if found.score >= _AMONG_THE_BEST * hits[0].score]
    return tuple(hits), bool(hits) and all(found.language_of_match != question.language for found in best)


def _matched(state: State, question: Question, terms: Terms) -> _Matched:
    """Words and topics each count in the language where they match best, which need not be the same.

    How telling a topic is, is counted over the documents and not in one language, whose few texts would make
    whatever is translated look rare.
    """
    slots = len(state.entries)
    own, elsewhere = np.zeros(slots, bool), [""] * slots
    words, highest = np.zeros(slots), np.zeros(slots)
    topics = np.zeros((len(question.topics), slots))
    for language in sorted(state.shelves, key=lambda other: (other != question.language, other)):
        shelf, is_own = state.shelves[language], language == question.language
        of_words, matches = _words_on(state, shelf, question)
        of_topics = _topics_on(shelf, question, terms, slots)
        if is_own:
            own = matches | of_topics.any(axis=0)
        else:
            of_words, of_topics = _OTHER_LANGUAGE * of_words, _TOPIC_ELSEWHERE * of_topics
            found = of_words + of_topics.sum(axis=0)
            for slot in np.flatnonzero(found > highest):
                elsewhere[slot] = language
            highest = np.maximum(highest, found)
        words, topics = np.maximum(words, of_words), np.maximum(topics, of_topics)
    filed = _LABEL * _filed(state, question.topics)
    if question.language in state.shelves:
        own = own | ((filed > 0) & state.shelves[question.language].filled_slots(slots))
    scores = words + _worth(topics, question, len(state.slot_of)) + filed
    wider = _filed(state, terms.wider(question.topics))
    return _Matched(np.round(scores + _WIDER * wider * (scores > 0), _DIGITS), own, elsewhere)


def _words_on(state: State, shelf: Shelf, question: Question) -> tuple[Scores, Matches]:
    """Scores for words, and which texts hold one."""
    is_own = shelf.vocabulary.language == question.language
    return scored_words(
        shelf,
        question.words,
        in_pieces=frozenset(question.words) if is_own else question.foreign,
        told=question.told,
        most_pieces=_MOST_PIECES if is_own else _MOST_PIECES_ELSEWHERE,
        documents=len(state.slot_of),
        slots=len(state.entries),
    )


def _topics_on(shelf: Shelf, question: Question, terms: Terms, slots: int) -> Scores:
    """How much each text says of each topic of the question, shape (topics, slots)."""
    of_topics = [terms.of(topic, shelf.vocabulary.language) for topic in question.topics]
    if not any(of_topics):
        return np.zeros((len(of_topics), slots))
    return told_of_topics(shelf, of_topics, slots)


def _worth(topics: Scores, question: Question, documents: int) -> Scores:
    """What topics are worth by how rare and how sure they are, shape (slots,)."""
    sure = np.array(list(question.topics.values()))
    worth = _TOPIC * sure * rarity(np.count_nonzero(topics, axis=1), documents) * (SATURATION + 1)
    scores: Scores = np.einsum("t,ts->s", worth, topics)
    return scores


def _filed(state: State, topics: Mapping[str, float]) -> Scores:
    """How telling it is that a document is filed under these topics, by how sure each is."""
    sums = np.zeros(len(state.entries))
    for topic, sure in topics.items():
        under = np.array([entry is not None and topic in entry.topics for entry in state.entries], bool)
        sums += sure * rarity(under.sum(), len(state.slot_of)) * under
    return sums


def _highest(scores: Scores, limit: int) -> list[int]:
    """The slots of at least the `limit` highest scores above 0, with all that are equal to the last."""
    found = np.flatnonzero(scores > 0)
    if 0 < limit < len(found):
        least = np.partition(scores[found], -limit)[-limit]
        found = found[scores[found] >= least]
    return [int(slot) for slot in found]


def _hit(state: State, language: str, matched: _Matched, slot: int) -> Hit:
    entry = state.entries[slot]
    if entry is None:
        raise LookupError(f"Slot {slot} is empty and was found all the same.")
    spoken = language if matched.own[slot] else matched.elsewhere[slot] or entry.languages[0]
    return Hit(entry.key, float(matched.scores[slot]), spoken)
