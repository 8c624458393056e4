"""What somebody asks for, in any language: the search over all offers, in memory beside the directory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from uuid import UUID

from django.conf import settings

from ankommen.engines.search import Document, Hit, Index, Thesaurus
from ankommen.offers.queries import Directory, OfferFacts, Shown
from ankommen.topics.queries import thesaurus, thesaurus_version

WEIGHTS = {"name": 3.0, "summary": 1.5, "body": 1.0}  # how much more a word in a title says
MOST = 200  # offers in an answer
Terms = Mapping[str, Mapping[str, Sequence[str]]]  # concept or topic -> language -> words
_MOST_NEAR = 12  # concepts looked at for topics to propose
_BODY = ("description", "for_whom", "documents", "volunteers_wanted")


@dataclass(frozen=True)
class Answer:
    """The offers that fit, best first; topics they were understood to be about; whether only German fitted.

    corrected: the question with slips of the keyboard set right, if there were any. near: where nothing
    fitted, the topics whose words look most like those of the question.
    """

    hits: tuple[Hit, ...]
    topics: tuple[str, ...]
    fell_back: bool
    corrected: str | None
    near: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The offers by how well they fit."""
        return tuple(hit.key for hit in self.hits)


class Searcher:
    """One index a process. It follows the directory and the thesaurus: what changed is put in first."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._index: Index | None = None
        self._seen: dict[str, Shown[OfferFacts]] = {}
        self._epoch: object = None
        self._taught: object = None

    def ask(self, question: str, language: str, directory: Directory) -> Answer:
        """What fits the question, asked in `language`. One query; the first one builds the index."""
        index = self._following(directory, thesaurus_version())
        found = index.search(question, language, limit=MOST)
        near = () if found.hits else _wide(index.near_topics(question, language, _MOST_NEAR))
        return Answer(tuple(found.hits), _wide(found.topics), found.fell_back, found.corrected, near)

    def prepare(self, directory: Directory) -> None:
        """Build the index now, so that no question waits for it."""
        self._following(directory, thesaurus_version())

    def near(self, text: str, language: str, directory: Directory) -> str:
        """The concept or topic whose words look most like these, "" if none does."""
        near = self._following(directory, thesaurus_version()).near_topics(text, language, 1)
        return near[0] if near else ""

    def _following(self, directory: Directory, version: UUID | None) -> Index:
        with self._lock:
            if self._index is None or self._epoch != directory.epoch:
                self._index = built_index(directory.offers.values(), thesaurus())
                self._seen, self._epoch, self._taught = dict(directory.offers), directory.epoch, version
            elif self._seen != directory.offers:
                self._put_in(self._index, directory)
            if self._taught != version:
                self._index.teach(_made(thesaurus()))
                self._taught = version
            return self._index

    def _put_in(self, index: Index, directory: Directory) -> None:
        for id in self._seen.keys() - directory.offers.keys():
            index.remove(id)
        for id, offer in directory.offers.items():
            if self._seen.get(id) is not offer:
                index.put(_document(offer))
        self._seen = dict(directory.offers)


searcher = Searcher()


def _document(offer: Shown[OfferFacts]) -> Document:
    own = {fact: str(getattr(offer.facts, fact)) for fact in ("name", "summary", *_BODY)}
    said: dict[str, Mapping[str, str]] = {settings.LANGUAGE_CODE: own, **offer.texts}
    texts = {language: _fields(texts) for language, texts in said.items()}
    return Document(offer.id, texts, frozenset(offer.facts.topics))


def _fields(texts: Mapping[str, str]) -> dict[str, str]:
    body = " ".join(filter(None, (texts.get(fact) for fact in _BODY)))
    return {"name": texts.get("name", ""), "summary": texts.get("summary", ""), "body": body}


def built_index(offers: Iterable[Shown[OfferFacts]], terms: Terms) -> Index:
    """The index that the public search asks."""
    return Index(map(_document, offers), _made(terms), WEIGHTS)


def _made(terms: Terms) -> Thesaurus:
    """The terms as the search takes them: each concept is a part of its topic."""
    return Thesaurus(terms, {name: name.partition("/")[0] for name in terms if "/" in name})


def _wide(topics: Iterable[str]) -> tuple[str, ...]:
    """The topics that these concepts belong to, each once."""
    return tuple(dict.fromkeys(topic.partition("/")[0] for topic in topics))
