"""What stands around a record while a file is read: what it may name, what was decided, what came before."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from ..facts import ProviderFacts
from ..kinds import KINDS, PLACE, PROVIDER, Kind
from ..models import Source
from ..references import References
from ..storing import Entry
from .mapping import LEFT_OUT, Decided
from .words import CHOICES, folded

LONGEST_KEY = 200
MOST_UNKNOWN = 200  # words of a field that are remembered
Unknown = dict[str, Counter[str]]  # field -> word -> how often it came
_NAMES_OF_PLACES = ("name", "street", "postcode", "town")


@dataclass(frozen=True)
class Standing:
    """What the source has brought before: ids by key for each kind, providers and places by name."""

    ids: Mapping[str, Mapping[str, UUID]]
    providers: Mapping[str, UUID]
    places: Mapping[str, UUID]


def standing_of_source(source: Source) -> Standing:
    """What is stored of a source, withdrawn records too. A query for each kind."""
    rows = {
        name: list(
            kind.model._default_manager.filter(source=source.slug).values_list("source_key", "id", kind.title)
        )
        for name, kind in KINDS.items()
    }
    ids = {name: {key: pk for key, pk, _title in found} for name, found in rows.items()}
    providers = {folded(title): pk for _key, pk, title in rows["provider"]}
    return Standing(ids, providers, _places_of(source))


def _places_of(source: Source) -> dict[str, UUID]:
    """Places by what a calendar may call them: the name, or the name with the address behind it."""
    found: dict[str, UUID] = {}
    rows = PLACE.model._default_manager.filter(source=source.slug).order_by("-pk")
    for pk, name, street, postcode, town in rows.values_list("pk", *_NAMES_OF_PLACES):
        parts = [part for part in (name, street, f"{postcode} {town}".strip()) if part]
        found |= {folded(", ".join(parts[:length])): pk for length in range(len(parts), 0, -1)}
    return found


class Context:
    """Grows while a file is read once; a second reading begins with a new one."""

    def __init__(
        self,
        source: Source,
        standing: Standing,
        references: References,
        decided: Decided,
        unknown: Unknown,
        *,
        clean: bool,
    ) -> None:
        """unknown: takes the words that nobody knows."""
        self.references, self.facts, self.clean = references, decided.facts, clean
        self.today: date = timezone.localdate()
        self.seen: dict[UUID, int] = {}  # record -> row
        self.places: dict[str, tuple[int, int]] = {}  # key -> hash of what was said first, and the row
        self._source, self._standing = source, standing
        self._made: dict[str, UUID] = {}
        self.words = _words(references, decided)  # field -> folded word -> value
        self._unknown = unknown

    def id_of(self, kind: Kind, key: str) -> UUID:
        """The id of what the source knows by a key: the one it has, else the one that is made of the key."""
        return self._standing.ids[kind.name].get(key) or kind.id_of(self._source.slug, key)

    def word(self, name: str, word: str) -> str | None:
        """The value that a word means for a field, None where nobody knows; "-" leaves it out."""
        return self.words.get(name, {}).get(folded(word))

    def note_unknown(self, name: str, word: str) -> None:
        """Remember a word of a list that nobody knows, so that somebody can say what it means."""
        words = self._unknown.setdefault(name, Counter())
        if word in words or len(words) < MOST_UNKNOWN:
            words[word] += 1

    def known_words(self, name: str) -> str:
        """What may stand in a field, for a sentence."""
        lists = {"topics": self.references.topics, "category": self.references.categories}
        if name in lists:
            return ", ".join(names[0] for names in lists[name].values())
        return ", ".join(words[0] for words in CHOICES.get(name, {}).values())

    def provider(self, name: str, row: int) -> tuple[UUID, list[Entry]]:
        """The provider of a name or key, and an entry where it is made of its name alone."""
        if found := self.known_provider(name):
            return found, []
        made = Entry(PROVIDER, self.id_of(PROVIDER, key_of(name)), key_of(name), ProviderFacts(name))
        return made.id, [made]

    def known_provider(self, name: str) -> UUID | None:
        """The provider that the source knows by a key or name, one of this file too."""
        standing = self._standing
        return (
            standing.ids[PROVIDER.name].get(key_of(name))
            or standing.providers.get(folded(name))
            or self._made.get(folded(name))
        )

    def note_provider(self, name: str, id: UUID) -> None:
        """Remember a provider of this file."""
        self._made[folded(name)] = id

    def adopted(self, key: str, name: str) -> UUID:
        """The id of a provider that comes with a key; one that stood by its name alone is taken on."""
        known = self._standing.ids[PROVIDER.name]
        if key in known:
            return known[key]
        by_name = known.get(key_of(name))
        return by_name or self.id_of(PROVIDER, key)

    def known_place(self, name: str) -> UUID | None:
        """The place that the source knows by a name."""
        return self._standing.places.get(folded(name))

    def place_id(self, key: str) -> UUID:
        """The id of a place of the source."""
        return self.id_of(PLACE, key)


def key_of(*parts: str) -> str:
    """A key made of texts, the same each time; what is too long ends in a digest of the whole."""
    key = " | ".join(" ".join(part.split()) for part in parts).strip(" |")
    if len(key) <= LONGEST_KEY:
        return key
    return f"{key[: LONGEST_KEY - 17]}-{hashlib.sha256(key.encode()).hexdigest()[:16]}"


def _words(references: References, decided: Decided) -> dict[str, dict[str, str]]:
    found = {
        name: {folded(word): value for value, words in choices.items() for word in (value, *words) if word}
        for name, choices in CHOICES.items()
    }
    lists = {
        "topics": references.topics,
        "category": references.categories,
        "districts": references.districts,
    }
    for name, entries in lists.items():
        found[name] = {folded(label): slug for slug, labels in entries.items() for label in labels}
    for name, words in decided.words.items():
        found.setdefault(name, {}).update({folded(word): value or LEFT_OUT for word, value in words.items()})
    return found
