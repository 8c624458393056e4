"""How a text stands in a language. Rules only: rows.py reads what they judge.

A translation remembers the fingerprint of the text it was made from, and that text's language. It is
outdated when that text means something else today, or is itself an outdated translation. What people said
of two texts, "this means the same as that", is taken in both directions and over several steps: so a mended
typo leaves translations alone, and whoever takes a change back makes the translations of before right again.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

OWN = ""  # stands for the language a collection is written in


class State(StrEnum):
    """How a text stands in a language."""

    MISSING = "missing"
    MACHINE = "machine"
    CURRENT = "current"
    OUTDATED = "outdated"


class Standing(NamedTuple):
    """The newest text of a key in a language, by fingerprint. text: empty where it was not asked for."""

    digest: str
    source_language: str
    source_digest: str
    is_machine: bool
    text: str = ""


def digest(source: str) -> str:
    """The fingerprint of a source text that a translation remembers."""
    return hashlib.sha256(source.encode()).hexdigest()


class Standings:
    """The newest texts of a collection, and from them the state of each.

    sources: key -> text in the own language. Rows and what was said of texts are added before states are
    asked.
    """

    def __init__(self, sources: Mapping[str, str]) -> None:
        self._own = {key: digest(text) for key, text in sources.items()}
        self._rows: dict[str, dict[str, Standing]] = defaultdict(dict)
        self._same: dict[tuple[str, str], dict[str, set[str]]] = {}

    def add(self, language: str, key: str, standing: Standing) -> None:
        """Take the newest row of a text."""
        self._rows[language][key] = standing

    def add_same(self, language: str, key: str, one: str, other: str) -> None:
        """Take that two fingerprints of texts of this key and language mean the same."""
        near = self._same.setdefault((language, key), defaultdict(set))
        near[one].add(other)
        near[other].add(one)

    def standing(self, language: str, key: str) -> Standing | None:
        """The newest text; None where nobody translated."""
        return self._rows[language].get(key)

    def state(self, language: str, key: str) -> State:
        """One of four states."""
        row = self._rows[language].get(key)
        if row is None:
            return State.MISSING
        if self._is_outdated(language, key):
            return State.OUTDATED
        return State.MACHINE if row.is_machine else State.CURRENT

    def is_made_from(self, language: str, key: str, source: str) -> bool:
        """Whether the text in `language` stands on the one in `source`, over however many steps."""
        passed: set[str] = set()
        while language not in (OWN, *passed):
            if language == source:
                return True
            passed.add(language)
            row = self._rows[language].get(key)
            language = row.source_language if row else OWN
        return False

    def means(self, language: str, key: str, one: str, other: str) -> bool:
        """Whether two fingerprints of texts of this key and language mean the same."""
        if one == other:
            return True
        near = self._same.get((language, key), {})
        reached, ahead = {one}, [one]
        while ahead:
            fresh = near.get(ahead.pop(), set()) - reached
            reached |= fresh
            ahead += fresh
        return other in reached

    def _is_outdated(self, language: str, key: str) -> bool:
        """Walks up from source to source. A text that leads back to itself stands on nothing."""
        passed: set[str] = set()
        while language != OWN:
            row = self._rows[language].get(key)
            if row is None or language in passed:
                return True
            passed.add(language)
            present = self._present(row.source_language, key)
            if present is None or not self.means(row.source_language, key, row.source_digest, present):
                return True
            language = row.source_language
        return False

    def _present(self, language: str, key: str) -> str | None:
        if language == OWN:
            return self._own.get(key)
        row = self._rows[language].get(key)
        return row.digest if row else None
