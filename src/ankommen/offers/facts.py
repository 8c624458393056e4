"""What a record says, apart from its source and the day of its confirmation: one shape for every way in.

Files are read into facts, forms give facts, a revision keeps facts, and undoing is storing older ones again.
All values are what JSON holds: "" and None mean "not known", an id the record it names, ISO 8601 a time (in
the city's own). What has no order of its own is sorted, so that equal facts are equal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any


@dataclass(frozen=True)
class ProviderFacts:
    """An office or association; `organisation` is the short name of the one whose people have accounts."""

    name: str
    description: str = ""
    website: str = ""
    email: str = ""
    phone: str = ""
    organisation: str = ""


@dataclass(frozen=True)
class PlaceFacts:
    """Where something is: as written, as a point (degrees, WGS84), and the district (its short name)."""

    name: str
    kind: str = "physical"
    street: str = ""
    postcode: str = ""
    town: str = ""
    latitude: float | None = None
    longitude: float | None = None
    point_origin: str = ""
    point_precision: str = ""
    district: str = ""
    district_origin: str = ""
    access: str = ""
    directions: str = ""


@dataclass(frozen=True)
class OpeningFacts:
    """One rule of opening hours: RFC 5545, local times "09:00"."""

    rule: str
    opens: str = ""
    closes: str = ""
    by_appointment: bool = False
    begins_on: str = ""
    ends_on: str = ""


@dataclass(frozen=True)
class AtPlaceFacts:
    """An offer at a place ("" where it has none), with its hours as written and as rules."""

    place: str = ""
    hours: str = ""
    openings: tuple[OpeningFacts, ...] = ()


@dataclass(frozen=True)
class OfferFacts:
    """What there is; the values of its choices are those of the model."""

    provider: str
    name: str
    summary: str = ""
    description: str = ""
    category: str = ""
    topics: tuple[str, ...] = ()
    for_whom: str = ""
    min_age: int | None = None
    max_age: int | None = None
    gender: str = ""
    status: str = ""
    languages: tuple[str, ...] = ()
    documents: str = ""
    cost: str = ""
    cost_note: str = ""
    entry: str = ""
    capacity: str = ""
    waiting: str = ""
    volunteers_wanted: str = ""
    website: str = ""
    email: str = ""
    phone: str = ""
    at_places: tuple[AtPlaceFacts, ...] = ()

    def __post_init__(self) -> None:
        _sort(self, "topics", "languages")
        object.__setattr__(self, "at_places", tuple(sorted(self.at_places, key=lambda each: each.place)))


@dataclass(frozen=True)
class EventFacts:
    """A date or a series; instants carry their offset, the rule is RFC 5545."""

    title: str
    starts_at: str
    ends_at: str = ""
    is_all_day: bool = False
    provider: str = ""
    offer: str = ""
    place: str = ""
    description: str = ""
    where: str = ""
    topics: tuple[str, ...] = ()
    rule: str = ""
    left_out: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    is_cancelled: bool = False
    website: str = ""

    def __post_init__(self) -> None:
        _sort(self, "topics", "left_out", "added")


@dataclass(frozen=True)
class ResponsibilityFacts:
    """Which provider answers for a topic; without districts in the whole city."""

    provider: str
    topic: str
    what: str
    for_whom: str = ""
    districts: tuple[str, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        _sort(self, "districts")


Facts = ProviderFacts | PlaceFacts | OfferFacts | EventFacts | ResponsibilityFacts


def as_json(facts: Facts) -> dict[str, Any]:
    """The facts as a revision keeps them."""
    return asdict(facts)


def from_json(shape: type[Facts], kept: Mapping[str, Any]) -> Facts:
    """The facts of a revision. What the shape of today no longer has is left out."""
    values = {field.name: kept[field.name] for field in fields(shape) if field.name in kept}
    for name, value in values.items():
        if name == "at_places":
            values[name] = tuple(_at_place(each) for each in value)
        elif isinstance(value, list):
            values[name] = tuple(value)
    return shape(**values)


def in_one_line(name: str, street: str) -> str:
    """A place as it is told from another of its name: "Haus Linde, Lindenstraße 14"."""
    return name if not street or street in name else f"{name}, {street}"


def _sort(facts: object, *names: str) -> None:
    for name in names:
        object.__setattr__(facts, name, tuple(sorted(set(getattr(facts, name)))))


def _at_place(kept: Mapping[str, Any]) -> AtPlaceFacts:
    openings = tuple(OpeningFacts(**each) for each in kept["openings"])
    return AtPlaceFacts(kept["place"], kept["hours"], openings)
