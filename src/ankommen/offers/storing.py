"""Store records: one way for files, forms, confirmations and undo, for one and for a hundred thousand."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models, transaction

from .facts import Facts, OfferFacts, as_json
from .generations import next_generation
from .kinds import KINDS, Kind
from .models import OfferAtPlace, Opening, Record, Revision, Source
from .reading import facts_of

BATCH = 500


@dataclass(frozen=True)
class Entry:
    """A record as it is to be: which it is, what its source calls it, and what it says.

    confirmed_on: the day on which somebody said so; None leaves what stands. state: "" leaves what stands and
    makes new records public, so that a file does not bring back what the city has taken out.
    """

    kind: Kind
    id: uuid.UUID
    source_key: str
    facts: Facts
    confirmed_on: date | None = None
    state: str = ""


@dataclass(frozen=True)
class Stored:
    """What a call of `store_entries` did, in numbers of records."""

    new: int = 0
    changed: int = 0
    same: int = 0

    def __add__(self, other: Stored) -> Stored:
        return Stored(self.new + other.new, self.changed + other.changed, self.same + other.same)


@transaction.atomic
def store_entries(
    entries: Iterable[Entry], *, source: Source, by: str, act: str = Revision.Act.CHANGED
) -> Stored:
    """Make the records say what the entries say; all of them or, where one is refused, none.

    A record that says so already is not touched. by: the number of an account, or "import". act: of the
    revisions. Whoever calls has
    checked the entries with `rules`; ids that entries name must be stored or come with them, before or after.
    Cost: linear; the entries are taken as they come, a batch of each kind is held in memory.
    """
    generation = next_generation()
    batches: dict[str, list[Entry]] = {name: [] for name in KINDS}
    done = Stored()
    for entry in entries:
        batch = batches[entry.kind.name]
        batch.append(entry)
        if len(batch) == BATCH:
            done += _store(entry.kind, batch, source, by, act, generation)
            batch.clear()
    for name, batch in batches.items():
        if batch:
            done += _store(KINDS[name], batch, source, by, act, generation)
    return done


@dataclass(frozen=True)
class Standing:
    """Which of some entries are new, and which would change a record; the others say what stands.

    before: what the records say that stand already.
    """

    stored: Stored
    new: set[uuid.UUID]
    changed: set[uuid.UUID]
    before: Mapping[uuid.UUID, Facts]


def standing_of(kind: Kind, entries: Sequence[Entry]) -> Standing:
    """What storing these entries, all of one kind, would do; nothing is stored."""
    rows: Mapping[uuid.UUID, Record] = kind.model._default_manager.in_bulk([entry.id for entry in entries])
    standing = facts_of(kind, list(rows.values()))
    new = {entry.id for entry in entries if entry.id not in rows}
    changed = {e.id for e in entries if e.id in rows and not _stands(e, rows[e.id], standing[e.id])}
    return Standing(
        Stored(len(new), len(changed), len(entries) - len(new) - len(changed)), new, changed, standing
    )


def _store(kind: Kind, batch: Sequence[Entry], source: Source, by: str, act: str, generation: int) -> Stored:
    rows: Mapping[uuid.UUID, Record] = kind.model._default_manager.in_bulk([entry.id for entry in batch])
    standing = facts_of(kind, list(rows.values()))
    differing = [e for e in batch if e.id not in rows or not _stands(e, rows[e.id], standing[e.id])]
    _upsert(kind, differing, rows, source, generation)
    for relation in sorted(kind.many):
        _link(kind, relation, differing)
    if kind.shape is OfferFacts:
        _put_at_places(differing)
    said = [e for e in differing if standing.get(e.id) != e.facts]
    Revision.objects.bulk_create(
        Revision(kind=kind.name, record_id=e.id, facts=as_json(e.facts), by=by, act=act) for e in said
    )
    new = sum(entry.id not in rows for entry in batch)
    return Stored(new, len(differing) - new, len(batch) - len(differing))


def _stands(entry: Entry, row: Record, facts: Facts) -> bool:
    confirmed = entry.confirmed_on is None or entry.confirmed_on == row.confirmed_on
    is_called = (row.source_key, row.state) == (entry.source_key, entry.state or row.state)
    return facts == entry.facts and is_called and confirmed


def _upsert(
    kind: Kind, entries: Iterable[Entry], rows: Mapping[uuid.UUID, Record], source: Source, generation: int
) -> None:
    written = [
        kind.model(
            id=entry.id,
            source=source,
            source_key=entry.source_key,
            state=entry.state or _state(rows.get(entry.id)),
            confirmed_on=entry.confirmed_on or _confirmed(rows.get(entry.id)),
            generation=generation,
            **kind.columns(entry.facts),
        )
        for entry in entries
    ]
    kind.model._default_manager.bulk_create(
        written,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[*kind.plain, "source_key", "state", "confirmed_on", "generation"],
    )


def _state(row: Record | None) -> str:
    return row.state if row else Record.State.PUBLIC


def _confirmed(row: Record | None) -> date | None:
    return row.confirmed_on if row else None


def _link(kind: Kind, relation: str, entries: Sequence[Entry]) -> None:
    field = kind.model._meta.get_field(relation)
    assert isinstance(field, models.ManyToManyField)  # noqa: S101 (a kind names its many-to-many fields)
    through: Any = field.remote_field.through
    mine, theirs = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
    through._default_manager.filter(**{f"{mine}__in": [entry.id for entry in entries]}).delete()
    through._default_manager.bulk_create(
        through(**{mine: entry.id, theirs: other})
        for entry in entries
        for other in getattr(entry.facts, relation)
    )


def _put_at_places(entries: Sequence[Entry]) -> None:
    OfferAtPlace.objects.filter(offer__in=[entry.id for entry in entries]).delete()
    at_places, openings = [], []
    for entry in entries:
        assert isinstance(entry.facts, OfferFacts)  # noqa: S101 (called for offers only)
        for facts in entry.facts.at_places:
            at = OfferAtPlace(
                id=uuid.uuid5(entry.id, facts.place),
                offer_id=entry.id,
                place_id=facts.place or None,
                hours=facts.hours,
            )
            at_places.append(at)
            openings += [_opening(at, opening) for opening in facts.openings]
    OfferAtPlace.objects.bulk_create(at_places)
    Opening.objects.bulk_create(openings)


def _opening(at: OfferAtPlace, facts: Any) -> Opening:
    return Opening(
        at=at,
        rule=facts.rule,
        opens=facts.opens or None,
        closes=facts.closes or None,
        by_appointment=facts.by_appointment,
        begins_on=facts.begins_on or None,
        ends_on=facts.ends_on or None,
    )
