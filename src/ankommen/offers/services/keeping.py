"""Keep one offer current: say something new, confirm it, take it out, and take over what others propose.

Every function takes the next number of changes first; so two changes of an offer never run at once, and
whoever changes says which state of it was read (`seen`, the number of its last change).
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ankommen.places.queries import the_city
from ankommen.translations.services import OWN, say_same

from ..directory import COLLECTION
from ..facts import OfferFacts, PlaceFacts, as_json, from_json
from ..generations import next_generation
from ..kinds import OFFER, PLACE
from ..models import Offer, Place, Record, Revision, Source
from ..reading import facts_of
from ..storing import Entry, store_entries

_DESK = "desk"  # the source of what was made here


class ChangedMeanwhile(Exception):
    """Somebody changed the offer, or settled the proposal, after it was read."""


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
    offer = _locked(id, seen)
    _store_places(places, by, waits)
    if waits:
        _propose(offer, facts, by, act)
        return
    same = facts == _facts(offer)
    _say(offer, facts, by, act=act, confirmed_on=timezone.localdate() if is_right else None)
    if same and is_right:
        _note(offer, facts, by, Revision.Act.CONFIRMED)


@transaction.atomic
def add_offer(
    facts: OfferFacts, *, by: str, waits: bool, is_right: bool = False, places: Sequence[NewPlace] = ()
) -> UUID:
    """Add an offer; where it `waits` for review it is a draft until somebody takes it over."""
    id, source = uuid.uuid4(), _own_source()
    _store_places(places, by, waits)
    confirmed_on = timezone.localdate() if is_right else None
    state = Record.State.DRAFT if waits else Record.State.PUBLIC
    store_entries([Entry(OFFER, id, str(id), facts, confirmed_on, state)], source=source, by=by)
    if waits:
        _propose(Offer.objects.get(pk=id), facts, by, Revision.Act.CHANGED)
    return id


@transaction.atomic
def confirm_offer(id: UUID, *, by: str, seen: int | None = None) -> None:
    """All that the offer says is true today. by: an account's number, or "mail". Raises ChangedMeanwhile."""
    offer = _locked(id, seen)
    _say(offer, _facts(offer), by, confirmed_on=timezone.localdate())
    _note(offer, _facts(offer), by, Revision.Act.CONFIRMED)


@transaction.atomic
def take_out_offer(id: UUID, *, by: str) -> None:
    """The public sees the offer no more; nothing of it is deleted."""
    offer = _locked(id)
    _say(offer, _facts(offer), by, state=Record.State.WITHDRAWN)
    _note(offer, _facts(offer), by, Revision.Act.TAKEN_OUT)


@transaction.atomic
def show_offer_again(id: UUID, *, by: str, waits: bool) -> None:
    """The public sees the offer again, or somebody is asked to show it where that `waits` for review."""
    offer = _locked(id)
    if waits:
        _propose(offer, _facts(offer), by, Revision.Act.SHOWN)
        return
    _say(offer, _facts(offer), by, state=Record.State.PUBLIC)
    _show_places(_facts(offer), offer.generation)
    _note(offer, _facts(offer), by, Revision.Act.SHOWN)


@transaction.atomic
def accept_proposal(proposal: Revision, *, seen: int, by: str) -> None:
    """Take a proposal over: the offer says it, and the public sees it. Raises ChangedMeanwhile."""
    offer = _locked(proposal.record_id, seen)
    _settle(proposal, Revision.State.ACCEPTED)
    facts = proposed_facts(proposal)
    shown = proposal.act == Revision.Act.SHOWN or offer.state == Record.State.DRAFT
    act = Revision.Act.SPELLING if proposal.act == Revision.Act.SPELLING else Revision.Act.CHANGED
    _say(offer, facts, by, act=act, state=Record.State.PUBLIC if shown else "")
    _show_places(facts, next_generation())
    if shown:
        _note(offer, facts, by, Revision.Act.SHOWN)


@transaction.atomic
def refuse_proposal(proposal: Revision, *, why: str) -> None:
    """Do not take a proposal over, and say why. Raises ChangedMeanwhile."""
    next_generation()
    _settle(proposal, Revision.State.REFUSED, why)


def proposed_facts(revision: Revision) -> OfferFacts:
    """What the offer says in a revision of it."""
    facts = from_json(OfferFacts, revision.facts)
    assert isinstance(facts, OfferFacts)  # noqa: S101 (the shape that was asked for)
    return facts


def _locked(id: UUID, seen: int | None = None) -> Any:
    next_generation()  # held until the end: no other change of a record runs beside this one
    offer = Offer._default_manager.select_related("source").get(pk=id)
    if seen is not None and offer.generation != seen:
        raise ChangedMeanwhile
    return offer


def _facts(offer: Any) -> OfferFacts:
    facts = facts_of(OFFER, [offer])[offer.pk]
    assert isinstance(facts, OfferFacts)  # noqa: S101 (of the kind of offers)
    return facts


def _say(
    offer: Any,
    facts: OfferFacts,
    by: str,
    *,
    act: str = Revision.Act.CHANGED,
    confirmed_on: Any = None,
    state: str = "",
) -> None:
    before = _facts(offer)
    entry = Entry(OFFER, offer.pk, offer.source_key, facts, confirmed_on, state)
    store_entries([entry], source=offer.source, by=by, act=act)
    if act == Revision.Act.SPELLING:
        for name in OFFER.texts:
            old, new = getattr(before, name), getattr(facts, name)
            if old and new and old != new:
                say_same(COLLECTION, f"offer/{offer.pk}/{name}", OWN, old, new, by=by)


def _note(offer: Any, facts: OfferFacts, by: str, act: str) -> None:
    """Keep what was done without new facts."""
    Revision.objects.create(kind=OFFER.name, record_id=offer.pk, facts=as_json(facts), by=by, act=act)


def _propose(offer: Any, facts: OfferFacts, by: str, act: str) -> None:
    rows = Revision.objects.filter(kind=OFFER.name, record_id=offer.pk)
    rows.filter(state=Revision.State.PROPOSED).update(state=Revision.State.REPLACED)
    Revision.objects.create(
        kind=OFFER.name,
        record_id=offer.pk,
        facts=as_json(facts),
        by=by,
        act=act,
        state=Revision.State.PROPOSED,
    )


def _settle(proposal: Revision, state: str, why: str = "") -> None:
    waiting = Revision.objects.filter(pk=proposal.pk, state=Revision.State.PROPOSED)
    if not waiting.update(state=state, note=why):
        raise ChangedMeanwhile


def _store_places(places: Sequence[NewPlace], by: str, waits: bool) -> None:
    if places:
        state = Record.State.DRAFT if waits else Record.State.PUBLIC
        entries = [Entry(PLACE, place.id, str(place.id), place.facts, state=state) for place in places]
        store_entries(entries, source=_own_source(), by=by)


def _show_places(facts: OfferFacts, generation: int) -> None:
    """Places that came with a proposal are drafts until it is taken over."""
    ids = [each.place for each in facts.at_places if each.place]
    drafts = Place._default_manager.filter(pk__in=ids, state=Record.State.DRAFT)
    drafts.update(state=Record.State.PUBLIC, generation=generation)


def _own_source() -> Source:
    city = the_city()
    name = city.name if city else "ankommen"
    return Source.objects.get_or_create(slug=_DESK, defaults={"name": name})[0]
