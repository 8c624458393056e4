"""Which topics a question is about, by the terms that lead to them in each language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from .letters import words
from .stopwords import telling
from .vocabulary import Vocabulary

_PARTLY = 0.5  # how sure a topic is that only a part of a compound leads to
_INSIDE = 0.5  # and one whose term is a part of a longer term that the question holds


@dataclass(frozen=True)
class Thesaurus:
    """For each topic, terms of one or several words in each language that lead to it.

    wider: for a topic the one that it is a part of, such as housing for furniture; being filed under the
    wider one makes nothing a hit, it brings what matches further to the front.
    """

    terms: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    wider: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Term:
    """The telling words of a term, and where it leads."""

    words: tuple[str, ...]
    topic: str


class Terms:
    """The terms of a thesaurus, made ready: a vocabulary of each language, and the terms by their words."""

    def __init__(self, thesaurus: Thesaurus) -> None:
        self.vocabularies: dict[str, Vocabulary] = {}
        self.order = {topic: place for place, topic in enumerate(thesaurus.terms)}
        self._of_topic: dict[tuple[str, str], list[Term]] = defaultdict(list)
        self._of_word: dict[tuple[str, int], list[Term]] = defaultdict(list)
        self._wider = dict(thesaurus.wider)
        for topic, languages in thesaurus.terms.items():
            for language, written in languages.items():
                for term in dict.fromkeys(written):
                    self._add(Term(tuple(telling(words(term), language)), topic), language)

    def of(self, topic: str, language: str) -> Sequence[Term]:
        """The terms that lead to a topic in this language."""
        return self._of_topic.get((topic, language), ())

    def with_word(self, number: int, language: str) -> list[str]:
        """The topics of the terms that hold a word of the vocabulary of this language."""
        return [term.topic for term in self._of_word.get((language, number), ())]

    def wider(self, topics: Mapping[str, float]) -> dict[str, float]:
        """The topics that these are a part of, with how sure the surest of them is."""
        sure: dict[str, float] = {}
        for topic, how in topics.items():
            if wider := self._wider.get(topic):
                sure[wider] = max(how, sure.get(wider, 0))
        return sure

    def topics(self, asked: Sequence[str], language: str) -> tuple[dict[str, float], frozenset[str]]:
        """The topics of these words with how sure each is, in the order of the thesaurus, and the words told.

        Words of the asker's language count first; those it does not know are looked for in the others. Told
        are the words of whole terms: a compound says more than its part that led to a topic.
        """
        sure: dict[str, float] = {}
        left, told = list(asked), set[str]()
        for tried in (language, *(other for other in self.vocabularies if other != language)):
            found, whole, parts = self._topics_in(left, tried)
            for topic, how in found.items():
                sure[topic] = max(how, sure.get(topic, 0))
            left = [word for word in left if word not in whole | parts]
            told |= whole
        return dict(sorted(sure.items(), key=lambda pair: self.order[pair[0]])), frozenset(told)

    def _add(self, term: Term, language: str) -> None:
        if not term.words:
            return
        vocabulary = self.vocabularies.setdefault(language, Vocabulary(language))
        self._of_topic[term.topic, language].append(term)
        for word in term.words:
            self._of_word[language, vocabulary.number(word)].append(term)

    def _topics_in(self, asked: Sequence[str], language: str) -> tuple[dict[str, float], set[str], set[str]]:
        """Topics whose terms stand in the question with all their words; the words of these, and those of
        which only a part led to a topic.
        """
        vocabulary = self.vocabularies.get(language)
        if vocabulary is None:
            return {}, set(), set()
        by_number = {number: word for word in asked for number in vocabulary.with_stem_of(word)}
        held = [
            (term.topic, frozenset(by_number[vocabulary.number(word)] for word in term.words))
            for term in self._held(by_number, language)
        ]
        whole = {word for _topic, of_term in held for word in of_term}
        parts: set[str] = set()
        found = _surest(held)
        for word in asked:
            if word not in whole:
                for term in self._held(vocabulary.parts_of(word), language):
                    found.setdefault(term.topic, _PARTLY)
                    parts.add(word)
        return found, whole, parts

    def _held(self, numbers: Iterable[int], language: str) -> list[Term]:
        """The terms whose words are all among these."""
        vocabulary, there = self.vocabularies[language], set(numbers)
        terms = (term for number in sorted(there) for term in self._of_word[language, number])
        return [term for term in terms if all(vocabulary.number(word) in there for word in term.words)]


def _surest(held: Sequence[tuple[str, frozenset[str]]]) -> dict[str, float]:
    """How sure each topic is by its terms in a question: "child" says less where "child doctor" is one."""
    longer = {asked for _topic, asked in held if len(asked) > 1}
    found: dict[str, float] = {}
    for topic, asked in held:
        sure = _INSIDE if any(asked < other for other in longer) else 1.0
        found[topic] = max(sure, found.get(topic, 0))
    return found
