"""One term: what it may be, and how a table of many is read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from ankommen.engines.languages import TAG

COLUMNS = ("topic", "concept", "language", "term")  # of thesaurus.csv
GENERAL = "general"  # the concept of terms that mean the whole topic
LONGEST = 120  # characters
MOST_WORDS = 8
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_SLUG, _LONGEST_TAG = 60, 35


class Fault(Enum):
    """Why something is no term."""

    TOPIC = "topic"
    CONCEPT = "concept"
    LANGUAGE = "language"
    EMPTY = "empty"
    TOO_LONG = "too long"
    THERE_ALREADY = "there already"
    COLUMNS = "columns"
    TOO_MANY = "too many"


class Refused(ValueError):
    """What is no term. place: the column; found: what stands there; row: its number in a table."""

    def __init__(self, fault: Fault, place: str, found: str, row: int = 0) -> None:
        super().__init__(f"{fault.value}: {found}")
        self.fault, self.place, self.found, self.row = fault, place, found, row


@dataclass(frozen=True)
class Term:
    """A term as it is stored, of whatever origin."""

    topic: str
    concept: str
    language: str
    text: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        """By which it is known: whether a letter is large does not make another term of it."""
        return self.topic, self.concept, self.language, self.text.casefold()


def tidied(text: str) -> str:
    """A term as it is stored: one form of each letter, one blank between words, nothing unseen."""
    shown = "".join(sign for sign in unicodedata.normalize("NFC", text) if _shows(sign))
    return " ".join(shown.split())


def checked(entry: Mapping[str, str], topics: Iterable[str], row: int = 0) -> Term:
    """The term of these four facts. topics: those there are. Raises Refused."""
    said = {name: tidied(entry.get(name) or "") for name in COLUMNS}
    rules = (
        (said["topic"] in topics, Fault.TOPIC, "topic"),
        (_is_slug(said["concept"]), Fault.CONCEPT, "concept"),
        (_is_tag(said["language"]), Fault.LANGUAGE, "language"),
        (any(map(str.isalnum, said["term"])), Fault.EMPTY, "term"),
        (len(said["term"]) <= LONGEST and len(said["term"].split()) <= MOST_WORDS, Fault.TOO_LONG, "term"),
    )
    for holds, fault, place in rules:
        if not holds:
            raise Refused(fault, place, said[place][:LONGEST], row)
    return Term(said["topic"], said["concept"], said["language"], said["term"])


def _is_slug(text: str) -> bool:
    return len(text) <= _LONGEST_SLUG and _SLUG.fullmatch(text) is not None


def _is_tag(text: str) -> bool:
    return len(text) <= _LONGEST_TAG and TAG.fullmatch(text) is not None


def _shows(sign: str) -> bool:
    """Persian writes with the non-joiner; other signs of format or control only hide something."""
    return (
        sign in "\u200c\u200d" or sign.isspace() or unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co")
    )
