"""Compiled documents: their canonical form, its fingerprint, and small caches of what is made of them."""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from threading import Lock
from typing import Any, Generic, TypeVar

from ankommen.engines.formlogic import Form

Document = dict[str, Any]
Made = TypeVar("Made")
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


class DigestCache(Generic[Made]):
    """What is made of a version, by its digest; the least recently used drops first. Safe between threads."""

    def __init__(self, size: int = MAX_CACHED) -> None:
        self._size = size
        self._made: OrderedDict[str, Made] = OrderedDict()
        self._lock = Lock()

    def get(self, digest: str, make: Callable[[], Made]) -> Made:
        """What belongs to `digest`, not to be changed; `make` gives it where it is not cached."""
        with self._lock:
            if digest in self._made:
                self._made.move_to_end(digest)
                return self._made[digest]
        made = make()
        with self._lock:
            self._made[digest] = made
            while len(self._made) > self._size:
                self._made.popitem(last=False)
        return made


documents = DigestCache[Document]()
forms = DigestCache[Form]()
xforms = DigestCache[str]()  # by the digest of the workbook, which says more than the document made of it
