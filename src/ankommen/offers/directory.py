"""The public directory as a process holds it in memory: what all pages, searches and feeds read.

It follows the tables by `Generation`: whoever asks for it pays one query, and what changed since is read and
put in. A change therefore shows on all processes at once, without a message between them. Cost: memory and
the first reading grow with the records times their languages; a change costs what it changes.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from functools import lru_cache
from threading import Lock
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.utils import timezone

from ankommen.engines.hours import Slot, slot_of
from ankommen.translations.queries import texts_by_language

from .age import is_hidden
from .cityfacts import UpkeepRules, upkeep_rules
from .facts import (
    AtPlaceFacts,
    EventFacts,
    Facts,
    OfferFacts,
    OpeningFacts,
    PlaceFacts,
    ProviderFacts,
    ResponsibilityFacts,
)
from .kinds import KINDS, Kind
from .models import Generation, Record, Source
from .reading import facts_of

F = TypeVar("F", bound=Facts)
Texts = dict[str, dict[str, str]]  # language -> fact -> text

_MANY = 5_000  # keys that one query names; for more all texts are read
COLLECTION = "directory"  # of the texts in other languages; keys are "offer/<id>/name"


@dataclass(frozen=True)
class Told:
    """A text and the language that it is in: the one asked for, or the one of the source."""

    text: str
    language: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Shown(Generic[F]):
    """A public record: what it says, in all its languages, where it comes from and when it was confirmed."""

    kind: str
    id: str
    facts: F
    source: str
    confirmed_on: date | None
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # language -> fact -> text

    def told(self, fact: str, language: str) -> Told:
        """The text of a fact in `language`, else in the language of the source."""
        original = str(getattr(self.facts, fact))
        if language != settings.LANGUAGE_CODE and original:
            if text := self.texts.get(language, {}).get(fact):
                return Told(text, language)
            return Told(original, settings.LANGUAGE_CODE)
        return Told(original, language)


@dataclass(frozen=True)
class At:
    """Where an offer is given: the place, if it has one, the hours as written and, where readable, slots."""

    facts: AtPlaceFacts
    place: PlaceFacts | None
    slots: tuple[Slot, ...]


@dataclass(frozen=True, eq=False)
class Directory:
    """All public records by id. Never changed: what follows is a new one."""

    generation: int = 0
    epoch: uuid.UUID | None = None
    providers: Mapping[str, Shown[ProviderFacts]] = field(default_factory=dict)
    places: Mapping[str, Shown[PlaceFacts]] = field(default_factory=dict)
    offers: Mapping[str, Shown[OfferFacts]] = field(default_factory=dict)
    events: Mapping[str, Shown[EventFacts]] = field(default_factory=dict)
    responsibilities: Mapping[str, Shown[ResponsibilityFacts]] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    rules: UpkeepRules = field(default_factory=UpkeepRules)

    def provider_of(self, facts: OfferFacts | EventFacts | ResponsibilityFacts) -> ProviderFacts | None:
        """Who gives an offer or an event, or answers for something."""
        shown = self.providers.get(facts.provider)
        return shown.facts if shown else None

    def places_of(self, offer: OfferFacts) -> tuple[At, ...]:
        """Where and when an offer is given."""
        return tuple(
            At(facts, self._place(facts.place), slots_of(facts.openings)) for facts in offer.at_places
        )

    def _place(self, id: str) -> PlaceFacts | None:
        shown = self.places.get(id)
        return shown.facts if shown else None


def slots_of(openings: Iterable[OpeningFacts]) -> tuple[Slot, ...]:
    """Opening hours as `engines.hours` counts with them."""
    return tuple(_slot(opening) for opening in openings)


@lru_cache(maxsize=5_000)  # reading a rule takes longer than all that follows, and few hours are in use
def _slot(opening: OpeningFacts) -> Slot:
    if not opening.rule:
        return Slot((), by_appointment=True)
    return slot_of(
        opening.rule,
        time.fromisoformat(opening.opens) if opening.opens else None,
        time.fromisoformat(opening.closes) if opening.closes else None,
        begins_on=date.fromisoformat(opening.begins_on) if opening.begins_on else None,
        by_appointment=opening.by_appointment,
    )


_NAMES = {
    "provider": "providers",
    "place": "places",
    "offer": "offers",
    "event": "events",
    "responsibility": "responsibilities",
}
_lock = Lock()
_current = Directory()


def public_directory() -> Directory:
    """The public directory as it stands now. Two queries where nothing changed since this process looked.

    Offers that nobody has confirmed for as long as the city says are left out at reading; nothing of it is
    stored, and `changed` names them as if they were there.
    """
    return _ruled(_directory(), upkeep_rules(), timezone.localdate())


@lru_cache(maxsize=1)
def _ruled(directory: Directory, rules: UpkeepRules, today: date) -> Directory:
    offers = directory.offers.items()
    shown = {id: offer for id, offer in offers if not is_hidden(offer.confirmed_on, rules, today)}
    return replace(directory, offers=shown, rules=rules)


def _directory() -> Directory:
    """All public records. One query where nothing changed since this process looked."""
    global _current
    now = Generation.objects.first()
    if now is None:
        return Directory()
    if (now.epoch, now.number) == (_current.epoch, _current.generation):
        return _current
    with _lock:
        if (now.epoch, now.number) != (_current.epoch, _current.generation):
            _current = _following(_current, now)
        return _current


def _following(before: Directory, now: Generation) -> Directory:
    """Read what changed. From another epoch, or back in time (a restored backup), all is read anew."""
    if before.epoch != now.epoch or before.generation > now.number:
        before = Directory()
    # What names another is read before it: what is named by a record that was read is never missing.
    rows = {kind.name: _changed_rows(kind, before.generation) for kind in reversed(list(KINDS.values()))}
    public = {name: [row for row in some if row.state == Record.State.PUBLIC] for name, some in rows.items()}
    texts = _texts(public, of_all=before.generation == 0)
    records: dict[str, Any] = {}
    for name, some in public.items():
        touched = {str(row.pk) for row in rows[name]}
        kept = {id: shown for id, shown in getattr(before, _NAMES[name]).items() if id not in touched}
        records[_NAMES[name]] = kept | _shown(KINDS[name], some, texts)
    return Directory(
        generation=now.number,
        epoch=now.epoch,
        sources={source.slug: source for source in Source.objects.all()},
        **records,
    )


def _changed_rows(kind: Kind, since: int) -> list[Record]:
    return list(kind.model._default_manager.filter(generation__gt=since))


def _shown(kind: Kind, rows: Sequence[Record], texts: Mapping[str, Texts]) -> dict[str, Shown[Any]]:
    facts = facts_of(kind, rows)
    return {
        str(row.pk): Shown(
            kind.name, str(row.pk), facts[row.pk], row.source_id, row.confirmed_on, texts.get(str(row.pk), {})
        )
        for row in rows
    }


def _texts(public: Mapping[str, Sequence[Record]], *, of_all: bool) -> dict[str, Texts]:
    """By record: language -> fact -> text."""
    keys = [
        f"{name}/{row.pk}/{fact}"
        for name, rows in public.items()
        for row in rows
        for fact in KINDS[name].texts
    ]
    languages = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    found: dict[str, Texts] = {}
    some = None if of_all or len(keys) > _MANY else keys
    for language, texts in texts_by_language(COLLECTION, languages, keys=some).items():
        for key, text in texts.items():
            _name, id, fact = key.split("/")
            found.setdefault(id, {}).setdefault(language, {})[fact] = text
    return found
