"""One offer on one sheet of paper in two languages, for whoever is sent there by somebody."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from ankommen.engines.languages import language as language_of
from ankommen.offers.queries import Directory, OfferFacts, Shown, public_directory
from ankommen.ui.qrcodes import picture_of

from .access import shown_languages
from .found import making_cards
from .offerpage import offer_page


@login_not_required
@require_safe
def sheet(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The sheet of an offer: the page's language beside German, or beside the one of `?beside=`."""
    directory = public_directory()
    shown = directory.offers.get(str(pk))
    if shown is None:
        raise Http404
    now = timezone.localtime()
    page = get_language() or settings.LANGUAGE_CODE
    others = [code for code in shown_languages(request) if code != page]
    beside = _beside(page, request.GET.get("beside", ""), others)
    first, second = (beside, page) if page == settings.LANGUAGE_CODE else (page, beside)
    with override(first):
        address = request.build_absolute_uri(reverse("portal:offer", args=[pk]))
    side, path = picture_of(address)
    context = {
        "offer": shown,
        "name": shown.told("name", page),
        "halves": [_half(shown, directory, now, language) for language in dict.fromkeys((first, second))],
        "choices": [(code, language_of(code).endonym) for code in others],
        "beside": beside,
        "first": first,
        "today": now.date(),
        "address": address,
        "side": side,
        "path": path,
    }
    return render(request, "portal/sheet.html", context)


def _beside(page: str, asked: str, others: list[str]) -> str:
    """The other language of the sheet: what was asked for if we have it, else German, else the first."""
    return next((code for code in (asked, settings.LANGUAGE_CODE, *others) if code in others), page)


def _half(shown: Shown[OfferFacts], directory: Directory, now: datetime, language: str) -> dict[str, Any]:
    """What the page of the offer says in this language."""
    with override(language):
        return {**offer_page(shown, making_cards(directory, now)), "language": language}
