"""Words that every translation says in the same way, and the texts that do not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

# Arabic vowel signs and the sign that stretches a word: the same word is written with and without.
_UNWRITTEN = re.compile("[\u0640\u064b-\u0652\u0670]")


@dataclass(frozen=True)
class GlossaryTerm:
    """A concept of the city. texts: language -> the agreed word, then other forms of it. note: for people.
    fingerprint: another one as soon as it says something else.
    """

    concept: str
    texts: Mapping[str, tuple[str, ...]]
    note: str = ""
    fingerprint: str = ""


@dataclass(frozen=True)
class TermHit:
    """A word of a text that a translation should render in one way. rendering: the agreed word."""

    concept: str
    word: str
    rendering: str
    note: str = ""


class Glossary:
    """The terms of the city, read once for many texts."""

    def __init__(self, terms: Iterable[GlossaryTerm]) -> None:
        self.terms = tuple(terms)

    def hits(
        self, text: str, source_language: str, target_language: str, translation: str = ""
    ) -> list[TermHit]:
        """The terms of a text whose agreed rendering, in any of its forms, is missing in the translation.

        A term is found where a word begins with it: "Ausländerbehörde" in "Ausländerbehörden". A rendering
        is found anywhere: articles are written before it in one language, endings after it in another.
        """
        text, translation = _folded(text), _folded(translation)
        return [
            TermHit(term.concept, words[0], renderings[0], term.note)
            for term in self.terms
            if (words := term.texts.get(source_language)) and (renderings := term.texts.get(target_language))
            if any(_begins_a_word(_folded(word), text) for word in words)
            and not any(_folded(rendering) in translation for rendering in renderings)
        ]


def _begins_a_word(word: str, text: str) -> bool:
    place = text.find(word)
    while place > 0 and text[place - 1].isalnum():
        place = text.find(word, place + 1)
    return place >= 0


def _folded(text: str) -> str:
    """Case, blanks and ways to write one sign set aside."""
    return _UNWRITTEN.sub("", " ".join(unicodedata.normalize("NFKC", text).casefold().split()))
