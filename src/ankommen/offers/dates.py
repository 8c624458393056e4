"""The dates of events: single ones, and those of series, in the city's time.

Expanding a series costs half a millisecond and more, so a process expands each once a day, and again when the
event has changed. What pages ask for is in memory then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from django.utils import timezone

from ankommen.engines.calendars import CalendarEvent, Occurrence, Refused, check_rule, occurrences, read_rule

from .directory import Directory, Shown
from .facts import EventFacts

AHEAD = timedelta(weeks=8)  # for which all dates are known; of what comes later only the next one
_FAR = timedelta(days=2 * 366)  # how far ahead the next date of an event is looked for
_MOST = 500  # dates of one series
_DAY = timedelta(days=1)
_FOR_EVER = 2200  # year; sources write 9999 where there is no end

Event = Shown[EventFacts]


@dataclass(frozen=True)
class EventDate:
    """One date of an event: the days it touches and, unless it lasts all day, from when until when.

    Instants are in the city's time; an end that nobody gave is None.
    """

    event: Event
    first_day: date
    last_day: date
    starts_at: datetime | None = None
    ends_at: datetime | None = None

    def is_over(self, now: datetime) -> bool:
        """Whether it has ended at `now` (local time); without an end it lasts as long as its day."""
        return self.ends_at <= now if self.ends_at else self.last_day < now.date()

    @property
    def rank(self) -> tuple[date, datetime, str]:
        """By time, what lasts all day before the rest."""
        start = self.starts_at or datetime.combine(self.first_day, time(), timezone.get_default_timezone())
        return self.first_day, start, self.event.facts.title


@dataclass(frozen=True)
class _Expanded:
    """What stands in the calendar of a day for one state of the directory."""

    of: Directory
    today: date
    by_event: Mapping[str, tuple[Event, Sequence[EventDate]]]
    dates: tuple[EventDate, ...]


_current: _Expanded | None = None


def coming_dates(directory: Directory, today: date) -> tuple[EventDate, ...]:
    """All dates of all public events from `today` on for `AHEAD`, by time, and the next of what comes later.

    Cost: about 0.6 ms for each event that is new or changed, and for each on another day; else nothing.
    """
    global _current
    held = _current
    if held is None or held.of is not directory or held.today != today:
        held = _current = _expanded(directory, today, held)
    return held.dates


def _expanded(directory: Directory, today: date, before: _Expanded | None) -> _Expanded:
    known = before.by_event if before and before.today == today else {}
    by_event = {}
    for id, event in directory.events.items():
        same = known.get(id)
        by_event[id] = same if same and same[0] is event else (event, _coming(event, today))
    dates = sorted((each for _event, some in by_event.values() for each in some), key=lambda each: each.rank)
    return _Expanded(directory, today, by_event, tuple(dates))


def _coming(event: Event, today: date) -> list[EventDate]:
    return dates_of(event, since=today, until=today + AHEAD, limit=_MOST) or next_dates(event, today, 1)


def next_dates(event: Event, today: date, limit: int) -> list[EventDate]:
    """The next dates of an event, today's included, at most `limit`; none when it is over."""
    return dates_of(event, since=today, until=today + _FAR, limit=limit)


def dates_of(event: Event, *, since: date, until: date, limit: int) -> list[EventDate]:
    """The dates of an event that touch the days from `since` to the day before `until`, the earliest."""
    return [_date(event, each) for each in _occurrences(event.facts, since, until, limit)]


def last_day_of(facts: EventFacts) -> date | None:
    """The day of the last date of a series; None where it goes on without end, or for more than 500 dates."""
    return _last_day(facts)


@lru_cache(maxsize=4096)
def _last_day(facts: EventFacts) -> date | None:
    if not facts.rule or check_rule(facts.rule):
        return None
    rule, start = read_rule(facts.rule), city_time(facts.starts_at).date()
    if start.year >= _FOR_EVER:
        return None
    if rule.until is not None:
        if rule.until.year >= _FOR_EVER:
            return None
        end = city_time(rule.until.isoformat()).date()
        found = _occurrences(facts, max(start, end - _FAR), end + _DAY, 2 * _MOST)
        return _day(found[-1].starts_at) if found else end
    if rule.count is None or rule.count > _MOST:
        return None
    found = _occurrences(facts, start, start + 20 * _FAR, _MOST)
    return _day(found[-1].starts_at) if found else None


def series_of(facts: EventFacts, *, uid: str = "", title: str = "") -> CalendarEvent:
    """When an event takes place, as `engines.calendars` counts and writes. A rule it refuses is left out."""
    return CalendarEvent(
        uid=uid,
        title=title,
        starts_at=city_time(facts.starts_at).date() if facts.is_all_day else city_time(facts.starts_at),
        ends_at=_end(facts),
        all_day=facts.is_all_day,
        rule="" if facts.rule and check_rule(facts.rule) else facts.rule,
        extra_dates=tuple(map(city_time, facts.added)),
        exceptions=tuple(map(_left_out, facts.left_out)),
        cancelled=facts.is_cancelled,
    )


def city_time(moment: str) -> datetime:
    """An instant or a day as facts keep it, in the city's time."""
    read, zone = datetime.fromisoformat(moment), timezone.get_default_timezone()
    return read.astimezone(zone) if read.tzinfo else read.replace(tzinfo=zone)


def _left_out(moment: str) -> date | datetime:
    """The start that falls out. Calendars also name whole days, which are kept as their midnight."""
    at = city_time(moment)
    return at if at.time() != time() else at.date()


def _end(facts: EventFacts) -> date | datetime | None:
    """The end; of whole days the day after the last, as calendars have it."""
    if not facts.ends_at:
        return None
    end = min(city_time(facts.ends_at), city_time(f"{_FOR_EVER}-01-01"))
    if not facts.is_all_day:
        return end
    is_day_after = end.time() == time() and end > city_time(facts.starts_at)
    return end.date() if is_day_after else end.date() + _DAY


def _occurrences(facts: EventFacts, since: date, until: date, limit: int) -> list[Occurrence]:
    """None where the years of an event are beyond those that can be counted: the other events are shown."""
    try:
        return occurrences(series_of(facts), since=since, until=until, limit=limit)
    except (Refused, OverflowError, ValueError):
        return []


def _date(event: Event, found: Occurrence) -> EventDate:
    start, end = found.starts_at, found.ends_at
    if not isinstance(start, datetime):
        return EventDate(event, start, max(start, end - _DAY) if end else start)
    begins = start.astimezone(timezone.get_default_timezone())
    if not isinstance(end, datetime):
        return EventDate(event, begins.date(), begins.date(), begins)
    ends = end.astimezone(timezone.get_default_timezone())
    last = max(begins, ends - timedelta(microseconds=1)).date()
    return EventDate(event, begins.date(), last, begins, ends)


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
