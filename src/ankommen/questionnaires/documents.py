"""Compiled documents: their canonical form, its fingerprint, and a small cache of parsed ones."""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from threading import Lock
from typing import Any

Document = dict[str, Any]
MAX_CACHED = 16
TITLE = "form/title"
TEXT_PARTS = ("label", "hint", "guidance_hint", "constraint_message", "required_message")


def canonical(value: Mapping[str, Any]) -> str:
    """JSON with sorted keys and no spaces: its SHA-256 is the hash of a version. Refuses NaN."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest_of(text: str) -> str:
    """The SHA-256 of a text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def structure_digest(document: Document) -> str:
    """The fingerprint of questions and rules alone: two versions with the same one can share translations."""
    structure = {name: part for name, part in document.items() if name not in ("texts", "version")}
    return digest_of(canonical(structure))


def walk(items: list[Document]) -> Iterator[Document]:
    """All items of a document in form order, groups before what they hold."""
    for item in items:
        yield item
        yield from walk(item.get("items", []))


def title_of(document: Document) -> str:
    """The title in the source language, cut to what a list can show."""
    title: str = document["texts"].get(TITLE) or document["form_id"]
    return title[:300]


def texts_in_form_order(document: Document) -> list[str]:
    """All text keys as people meet them: title, each item with the choices of its list, needs."""
    keys = [TITLE]
    for item in walk(document["items"]):
        keys += [f"item/{item['key']}/{part}" for part in TEXT_PARTS]
        keys += [
            f"choice/{item['list']}/{choice['name']}"
            for choice in document["choices"].get(item.get("list"), [])
        ]
    keys += [f"need/{need['name']}" for need in document["needs"]]
    texts = document["texts"]
    return [key for key in dict.fromkeys([*keys, *sorted(texts)]) if key in texts]


class DocumentCache:
    """Parsed documents by digest, the least recently used one dropped first. Safe between threads."""

    def __init__(self, size: int = MAX_CACHED) -> None:
        self._size = size
        self._documents: OrderedDict[str, Document] = OrderedDict()
        self._lock = Lock()

    def get(self, digest: str, read: Callable[[], str]) -> Document:
        """The document of `digest`, not to be changed; `read` gives its text where it is not cached."""
        with self._lock:
            if digest in self._documents:
                self._documents.move_to_end(digest)
                return self._documents[digest]
        document: Document = json.loads(read())
        with self._lock:
            self._documents[digest] = document
            while len(self._documents) > self._size:
                self._documents.popitem(last=False)
        return document


documents = DocumentCache()
