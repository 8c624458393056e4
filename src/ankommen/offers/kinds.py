"""The five kinds of records: which table each is stored in, and how its facts become columns and back."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.utils import timezone

from .facts import EventFacts, Facts, OfferFacts, PlaceFacts, ProviderFacts, ResponsibilityFacts
from .models import Event, Offer, Place, Provider, Record, Responsibility

# Ids of imported records are made from source, kind and key: the same wherever the file is read again.
_NAMESPACE = uuid.UUID("5f0f3a52-2b0c-5f0e-9a44-0d6f6e1f6c11")


@dataclass(frozen=True)
class Kind:
    """A kind of record. references: facts that name one row elsewhere; many: facts that name several.

    texts: facts that are sentences and are translated. title: the fact it is called by.
    """

    name: str
    model: type[Record]
    shape: type[Facts]
    references: frozenset[str] = frozenset()
    many: frozenset[str] = frozenset()
    instants: frozenset[str] = frozenset()
    texts: tuple[str, ...] = ()
    title: str = "name"

    def columns(self, facts: Facts) -> dict[str, Any]:
        """The facts that are columns of the table, as the model takes them."""
        return {self._column(name): self._stored(name, getattr(facts, name)) for name in self.plain}

    @property
    def plain(self) -> tuple[str, ...]:
        """The facts that are columns of the table, references included."""
        return tuple(f.name for f in fields(self.shape) if f.name not in self.many and f.name != "at_places")

    def facts_of_columns(self, row: Record) -> dict[str, Any]:
        """The facts that stand in columns of a row."""
        return {name: self._told(name, getattr(row, self._column(name))) for name in self.plain}

    def id_of(self, source: str, key: str) -> uuid.UUID:
        """The id of a record of this kind that a source knows by `key`."""
        return uuid.uuid5(_NAMESPACE, f"{source}\n{self.name}\n{key}")

    def _column(self, name: str) -> str:
        return f"{name}_id" if name in self.references else name

    def _stored(self, name: str, value: Any) -> Any:
        if name in self.references:
            return value or None
        if name in self.instants:
            return datetime.fromisoformat(value) if value else None
        return list(value) if isinstance(value, tuple) else value

    def _told(self, name: str, value: Any) -> Any:
        if name in self.references:
            return "" if value is None else str(value)
        if name in self.instants:
            return timezone.localtime(value).isoformat() if value else ""
        return tuple(value) if isinstance(value, list) else value


PROVIDER = Kind(
    "provider", Provider, ProviderFacts, references=frozenset({"organisation"}), texts=("description",)
)
PLACE = Kind("place", Place, PlaceFacts, references=frozenset({"district"}), texts=("directions",))
OFFER = Kind(
    "offer",
    Offer,
    OfferFacts,
    references=frozenset({"provider", "category"}),
    many=frozenset({"topics"}),
    texts=(
        "name",
        "summary",
        "description",
        "for_whom",
        "documents",
        "cost_note",
        "capacity",
        "waiting",
        "volunteers_wanted",
    ),
)
EVENT = Kind(
    "event",
    Event,
    EventFacts,
    references=frozenset({"provider", "offer", "place"}),
    many=frozenset({"topics"}),
    instants=frozenset({"starts_at", "ends_at"}),
    texts=("title", "description", "where"),
    title="title",
)
RESPONSIBILITY = Kind(
    "responsibility",
    Responsibility,
    ResponsibilityFacts,
    references=frozenset({"provider", "topic"}),
    many=frozenset({"districts"}),
    texts=("what", "for_whom", "note"),
    title="what",
)
# In the order in which they are stored: what names another comes after it.
KINDS: Mapping[str, Kind] = {kind.name: kind for kind in (PROVIDER, PLACE, OFFER, EVENT, RESPONSIBILITY)}
