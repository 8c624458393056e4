"""Two offers that look alike: one of them is taken out, or both stay and nobody asks again."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ..duplicates import Pair, duplicates_among, public_offers_with_places
from ..kinds import OFFER
from ..models import Offer, Record, Revision, TwoOffers
from .revising import ChangedMeanwhile, add_note, facts_now, locked, say

LONGEST_NOTE = 300  # as the table has it


def open_pairs() -> list[Pair]:
    """Pairs of public offers that may be the same and of which nobody said otherwise, most alike first."""
    said = {frozenset(pair) for pair in TwoOffers.objects.values_list("one", "other")}
    pairs = duplicates_among(public_offers_with_places())
    return [pair for pair in pairs if frozenset((pair.one.id, pair.other.id)) not in said]


@transaction.atomic
def keep_one(kept: UUID, out: UUID, *, seen: tuple[int, int], by: str) -> None:
    """They are the same: the public sees only the one that is kept. The history of the other says why.

    seen: the states of both that were looked at. Raises ChangedMeanwhile, so that never both go.
    """
    stays, goes = locked(OFFER, kept, seen[0]), locked(OFFER, out, seen[1])
    if kept == out or {stays.state, goes.state} != {Record.State.PUBLIC}:
        raise ChangedMeanwhile
    facts = facts_now(OFFER, goes)
    say(OFFER, goes, facts, by, state=Record.State.WITHDRAWN)
    why = _("The same as: %(offer)s") % {"offer": stays.name}
    add_note(OFFER, goes, facts, by, Revision.Act.TAKEN_OUT, why=why[:LONGEST_NOTE])


def keep_both(one: UUID, other: UUID, *, by: str) -> None:
    """They are two: not asked again."""
    first, second = sorted((one, other))
    if first != second and Offer._default_manager.filter(pk__in=(first, second)).count() == len((one, other)):
        TwoOffers.objects.get_or_create(one_id=first, other_id=second, defaults={"by": by})
