"""Where a reader stands in the tokens, and what it can take from there."""

from __future__ import annotations

from collections.abc import Collection

from .codes import Code, Problem, Refused
from .tokens import Token, tokens_of
from .words import Phrases

LONGEST_HINT = 60  # characters

Place = tuple[int, int]
"""Tokens by their number: the first, and the one after the last."""


class Cursor:
    """A place in a text that moves on with what is taken."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokens_of(text)
        self.words = frozenset(token.text for token in self.tokens)
        self.at = 0

    @property
    def next(self) -> Token:
        """The token that comes next; at last one of the kind "end", again and again."""
        return self.tokens[self.at]

    def ahead(self, count: int) -> Token:
        """The token so many after the next."""
        return self.tokens[min(self.at + count, len(self.tokens) - 1)]

    def take(self, *kinds: str) -> Token | None:
        """The next token, if it is of one of these kinds."""
        token = self.next
        if token.kind not in kinds:
            return None
        self.at += token.kind != "end"
        return token

    def word(self, words: Collection[str]) -> Token | None:
        """The next token, if it is one of these words."""
        return self.take("word") if self.next.kind == "word" and self.next.text in words else None

    def phrase(self, phrases: Phrases) -> bool:
        """Whether one of these phrases came next, the longest that does."""
        length = self._length_of(phrases)
        self.at += length
        return length > 0

    def begins(self, phrases: Phrases) -> bool:
        """Whether one of these phrases comes next."""
        return self._length_of(phrases) > 0

    def refused(self, code: Code = Code.NOT_UNDERSTOOD, since: int | None = None) -> Refused:
        """The refusal of the tokens from `since` to here, or of the next one."""
        return self.refused_at(code, (self.at, self.at + 1) if since is None else (since, self.at))

    def refused_at(self, code: Code, place: Place) -> Refused:
        """The refusal of the tokens at a place."""
        first, last = self.tokens[place[0]], self.tokens[max(place[1] - 1, place[0])]
        hint = self.text[first.start : last.end]
        return Refused(Problem(code, hint[:LONGEST_HINT], first.start, last.end))

    def _length_of(self, phrases: Phrases) -> int:
        """Words of the longest phrase that comes next; 0 if none does."""
        candidates = phrases.get(self.next.text, ())
        return max((len(words) for words in candidates if self._begins_with(words)), default=0)

    def _begins_with(self, words: tuple[str, ...]) -> bool:
        return all(self.ahead(number).text == word for number, word in enumerate(words))
