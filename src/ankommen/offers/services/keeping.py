"""Keep offers, places and events current: say something new, confirm, take out, review what others propose.

Every function locks the record first (`revising`); whoever changes says which state of it was read (`seen`).
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ankommen.places.queries import the_city

from ..facts import Facts, OfferFacts, PlaceFacts
from ..generations import next_generation
from ..kinds import EVENT, KINDS, OFFER, PLACE, Kind
from ..models import Place, Record, Revision, Source
from ..storing import Entry, store_entries
from .revising import add_note, facts_now, locked, propose, proposed_facts, say, settle

DESK = "desk"  # the source of what was made here


@dataclass(frozen=True)
class NewPlace:
    """A place that comes with a change of an offer."""

    id: UUID
    facts: PlaceFacts


@transaction.atomic
def change_offer(
    id: UUID,
    facts: OfferFacts,
    *,
    seen: int,
    by: str,
    waits: bool,
    act: str = Revision.Act.CHANGED,
    is_right: bool = False,
    places: Sequence[NewPlace] = (),
) -> None:
    """Make the offer say this, or propose it where it `waits` for review.

    act: SPELLING where the meaning stays, so that translations hold. is_right: all of it is true today; a
    proposal confirms nothing. Whoever calls has checked the facts with `rules`. Raises ChangedMeanwhile.
    """
    offer = locked(OFFER, id, seen)
    _store_places(places, by, waits)
    if waits:
        propose(OFFER, offer, facts, by, act)
        return
    same = facts == facts_now(OFFER, offer)
    say(OFFER, offer, facts, by, act=act, confirmed_on=timezone.localdate() if is_right else None)
    if same and is_right:
        add_note(OFFER, offer, facts, by, Revision.Act.CONFIRMED)


@transaction.atomic
def add_offer(
    facts: OfferFacts, *, by: str, waits: bool, is_right: bool = False, places: Sequence[NewPlace] = ()
) -> UUID:
    """Add an offer; where it `waits` for review it is a draft until somebody takes it over."""
    _store_places(places, by, waits)
    return add_record(OFFER, facts, by=by, waits=waits, is_right=is_right)


@transaction.atomic
def add_record(kind: Kind, facts: Facts, *, by: str, waits: bool, is_right: bool = False) -> UUID:
    """Add a record; where it `waits` for review it is a draft until somebody takes it over."""
    id, source = uuid.uuid4(), _own_source()
    confirmed_on = timezone.localdate() if is_right else None
    state = Record.State.DRAFT if waits else Record.State.PUBLIC
    store_entries([Entry(kind, id, str(id), facts, confirmed_on, state)], source=source, by=by)
    if waits:
        propose(kind, locked(kind, id), facts, by, Revision.Act.CHANGED)
    return id


@transaction.atomic
def change_record(
    kind: Kind, id: UUID, facts: Facts, *, seen: int, by: str, waits: bool, is_right: bool = False
) -> None:
    """Make a record say this, or propose it where it `waits` for review. Offers bring places: `change_offer`.

    A place holds for all offers there, a provider for all its own. Whoever calls has checked the facts with
    `rules`. Raises ChangedMeanwhile.
    """
    record = locked(kind, id, seen)
    if waits:
        propose(kind, record, facts, by, Revision.Act.CHANGED)
    else:
        say(kind, record, facts, by, confirmed_on=timezone.localdate() if is_right else None)


@transaction.atomic
def confirm_offer(id: UUID, *, by: str, seen: int | None = None) -> None:
    """All that the offer says is true today. by: an account's number, or "mail". Raises ChangedMeanwhile."""
    offer = locked(OFFER, id, seen)
    say(OFFER, offer, facts_now(OFFER, offer), by, confirmed_on=timezone.localdate())
    add_note(OFFER, offer, facts_now(OFFER, offer), by, Revision.Act.CONFIRMED)


@transaction.atomic
def take_out(kind: Kind, id: UUID, *, by: str) -> None:
    """The public sees the record no more; nothing of it is deleted."""
    record = locked(kind, id)
    facts = facts_now(kind, record)
    say(kind, record, facts, by, state=Record.State.WITHDRAWN)
    add_note(kind, record, facts, by, Revision.Act.TAKEN_OUT)


@transaction.atomic
def show_again(kind: Kind, id: UUID, *, by: str, waits: bool) -> None:
    """The public sees the record again, or somebody is asked to show it where that `waits` for review."""
    record = locked(kind, id)
    facts = facts_now(kind, record)
    if waits:
        propose(kind, record, facts, by, Revision.Act.SHOWN)
        return
    say(kind, record, facts, by, state=Record.State.PUBLIC)
    _show_places(facts, record.generation)
    add_note(kind, record, facts, by, Revision.Act.SHOWN)


@transaction.atomic
def accept_proposal(proposal: Revision, *, seen: int, by: str) -> None:
    """Take a proposal over: the record says it, and the public sees it. Raises ChangedMeanwhile."""
    kind, facts = KINDS[proposal.kind], proposed_facts(proposal)
    record = locked(kind, proposal.record_id, seen)
    settle(proposal, Revision.State.ACCEPTED)
    shown = proposal.act == Revision.Act.SHOWN or (
        kind in (OFFER, EVENT) and record.state == Record.State.DRAFT
    )
    act = Revision.Act.SPELLING if proposal.act == Revision.Act.SPELLING else Revision.Act.CHANGED
    say(kind, record, facts, by, act=act, state=Record.State.PUBLIC if shown else "")
    _show_places(facts, next_generation())
    if shown:
        add_note(kind, record, facts, by, Revision.Act.SHOWN)


@transaction.atomic
def refuse_proposal(proposal: Revision, *, why: str) -> None:
    """Do not take a proposal over, and say why. Raises ChangedMeanwhile."""
    next_generation()
    settle(proposal, Revision.State.REFUSED, why)


def _store_places(places: Sequence[NewPlace], by: str, waits: bool) -> None:
    if places:
        state = Record.State.DRAFT if waits else Record.State.PUBLIC
        entries = [Entry(PLACE, place.id, str(place.id), place.facts, state=state) for place in places]
        store_entries(entries, source=_own_source(), by=by)


def _show_places(facts: Facts, generation: int) -> None:
    """Places that came with a proposal of an offer are drafts until it is taken over."""
    if not isinstance(facts, OfferFacts):
        return
    ids = [each.place for each in facts.at_places if each.place]
    drafts = Place._default_manager.filter(pk__in=ids, state=Record.State.DRAFT)
    drafts.update(state=Record.State.PUBLIC, generation=generation)


def _own_source() -> Source:
    city = the_city()
    name = city.name if city else "ankommen"
    return Source.objects.get_or_create(slug=DESK, defaults={"name": name})[0]
