"""What somebody asks for, in any language: the search over all offers, in memory beside the directory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

from django.conf import settings

from ankommen.engines.search import Document, Index, Thesaurus
from ankommen.offers.queries import Directory, OfferFacts, Shown
from ankommen.topics.queries import thesaurus

WEIGHTS = {"name": 3.0, "summary": 1.5, "body": 1.0}  # how much more a word in a title says
MOST = 200  # offers in an answer
_BODY = ("description", "for_whom", "documents", "volunteers_wanted")


@dataclass(frozen=True)
class Answer:
    """The offers that fit, best first; topics they were understood to be about; whether only German fitted.

    corrected: the question with slips of the keyboard set right, if there were any.
    """

    ids: tuple[str, ...]
    topics: tuple[str, ...]
    fell_back: bool
    corrected: str | None


class Searcher:
    """One index a process. It follows the directory: what changed since it last answered is put in first."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._index: Index | None = None
        self._seen: dict[str, Shown[OfferFacts]] = {}
        self._epoch: object = None

    def ask(self, question: str, language: str, directory: Directory) -> Answer:
        """What fits the question, asked in `language`. The first one builds the index."""
        found = self._following(directory).search(question, language, limit=MOST)
        topics = tuple(dict.fromkeys(topic.partition("/")[0] for topic in found.topics))
        return Answer(tuple(hit.key for hit in found.hits), topics, found.fell_back, found.corrected)

    def _following(self, directory: Directory) -> Index:
        with self._lock:
            if self._index is None or self._epoch != directory.epoch:
                documents = [_document(offer) for offer in directory.offers.values()]
                self._index = Index(documents, Thesaurus(thesaurus()), WEIGHTS)
                self._seen, self._epoch = dict(directory.offers), directory.epoch
            elif self._seen != directory.offers:
                self._put_in(self._index, directory)
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
    return Document(offer.id, {language: _fields(texts) for language, texts in said.items()})


def _fields(texts: Mapping[str, str]) -> dict[str, str]:
    body = " ".join(filter(None, (texts.get(fact) for fact in _BODY)))
    return {"name": texts.get("name", ""), "summary": texts.get("summary", ""), "body": body}
