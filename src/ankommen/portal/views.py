from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from ankommen.knowledge.queries import public_guide, public_guides
from ankommen.offers.queries import Directory, Told, public_directory
from ankommen.offers.services import count_view
from ankommen.topics.queries import active_topics

from .cards import Card, Cards, is_on_map
from .districtshapes import drawn_districts
from .eventviews import events_of_offer, events_of_topic
from .filters import Offer
from .found import found_offers, making_cards
from .guidepages import guide_link, guide_page, guides_by_topic
from .linkeddata import linked_offer
from .offerpage import offer_page
from .proposing import note_missed, proposed_topics, topics_about
from .ranking import is_open_on, looks_old, ranked

if TYPE_CHECKING:
    from ankommen.topics.models import Topic

ON_A_PAGE = 25
_ON_A_TOPIC = 6
_ON_THE_START = 4
_DAYS_AHEAD = 8  # a week, and today's weekday again when its hours are over


@login_not_required
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    directory = public_directory()
    is_today, cards = _to_talk_to(directory)
    context = {
        "topics": active_topics(),
        "is_today": is_today,
        "to_talk_to": cards,
        "number": len(directory.offers),
    }
    return render(request, "portal/start.html", context)


@login_not_required
@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    found = next((each for each in active_topics() if each.slug == slug), None)
    if found is None:
        raise Http404
    directory = public_directory()
    offers = [offer for offer in directory.offers.values() if slug in offer.facts.topics]
    making = _making(directory)
    language = get_language() or "de"
    answering = [each for each in directory.responsibilities.values() if each.facts.topic == slug]
    context = {
        "topic": found,
        "description": _described(found, language),
        "cards": making.of(ranked(offers, making)[:_ON_A_TOPIC]),
        "number": len(offers),
        "events": events_of_topic(directory, making.districts, slug),
        "guides": [guide_link(each, language) for each in public_guides(topic=slug)],
        "answering": [
            {"office": directory.provider_of(each.facts), "what": each.told("what", language)}
            for each in answering
        ],
    }
    return render(request, "portal/topic.html", context)


def _described(topic: Topic, language: str) -> Told:
    """What belongs to the topic, in the language or else in German."""
    own = topic.descriptions.get(language)
    return Told(own, language) if own else Told(topic.descriptions.get("de", ""), "de")


@login_not_required
@require_safe
def offers(request: HttpRequest) -> HttpResponse:
    directory = public_directory()
    found = found_offers(request, directory, timezone.localtime())
    answer, making = found.answer, found.making
    if answer and request.method == "GET" and not request.GET.keys() & {"page", "view"}:
        note_missed(answer, found.form.question)
    in_order = found.offers if answer else ranked(found.offers, making)
    page = Paginator(in_order, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": found.form,
        "page": page,
        "cards": making.of(page),
        "number": len(in_order),
        "is_filtered": bool(found.form.values()),
        "answer": answer,
        "only_question": urlencode({"q": found.form.question}),
        "understood": topics_about(answer) if answer and in_order else [],
        "proposed": proposed_topics(answer, directory) if answer and not answer.ids else None,
        "map": _map(in_order, making) if request.GET.get("view") == "map" else None,
    }
    return render(request, "portal/offers.html", context)


@login_not_required
@require_safe
def offer(request: HttpRequest, pk: UUID) -> HttpResponse:
    directory = public_directory()
    shown = directory.offers.get(str(pk))
    if shown is None:
        raise Http404
    if request.method == "GET":
        count_view(pk, get_language() or "de")
    making = _making(directory)
    events = events_of_offer(directory, making.districts, shown.id)
    linked = linked_offer(directory, shown.id)
    context = {**offer_page(shown, making), "events": events, "linked": linked}
    return render(request, "portal/offer.html", context)


@login_not_required
@require_safe
def guides(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/guides.html", {"groups": guides_by_topic(get_language() or "de")})


@login_not_required
@require_safe
def guide(request: HttpRequest, slug: str) -> HttpResponse:
    found = public_guide(slug)
    if found is None:
        raise Http404
    return render(request, "portal/guide.html", guide_page(found, get_language() or "de"))


def _to_talk_to(directory: Directory) -> tuple[bool, list[Card]]:
    """Where somebody can go without an appointment and ask: the kinds of offers that the city names. Whether
    that is today, and the cards: after closing time those of the next day on which a door is open.
    """
    making, kinds = _making(directory), directory.rules.talk_to
    today = making.now.date()
    walk_in = [
        each
        for each in directory.offers.values()
        if each.facts.category in kinds
        and each.facts.entry == "open"
        and not looks_old(each, directory, today)
    ]
    for day in (today + timedelta(ahead) for ahead in range(_DAYS_AHEAD)):
        if offers := [each for each in walk_in if is_open_on(day, each, directory, making.now)]:
            return day == today, making.of(ranked(offers, making)[:_ON_THE_START])
    return False, []


def _map(offers: list[Offer], making: Cards) -> dict[str, Any]:
    """What the page says around the map."""
    return {
        "without": sum(not is_on_map(offer.facts, making.directory) for offer in offers),
        "is_schematic": any(each.is_sketch for each in drawn_districts()),
    }


def _making(directory: Directory) -> Cards:
    return making_cards(directory, timezone.localtime())
