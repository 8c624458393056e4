"""Offers as the desk shows them: state, age, what is missing, how often they are looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Sum
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..age import is_hidden
from ..cityfacts import UpkeepRules
from ..facts import OfferFacts
from ..kinds import OFFER, Kind
from ..models import MistakeReport, Offer, Record, Revision, ViewCount
from ..reading import facts_of

DAYS_OF_VIEWS = 30


@dataclass(frozen=True)
class Row:
    """One offer of the list. views: of the last 30 days. is_hidden: public, but too long unconfirmed."""

    offer: Any
    facts: OfferFacts
    missing: str
    is_hidden: bool
    waits: bool
    views: int
    reports: int


def rows_of(offers: Sequence[Offer], rules: UpkeepRules) -> list[Row]:
    """The offers as rows, in their order. The number of queries does not grow with them."""
    ids = [offer.pk for offer in offers]
    facts: Any = facts_of(OFFER, offers)
    views, reports, waiting = _views(ids), _reports(ids), proposals_of(ids)
    return [
        Row(
            offer=offer,
            facts=facts[offer.pk],
            missing=", ".join(missing_in(facts[offer.pk], offer.provider)),
            is_hidden=offer.state == Record.State.PUBLIC and is_hidden(offer.confirmed_on, rules),
            waits=offer.pk in waiting,
            views=views[offer.pk],
            reports=reports[offer.pk],
        )
        for offer in offers
    ]


def missing_in(facts: OfferFacts, provider: Any) -> list[str]:
    """What people who come would ask and nobody says, in a few words each."""
    hours = any(at.hours or at.openings for at in facts.at_places)
    known = {
        "summary": facts.summary,
        "topics": facts.topics,
        "languages": facts.languages,
        "place": any(at.place for at in facts.at_places),
        "hours": hours or facts.entry == Offer.Entry.APPOINTMENT,
        "cost": facts.cost,
        "entry": facts.entry,
        "contact": any((facts.phone, facts.email, facts.website, provider.phone, provider.email)),
    }
    return [str(_MISSING[name]) for name, said in known.items() if not said]


def proposals_of(ids: Sequence[UUID], kind: Kind = OFFER) -> dict[UUID, Revision]:
    """The proposal that waits for review, by record."""
    waiting = Revision.objects.filter(kind=kind.name, record_id__in=ids, state=Revision.State.PROPOSED)
    return {each.record_id: each for each in waiting}


def state_sentence(row: Row, rules: UpkeepRules) -> str:
    """What the public sees of an offer, and why."""
    if row.offer.state == Record.State.WITHDRAWN:
        return _("The public does not see this offer: it was taken out.")
    if row.offer.state == Record.State.DRAFT:
        return _("The public does not see this offer yet: it waits for review.")
    if row.is_hidden:
        return _("The public does not see this offer: nobody has confirmed it for %(months)s months.") % {
            "months": rules.hide_after
        }
    if rules.hide_after is not None:
        return _(
            "The public sees this offer. When nobody confirms it for %(months)s months, they see it no more."
        ) % {"months": rules.hide_after}
    return _("The public sees this offer. When nobody confirms it for long, it looks old and stands last.")


def _views(ids: Sequence[UUID]) -> Counter[UUID]:
    since = timezone.localdate() - timedelta(days=DAYS_OF_VIEWS)
    rows = ViewCount.objects.filter(offer__in=ids, on__gt=since).values("offer").annotate(n=Sum("number"))
    return Counter({each["offer"]: each["n"] for each in rows})


def _reports(ids: Sequence[UUID]) -> Counter[UUID]:
    rows = (
        MistakeReport.objects.filter(offer__in=ids).values("offer").order_by("offer").annotate(n=Count("pk"))
    )
    return Counter({each["offer"]: each["n"] for each in rows})


_MISSING: dict[str, Promise] = {
    "summary": gettext_lazy("in one sentence"),
    "topics": gettext_lazy("topics"),
    "languages": gettext_lazy("languages spoken there"),
    "place": gettext_lazy("place"),
    "hours": gettext_lazy("opening hours"),
    "cost": gettext_lazy("cost"),
    "entry": gettext_lazy("how to come"),
    "contact": gettext_lazy("contact"),
}
