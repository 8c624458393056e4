"""What is needed of a record, and of what it names, to tell it in a language."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar

from ..facts import EventFacts, OfferFacts, PlaceFacts, ProviderFacts, ResponsibilityFacts
from .terms import Term

SOURCE_LANGUAGE = "de"  # what stands in the rows; texts in other languages are translations

Shape = TypeVar(
    "Shape", ProviderFacts, PlaceFacts, OfferFacts, EventFacts, ResponsibilityFacts, covariant=True
)


@dataclass(frozen=True)
class Kept(Generic[Shape]):
    """A stored record. kind: its name in `kinds`; changed_on: the day of its last revision.

    texts: the facts that are sentences, those that stand in them and are not empty.
    """

    kind: str
    id: uuid.UUID
    facts: Shape
    texts: tuple[str, ...]
    source: str
    licence: str
    confirmed_on: date | None
    changed_on: date | None

    def key(self, fact: str) -> str:
        """Under which the room of translations keeps a text of this record."""
        return f"{self.kind}/{self.id}/{fact}"

    def part(self, name: str) -> str:
        """The id of a part of this record: the same as long as the record is."""
        return str(uuid.uuid5(self.id, name))

    @property
    def modified_on(self) -> date | None:
        """The day on which it was changed or confirmed last."""
        return max(filter(None, (self.confirmed_on, self.changed_on)), default=None)


@dataclass(frozen=True)
class Known:
    """What is known around some records, and the language they are told in.

    translated: the texts of this language by `Kept.key`. answers: provider -> its responsibilities.
    districts: short name -> name. state, country: as addresses write them.
    """

    language: str
    translated: Mapping[str, str] = field(default_factory=dict)
    topics: Mapping[str, Term] = field(default_factory=dict)
    categories: Mapping[str, Term] = field(default_factory=dict)
    districts: Mapping[str, str] = field(default_factory=dict)
    providers: Mapping[str, Kept[ProviderFacts]] = field(default_factory=dict)
    places: Mapping[str, Kept[PlaceFacts]] = field(default_factory=dict)
    answers: Mapping[str, Sequence[Kept[ResponsibilityFacts]]] = field(default_factory=dict)
    state: str = ""
    country: str = ""

    def said(self, record: Kept[Any], fact: str) -> str:
        """A text of the record in the language, else in German."""
        told: str = self.translated.get(record.key(fact), "") or getattr(record.facts, fact)
        return told

    def untranslated(self, record: Kept[Any]) -> list[str]:
        """The facts of the record that are told in German although another language was asked for."""
        if self.language == SOURCE_LANGUAGE:
            return []
        return [fact for fact in record.texts if not self.translated.get(record.key(fact))]
