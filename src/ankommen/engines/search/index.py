"""The index: documents in many languages, kept current, searched in the language of the asker."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from threading import Lock

from .documents import Document, Found
from .letters import words
from .likeness import Likeness
from .questions import MOST_SIGNS, understood
from .ranking import ranked
from .states import built
from .stopwords import telling
from .thesaurus import Terms, Thesaurus


class Index:
    """Documents to search. Threads may search while others change it."""

    def __init__(
        self, documents: Iterable[Document], thesaurus: Thesaurus, weights: Mapping[str, float]
    ) -> None:
        """weights: what a word counts in each field, such as name 3, summary 1.5, body 1.

        Of several documents with the same key the last one counts. Raises ValueError for a weight that is
        not above 0, and KeyError for a field without a weight.
        """
        if not all(weight > 0 for weight in weights.values()):
            raise ValueError("A weight is not above 0.")
        self._weights = dict(weights)
        self.teach(thesaurus)
        self._changing = Lock()
        self._state = built(documents, self._weights)

    def __len__(self) -> int:
        return len(self._state.slot_of)

    def put(self, document: Document) -> None:
        """Take a document in, in place of the one with the same key. KeyError: a field without a weight."""
        with self._changing:
            self._state = self._state.having(document, self._weights)

    def remove(self, key: str) -> None:
        """Take a document out; nothing happens if it is not there."""
        with self._changing:
            self._state = self._state.lacking(key)

    def teach(self, thesaurus: Thesaurus) -> None:
        """Understand questions by another thesaurus from now on; the texts stay as they are."""
        self._terms = Terms(thesaurus)
        self._likeness: Likeness | None = None  # made when it is asked for

    def near_topics(self, query: str, language: str, limit: int) -> tuple[str, ...]:
        """The topics whose terms, of whatever language, look most like a word of the question; maybe none.

        Looser than a correction, which changes a question: this proposes where to look.
        """
        likeness = self._likeness or Likeness(self._terms)
        self._likeness = likeness
        return tuple(likeness.topics(telling(words(query[:MOST_SIGNS]), language), language)[: max(0, limit)])

    def search(self, query: str, language: str, limit: int = 20) -> Found:
        """The documents that fit a question, asked in a language that they need not have.

        Looks at the first 1,000 signs and 24 telling words, whatever they are; never raises for a text.
        """
        state, terms = self._state, self._terms
        question = understood(query, language, state, terms)
        hits, fell_back = ranked(state, question, terms, max(0, limit))
        return Found(hits, fell_back, tuple(question.topics), question.corrected)
