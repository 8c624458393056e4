"""Events as calendars to subscribe to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ankommen.engines.calendars import CalendarEvent, write_calendar
from ankommen.places.queries import the_city

from ..dates import series_of
from ..facts import EventFacts, PlaceFacts
from ..hsds import Kept, Known
from .loading import events_with, in_batches


def calendar_of(events: QuerySet[Any], language: str, topic: str = "") -> bytes:
    """The events as an iCalendar file. topic: the label of the one they are about, for the calendar's name.

    It is as of the last change: the same events make the same octets.
    """
    written: list[CalendarEvent] = []
    with translation.override(language):
        for batch in in_batches(events):
            records, known = events_with(batch, language)
            written += [_event(record, known) for record in records]
        name = " · ".join(filter(None, (_city_name(), _("Events and courses"), topic)))
    changed = [event.last_modified for event in written if event.last_modified]
    as_of = max(changed, default=_midnight(timezone.localdate()))
    return write_calendar(written, name=name, language=language, refreshed_at=as_of)


def _event(record: Kept[EventFacts], known: Known) -> CalendarEvent:
    facts = record.facts
    place = known.places.get(facts.place)
    provider = known.providers.get(facts.provider)
    point = (
        place and place.facts.latitude is not None and (place.facts.latitude, place.facts.longitude or 0.0)
    )
    told = (known.said(record, "where"), written_out(place.facts) if place else "")
    return replace(
        series_of(facts, uid=str(record.id), title=known.said(record, "title")),
        description=known.said(record, "description"),
        place=", ".join(filter(None, told)),
        url=facts.website,
        categories=labels_of(facts.topics, known),
        organizer=provider.facts.name if provider else "",
        last_modified=_midnight(record.modified_on) if record.modified_on else None,
        point=point or None,
    )


def written_out(place: PlaceFacts) -> str:
    """A place in one line: its name and its address."""
    return ", ".join(filter(None, (place.name, place.street, f"{place.postcode} {place.town}".strip())))


def labels_of(topics: Iterable[str], known: Known) -> tuple[str, ...]:
    """What the topics are called; those no longer in use are left out."""
    return tuple(known.topics[slug].label for slug in topics if slug in known.topics)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _city_name() -> str:
    city = the_city()
    return city.name if city else ""
