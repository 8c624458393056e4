"""The page behind the link of an e-mail: shows one offer, and confirms it by a button.

Reading it changes nothing: programs that look for harmful links open each link of a mail.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from .desk.wording import Words
from .facts import OfferFacts
from .kinds import OFFER
from .links import Link, link_of
from .models import Offer, Record
from .reading import facts_of
from .services.keeping import confirm_offer
from .services.revising import ChangedMeanwhile

GONE = 410


class SeenForm(forms.Form):
    """Which state of the offer the page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows the offer, POST confirms it; a link that is used, too old or not ours gets a sentence."""
    link = link_of(token)
    offer = _offer(link)
    if link is None or offer is None:
        return _told(request, "expired" if link is None else "gone")
    if offer.confirmed_on != link.confirmed_on:
        return _told(request, "used")
    form = SeenForm(request.POST if request.method == "POST" else None, initial={"seen": offer.generation})
    if not form.is_valid():
        return _page(request, offer, form, 422 if form.is_bound else 200)
    try:
        confirm_offer(offer.pk, by="mail", seen=form.cleaned_data["seen"])
    except ChangedMeanwhile:
        form = SeenForm(initial={"seen": Offer._default_manager.get(pk=offer.pk).generation})
        return _page(request, _offer(link), form, 409)
    return render(request, "offers/still_right_told.html", {"what": "done"})


def _offer(link: Link | None) -> Any:
    if link is None:
        return None
    offers = Offer._default_manager.select_related("provider").exclude(state=Record.State.WITHDRAWN)
    return offers.filter(pk=link.offer).first()


def _page(request: HttpRequest, offer: Any, form: SeenForm, status: int) -> HttpResponse:
    facts: Any = facts_of(OFFER, [offer])[offer.pk]
    nothing = OfferFacts(provider=facts.provider, name="")
    said = Words([facts]).differences(nothing, facts)
    context = {"offer": offer, "said": said, "form": form, "is_changed": status == 409}
    return render(request, "offers/still_right.html", context, status=status)


def _told(request: HttpRequest, what: str) -> HttpResponse:
    return render(request, "offers/still_right_told.html", {"what": what}, status=GONE)
