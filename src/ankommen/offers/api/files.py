"""The directory as files: the whole of it, points of the map, calendars, linked data.

No postponed annotations here: ninja reads the types of decorated functions.
"""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from ninja import Field, Query, Router

from ankommen.engines.geo import feature_collection

from ..feeds.calendars import calendar_of
from ..feeds.dumps import hsds_dump
from ..feeds.loading import category_terms, topic_terms
from ..feeds.maps import features_of
from ..feeds.selections import public_events, public_links
from ..feeds.singles import linked_data_of_event, linked_data_of_offer
from .asked import Asked, language_asked
from .documented import a_file
from .pages import JSON, answered

router = Router(tags=["files"])
GEOJSON, CALENDAR, LINKED = "application/geo+json", "text/calendar; charset=utf-8", "application/ld+json"


class NoSuchTopic(Http404):
    """A topic or category that the city does not have."""

    @property
    def sentence(self) -> str:
        """What it says to who asked."""
        return _("The city has no such topic or category.")


class EventsAsked(Asked):
    """Which events."""

    topic: str = Field(default="", max_length=40, description="Short name of a topic.")


class PointsAsked(EventsAsked):
    """Which points."""

    category: str = Field(default="", max_length=40, description="Short name of a category.")


@router.get("/hsds/dump.json", url_name="dump", openapi_extra=a_file(JSON, "Every record, streamed"))
def dump(request: HttpRequest, asked: Query[Asked]) -> HttpResponseBase:
    """All organizations, services, taxonomies and terms in one document."""
    return StreamingHttpResponse(hsds_dump(language_asked(request, asked)), content_type=JSON)


@router.get("/offers.geojson", url_name="points", openapi_extra=a_file(GEOJSON, "RFC 7946"))
def points(request: HttpRequest, asked: Query[PointsAsked]) -> HttpResponseBase:
    """Offers at places whose point is known."""
    language = language_asked(request, asked)
    links = public_links()
    if asked.topic:
        links = links.filter(offer__topics=_known(asked.topic, topic_terms(language)))
    if asked.category:
        links = links.filter(offer__category=_known(asked.category, category_terms(language)))
    return answered(feature_collection(features_of(links, language)), GEOJSON)


@router.get("/offers/{uuid:pk}.jsonld", url_name="linked_offer", openapi_extra=a_file(LINKED, "schema.org"))
def offer_as_linked_data(request: HttpRequest, pk: UUID, asked: Query[Asked]) -> HttpResponseBase:
    """An offer as linked data."""
    return _linked(linked_data_of_offer(pk, language_asked(request, asked)))


@router.get("/events.ics", url_name="calendar", openapi_extra=a_file(CALENDAR, "RFC 5545"))
def events(request: HttpRequest, asked: Query[EventsAsked]) -> HttpResponseBase:
    """Events and courses as a calendar to subscribe to."""
    language = language_asked(request, asked)
    rows, topics = public_events(), topic_terms(language)
    if not asked.topic:
        return _calendar(calendar_of(rows, language))
    rows = rows.filter(topics=_known(asked.topic, topics))
    return _calendar(calendar_of(rows, language, topics[asked.topic].label))


@router.get("/events/{uuid:pk}.ics", url_name="event", openapi_extra=a_file(CALENDAR, "RFC 5545"))
def event(request: HttpRequest, pk: UUID, asked: Query[Asked]) -> HttpResponseBase:
    """One event, with all its dates."""
    language = language_asked(request, asked)
    rows = public_events().filter(pk=pk)
    if not rows.exists():
        raise Http404
    return _calendar(calendar_of(rows, language))


@router.get("/events/{uuid:pk}.jsonld", url_name="linked_event", openapi_extra=a_file(LINKED, "schema.org"))
def event_as_linked_data(request: HttpRequest, pk: UUID, asked: Query[Asked]) -> HttpResponseBase:
    """An event as linked data."""
    return _linked(linked_data_of_event(pk, language_asked(request, asked)))


def _known(slug: str, terms: dict[str, Any]) -> str:
    if slug not in terms:
        raise NoSuchTopic
    return slug


def _calendar(octets: bytes) -> HttpResponseBase:
    return HttpResponse(octets, content_type=CALENDAR)


def _linked(found: dict[str, Any] | None) -> HttpResponseBase:
    if found is None:
        raise Http404
    return answered(found, LINKED)
