"""The texts of a collection beside a language: what translators, files and machines work on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .models import Translation
from .rows import standings
from .states import OWN, State, digest
from .tree import LanguageTree


@dataclass(frozen=True)
class Source:
    """The text that a translation is made from. language: its tag; is_own: whether the collection is written
    in it. state: of a source that is a translation itself; CURRENT for the own language.
    """

    text: str
    language: str
    is_own: bool
    state: State = State.CURRENT

    @property
    def source_language(self) -> str:
        """The language as `store_translations` takes it: none for the collection's own."""
        return OWN if self.is_own else self.language


@dataclass(frozen=True)
class Line:
    """A key in a language. own: the text of the collection's own language. source: what a new translation is
    made from and shown beside. text: what stands, empty where nothing does.
    """

    key: str
    own: str
    source: Source
    text: str
    state: State
    is_machine: bool


@dataclass(frozen=True)
class NewText:
    """A text in a language, and the text it was made from.

    source_language: of the source; none for the collection's own language. origin: a person, or a machine.
    """

    text: str
    source: str
    source_language: str = OWN
    origin: str = Translation.Origin.HUMAN


class Sheet:
    """All lines of a collection in one language, in the order of `sources`. One query.

    Raises ValueError for the language that the collection is written in.
    """

    def __init__(
        self, collection: str, language: str, sources: Mapping[str, str], tree: LanguageTree
    ) -> None:
        if language == tree.own:
            raise ValueError(f"The collection {collection} is written in {language}.")
        self.language = language
        self._sources = sources
        self._tree = tree
        self._ancestors = tree.ancestors(language)
        self._found = standings(collection, (language, *self._ancestors), sources, with_texts=True)

    def lines(self) -> list[Line]:
        """One line for each source that says something."""
        return [self._line(key, text) for key, text in self._sources.items() if text.strip()]

    def possible_sources(self, key: str) -> list[Source]:
        """What a translation may be made from: each ancestor that has a text, nearest first; then the own.

        An ancestor's text that was made from this language is none: the two would stand on each other.
        """
        found = self._found
        sources = [
            Source(row.text, language, is_own=False, state=found.state(language, key))
            for language in self._ancestors
            if (row := found.standing(language, key)) and not found.is_made_from(language, key, self.language)
        ]
        return [*sources, Source(self._sources[key], self._tree.own, is_own=True)]

    def means(self, key: str, text: str, source: Source) -> bool:
        """Whether a text means what this source says today."""
        return self._found.means(source.source_language, key, digest(text), digest(source.text))

    def _line(self, key: str, own: str) -> Line:
        row = self._found.standing(self.language, key)
        return Line(
            key=key,
            own=own,
            source=self.possible_sources(key)[0],
            text=row.text if row else "",
            state=self._found.state(self.language, key),
            is_machine=bool(row and row.is_machine),
        )
