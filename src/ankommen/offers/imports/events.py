"""An event of a calendar, with the provider and the place that it names."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import UUID

from django.utils import timezone

from ankommen.engines.calendars import CalendarEvent

from ..facts import EventFacts
from ..kinds import EVENT
from .building import Built, finish
from .cells import CellReader
from .context import Context, key_of
from .records import RawRecord
from .words import NOT_KNOWN, folded


def event_of(raw: RawRecord, context: Context) -> Built:
    """What the event becomes. A place that the source knows by its name is that place, else words."""
    built, event = Built(EVENT), raw.event
    if event is None:
        built.faults += raw.faults
        return built
    texts = {
        "title": event.title,
        "description": event.description,
        "where": event.place,
        "website": event.url,
    }
    cells = CellReader({name: text.strip() for name, text in texts.items()}, context)
    built.key = key_of(event.uid)
    built.id = context.id_of(EVENT, built.key)
    provider = _provider(built, event, raw, cells, context)
    finish(built, raw, cells, _facts(event, cells, provider, context), context)
    if provider and not built.is_bad:
        context.note_provider(_giver(event, cells), UUID(provider))
    return built


def _provider(built: Built, event: CalendarEvent, raw: RawRecord, cells: CellReader, context: Context) -> str:
    name = _giver(event, cells)
    if folded(name) in NOT_KNOWN or "@" in name:  # an address of a person is no body
        return ""
    id, made = context.provider(name, raw.row)
    built.entries += made
    return str(id)


def _giver(event: CalendarEvent, cells: CellReader) -> str:
    """Who gives it, by name."""
    return " ".join(event.organizer.split()) or cells.line("provider")


def _facts(event: CalendarEvent, cells: CellReader, provider: str, context: Context) -> EventFacts:
    place = context.known_place(cells.line("where"))
    topics = [context.word("topics", word) or "" for word in event.categories]
    return EventFacts(
        title=cells.line("title"),
        starts_at=instant(event.starts_at),
        ends_at=instant(event.ends_at) if event.ends_at else "",
        is_all_day=event.all_day,
        provider=provider,
        place=str(place or ""),
        description=cells.text("description"),
        where="" if place else cells.line("where"),
        topics=tuple(topic for topic in topics if topic in context.references.topics),
        rule=event.rule,
        left_out=tuple(instant(each) for each in event.exceptions),
        added=tuple(instant(each) for each in event.extra_dates),
        is_cancelled=event.cancelled,
        website=cells.link("website"),
    )


def instant(moment: date | datetime) -> str:
    """An instant in the city's time as facts keep it; of a day its first minute."""
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time())
    aware = moment if timezone.is_aware(moment) else timezone.make_aware(moment)
    return timezone.localtime(aware).isoformat()
