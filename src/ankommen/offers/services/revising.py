"""What is common to keeping records current: one change at a time, each with its revision.

Every function that changes takes the next number of changes first; so two changes of a record never run at
once, and whoever changes says which state of it was read (`seen`, the number of its last change).
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ankommen.translations.services import OWN, say_same

from ..directory import COLLECTION
from ..facts import Facts, as_json, from_json
from ..generations import next_generation
from ..kinds import KINDS, Kind
from ..models import Revision
from ..reading import facts_of
from ..storing import Entry, store_entries


class ChangedMeanwhile(Exception):
    """Somebody changed the record, or settled the proposal, after it was read."""


def locked(kind: Kind, id: UUID, seen: int | None = None) -> Any:
    """The row of a record; no other change of a record runs until the transaction ends."""
    next_generation()
    row: Any = kind.model._default_manager.select_related("source").get(pk=id)
    if seen is not None and row.generation != seen:
        raise ChangedMeanwhile
    return row


def facts_now(kind: Kind, row: Any) -> Any:
    """What a record says."""
    return facts_of(kind, [row])[row.pk]


def say(
    kind: Kind,
    row: Any,
    facts: Facts,
    by: str,
    *,
    act: str = Revision.Act.CHANGED,
    confirmed_on: Any = None,
    state: str = "",
) -> None:
    """Make a record say this; where only the spelling changed, its translations hold."""
    before = facts_now(kind, row)
    entry = Entry(kind, row.pk, row.source_key, facts, confirmed_on, state)
    store_entries([entry], source=row.source, by=by, act=act)
    if act == Revision.Act.SPELLING:
        for name in kind.texts:
            old, new = getattr(before, name), getattr(facts, name)
            if old and new and old != new:
                say_same(COLLECTION, f"{kind.name}/{row.pk}/{name}", OWN, old, new, by=by)


def add_note(kind: Kind, row: Any, facts: Facts, by: str, act: str, *, why: str = "") -> None:
    """Keep what was done without new facts."""
    Revision.objects.create(kind=kind.name, record_id=row.pk, facts=as_json(facts), by=by, act=act, note=why)


def propose(kind: Kind, row: Any, facts: Facts, by: str, act: str) -> None:
    """Keep what somebody would have a record say; it replaces an earlier proposal."""
    rows = Revision.objects.filter(kind=kind.name, record_id=row.pk)
    rows.filter(state=Revision.State.PROPOSED).update(state=Revision.State.REPLACED)
    Revision.objects.create(
        kind=kind.name,
        record_id=row.pk,
        facts=as_json(facts),
        by=by,
        act=act,
        state=Revision.State.PROPOSED,
    )


def settle(proposal: Revision, state: str, why: str = "") -> None:
    """Say what became of a proposal. Raises ChangedMeanwhile where that was said already."""
    waiting = Revision.objects.filter(pk=proposal.pk, state=Revision.State.PROPOSED)
    if not waiting.update(state=state, note=why):
        raise ChangedMeanwhile


def proposed_facts(revision: Revision) -> Any:
    """What the record says in a revision of it."""
    return from_json(KINDS[revision.kind].shape, revision.facts)
