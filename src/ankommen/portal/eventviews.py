"""The pages of events: the calendar, one event; and what other pages show of them."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ankommen.offers.queries import Directory, EventFacts, Shown, public_directory
from ankommen.places.queries import district_names
from ankommen.topics.queries import active_topics

from .eventpage import event_page
from .eventrows import DateRow, DateRows
from .linkeddata import linked_event
from .weeks import week_from, week_page

_ON_A_TOPIC = 3
_ON_AN_OFFER = 5


@login_not_required
@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """A week of the calendar: `?from=2026-12-01`, `?topic=housing`; what makes no sense is left out."""
    making = _making(public_directory())
    labels = {topic.slug: topic.label_in(making.language) for topic in active_topics()}
    asked = request.GET.get("topic", "")
    topic = asked if asked in labels else ""
    week = week_from(request.GET.get("from", ""), making.today)
    context = {"topics": list(labels.items()), "topic": topic, **week_page(week, topic, making)}
    return render(request, "portal/events.html", context)


@login_not_required
@require_safe
def event(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One event."""
    directory = public_directory()
    event = _event(directory, pk)
    context = {**event_page(event, _making(directory)), "linked": linked_event(directory, event.id)}
    return render(request, "portal/event.html", context)


def events_of_topic(directory: Directory, districts: dict[str, str], slug: str) -> list[DateRow]:
    """The next events of a topic, one row each; what is cancelled is left out."""
    making = DateRows(directory, districts)
    return making.next_of(lambda facts: slug in facts.topics and not facts.is_cancelled, _ON_A_TOPIC)


def events_of_offer(directory: Directory, districts: dict[str, str], id: str) -> list[DateRow]:
    """The next events of an offer, one row each; whoever means to go there must see what is cancelled."""
    return DateRows(directory, districts).next_of(lambda facts: facts.offer == id, _ON_AN_OFFER)


def _event(directory: Directory, pk: UUID) -> Shown[EventFacts]:
    found = directory.events.get(str(pk))
    if found is None:
        raise Http404
    return found


def _making(directory: Directory) -> DateRows:
    return DateRows(directory, district_names())
