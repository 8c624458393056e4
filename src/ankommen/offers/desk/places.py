"""A place at the desk: its address, access and point, for whoever keeps an offer that is given there."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from ankommen.accounts.access import StaffRequest, may

from ..cityfacts import upkeep_rules
from ..kinds import PLACE
from ..models import Offer, OfferAtPlace, Place, Record
from ..references import the_references
from ..services.keeping import change_record
from ..services.revising import facts_now, proposed_facts
from .history import history_of
from .placeforms import PlaceFactsForm, place_initial
from .rows import proposals_of
from .views import go_back, keep, offers_for, revision_of, waits_for_review

_OFFERS = 20  # that the page names


@may("offer", "change")
@require_http_methods(["GET", "HEAD", "POST"])
def place(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The facts of a place; a change holds for all offers there and says which state of it was read."""
    found, waits = place_for(request, pk), waits_for_review(request, upkeep_rules())
    before = facts_now(PLACE, found)
    form = PlaceFactsForm(
        request.POST if request.method == "POST" else None,
        initial=place_initial(before, found.generation),
        before=before,
        references=the_references(),
    )
    if not form.is_valid():
        return _page(request, found, form, 422 if form.is_bound else 200, waits)
    if not keep(request, PLACE, found, form, waits=waits):
        return _page(request, found, form, 409, waits)
    return redirect("offers:place", pk)


@may("offer", "change")
@require_POST
def undo(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Go back to an older state of a place."""
    found = place_for(request, pk)
    facts = proposed_facts(revision_of(found, request.POST.get("revision", ""), PLACE))
    go_back(request, found, facts, partial(change_record, PLACE))
    return redirect("offers:place", pk)


def place_for(request: StaffRequest, pk: UUID, action: str = "change") -> Any:
    """A place where an offer is given on which one may do `action`. Raises Http404."""
    there = OfferAtPlace.objects.filter(place=pk, offer__in=offers_for(request, action).values("pk"))
    found = Place._default_manager.filter(pk=pk).first() if there.exists() else None
    if found is None:
        raise Http404
    return found


def _page(request: StaffRequest, found: Any, form: PlaceFactsForm, status: int, waits: bool) -> HttpResponse:
    mine = offers_for(request, "change").filter(at_places__place=found).order_by("name", "pk")
    there: Any = Offer._default_manager.exclude(state=Record.State.WITHDRAWN)
    own = list(mine.distinct())
    others = there.filter(at_places__place=found).exclude(pk__in=[each.pk for each in own]).distinct()
    context = {
        "place": found,
        "form": form,
        "waits": waits,
        "mine": own[:_OFFERS],
        "more": len(own[_OFFERS:]),
        "others": others.count(),
        "waiting": found.pk in proposals_of([found.pk], PLACE),
        "history": history_of(found.pk, reader=request.user, kind=PLACE),
    }
    return render(request, "offers/place.html", context, status=status)
