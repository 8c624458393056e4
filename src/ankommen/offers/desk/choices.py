"""What the forms of the desk let choose from: providers, their offers and places."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from ..models import Event, Offer, OfferAtPlace, Place, Record

Choices = list[tuple[str, str]]


def chosen_provider(providers: Any, wanted: str) -> Any:
    """The provider that the address names, or the only one. Raises Http404 for somebody else's."""
    if not wanted:
        some = list(providers[:2])
        return some[0] if len(some) == 1 else None
    try:
        found = providers.filter(pk=UUID(wanted)).first()
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found


def places_of(provider: str, named: Iterable[str]) -> Choices:
    """The places of a provider's offers and events, and those that a record names already."""
    whose: Any = provider or None  # some events of calendars are nobody's
    ours: Any = Event._default_manager.filter(provider_id=whose)
    of_offers = OfferAtPlace.objects.filter(offer__provider_id=whose)
    rows: Any = Place._default_manager.exclude(state=Record.State.WITHDRAWN).filter(
        Q(pk__in=list(named)) | Q(pk__in=of_offers.values("place")) | Q(pk__in=ours.values("place"))
    )
    return [(str(row.pk), ", ".join(filter(None, (row.name, row.street)))) for row in rows.order_by("name")]


def offers_of(provider: str, named: str) -> Choices:
    """The offers of a provider that are not taken out, and the one that an event names already."""
    whose: Any = Q(provider_id=provider or None) & ~Q(state=Record.State.WITHDRAWN)
    rows: Any = Offer._default_manager.filter(whose | Q(pk=named or None))
    return [(str(row.pk), row.name) for row in rows.order_by("name")]
