"""All that a search reads, at one moment. A change makes another state, so a search sees no half of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .documents import Document, Fields
from .shelves import Shelf, filled


@dataclass(frozen=True)
class Entry:
    """What is known of a document beside its words."""

    key: str
    languages: tuple[str, ...]
    topics: frozenset[str]


@dataclass(frozen=True)
class State:
    """Documents by slot, and a shelf of texts for each language; a slot is empty after a removal."""

    entries: tuple[Entry | None, ...] = ()
    slot_of: Mapping[str, int] = field(default_factory=dict)
    shelves: Mapping[str, Shelf] = field(default_factory=dict)

    def having(self, document: Document, weights: Mapping[str, float]) -> State:
        """The state with this document, in place of the one with the same key."""
        before = self.lacking(document.key)
        entries = list(before.entries)
        slot = entries.index(None) if None in entries else len(entries)
        entries[slot : slot + 1] = [_entry(document)]
        shelves = dict(before.shelves)
        for language, fields in document.texts.items():
            shelf = shelves.get(language) or filled(language, (), weights)
            shelves[language] = shelf.with_text(slot, fields, weights)
        return State(tuple(entries), {**before.slot_of, document.key: slot}, shelves)

    def lacking(self, key: str) -> State:
        """The state without the document of this key; itself if there is none."""
        if key not in self.slot_of:
            return self
        slot_of = dict(self.slot_of)
        slot = slot_of.pop(key)
        entries = list(self.entries)
        entries[slot] = None
        shelves = {language: shelf.without(slot) for language, shelf in self.shelves.items()}
        return State(tuple(entries), slot_of, shelves)


def built(documents: Iterable[Document], weights: Mapping[str, float]) -> State:
    """A state with these documents; of several with the same key the last one counts."""
    each = list({document.key: document for document in documents}.values())
    texts: dict[str, list[tuple[int, Fields]]] = {}
    for slot, document in enumerate(each):
        for language, fields in document.texts.items():
            texts.setdefault(language, []).append((slot, fields))
    return State(
        tuple(map(_entry, each)),
        {document.key: slot for slot, document in enumerate(each)},
        {language: filled(language, of, weights) for language, of in texts.items()},
    )


def _entry(document: Document) -> Entry:
    return Entry(document.key, tuple(document.texts), frozenset(document.topics))
