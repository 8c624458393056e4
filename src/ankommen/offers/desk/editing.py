"""The form of an offer: a new one, and changes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ankommen.accounts.access import StaffRequest, may

from ..access import providers_for
from ..cityfacts import upkeep_rules
from ..facts import OfferFacts
from ..kinds import OFFER
from ..models import Revision
from ..reading import facts_of
from ..references import the_references
from ..services.keeping import add_offer, change_offer
from ..services.revising import ChangedMeanwhile
from .choices import chosen_provider, places_of
from .forms import OfferForm, PlacesForm, initial_of, places_initial, said_of, say_changed_meanwhile
from .views import offer_for, said_after, waits_for_review


@may("offer", "change")
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: StaffRequest, pk: UUID) -> HttpResponse:
    """All facts of an offer; a change says which state of it was read."""
    found, waits = offer_for(request, pk), waits_for_review(request, upkeep_rules())
    facts: Any = facts_of(OFFER, [found])[found.pk]
    form, places = _forms(request, facts.provider, facts, waits=waits, generation=found.generation)
    said = _said(form, places, facts)
    if said is None:
        status = 422 if form.is_bound else 200
        return _page(request, form, places, status, offer=found, provider=found.provider, waits=waits)
    after, made = said
    act = Revision.Act.SPELLING if form.cleaned_data["is_spelling"] else Revision.Act.CHANGED
    try:
        change_offer(
            found.pk,
            after,
            seen=form.cleaned_data["generation"] or 0,
            by=str(request.user.pk),
            waits=waits,
            act=act,
            is_right=form.cleaned_data.get("is_right", False),
            places=made,
        )
    except ChangedMeanwhile:
        say_changed_meanwhile(form, found.generation)
        return _page(request, form, places, 409, offer=found, provider=found.provider, waits=waits)
    messages.success(request, said_after(waits))
    return redirect("offers:offer", pk)


@may("offer", "change")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """A new offer of `?provider=`; where one has several, which one is asked first."""
    providers = providers_for(request.user)
    provider = chosen_provider(providers, request.GET.get("provider", ""))
    if provider is None:
        context = {"providers": providers, "title": _("New offer"), "back": "offers:list"}
        return render(request, "offers/new_provider.html", context)
    waits = waits_for_review(request, upkeep_rules())
    form, places = _forms(request, str(provider.pk), None, waits=waits)
    said = _said(form, places, None)
    if said is None:
        status = 422 if form.is_bound else 200
        return _page(request, form, places, status, offer=None, provider=provider, waits=waits)
    facts, made = said
    is_right = form.cleaned_data.get("is_right", False)
    pk = add_offer(facts, by=str(request.user.pk), waits=waits, is_right=is_right, places=made)
    messages.success(request, said_after(waits))
    return redirect("offers:offer", pk)


def _forms(
    request: StaffRequest, provider: str, facts: OfferFacts | None, *, waits: bool, generation: int = 0
) -> tuple[OfferForm, Any]:
    sent: QueryDict | None = request.POST if request.method == "POST" else None
    references = the_references()
    form = OfferForm(
        sent,
        initial=initial_of(facts, generation) if facts else None,
        provider=provider,
        references=references,
        is_new=facts is None,
        waits=waits,
    )
    places = PlacesForm(
        sent,
        prefix="at",
        initial=places_initial(facts) if facts else None,
        form_kwargs={"places": places_of(provider, _placed(facts)), "references": references},
    )
    return form, places


def _placed(facts: OfferFacts | None) -> list[str]:
    return [each.place for each in facts.at_places if each.place] if facts else []


def _said(form: OfferForm, places: Any, before: OfferFacts | None) -> Any:
    """The facts and the new places of a form without faults; None for all others."""
    if not form.is_bound or not all((form.is_valid(), places.is_valid())):
        return None
    at_places, made = said_of(places, before)
    return form.facts(at_places), made


def _page(
    request: StaffRequest, form: OfferForm, places: Iterable[Any], status: int, **context: Any
) -> HttpResponse:
    return render(request, "offers/form.html", {"form": form, "places": places} | context, status=status)
