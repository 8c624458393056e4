"""The dates of a series.

Rules are expanded by dateutil in local time without zone, so a course at 17:00 stays at 17:00 over the change
of clocks. dateutil looks for the next match until the year 9999. A rule that never matches would keep it
busy for seconds, so it works 400-year steps later: the calendar repeats itself after 400 years to the
weekday, and fewer than 400 are left to look through.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta, tzinfo
from heapq import merge
from itertools import islice, takewhile
from typing import Any

from dateutil.rrule import rrule, weekday

from .events import ZONE, CalendarEvent, Moment, settled
from .problems import Code, Problem, Refused
from .rules import FREQUENCIES, Rule, read_rule

CYCLE = 400  # years after which the Gregorian calendar repeats itself
LATEST = 2400  # year; windows beyond are cut, nobody plans a course there
FIRST = 1900  # year; no series of a city began before, and counting from year 1 would take a second
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Occurrence:
    """One date of an event: instants in local time, or days (the end is the day after the last)."""

    starts_at: Moment
    ends_at: Moment | None


def occurrences(event: CalendarEvent, *, since: date, until: date, limit: int = 500) -> list[Occurrence]:
    """The dates of an event or series that touch the days from `since` to the day before `until`, in order.

    At most `limit`, the earliest. The start of the event belongs to the series whether the rule meets it or
    not, and counts (RFC 5545, 3.8.5.3). Each date ends at the same time of day as the first. Cancelled
    events are expanded as others. Raises Refused for a rule that is not taken.
    """
    if event.starts_at.year < FIRST:
        raise Refused(Problem(Code.BAD_DATE, hint=str(event.starts_at), uid=event.uid))
    zone = event.starts_at.tzinfo or ZONE if isinstance(event.starts_at, datetime) else None
    length = _naive(event.ends_at, zone) - _naive(event.starts_at, zone) if event.ends_at else timedelta(0)
    if until <= since or until.year <= FIRST:
        return []
    until = min(until, date(LATEST, 1, 1))
    # Two days around, since the days of the zone of the event are not those of ours.
    window = _midnight(since) - max(length, DAY) - DAY, _midnight(until) + DAY
    out = {_fallen_out(moment, zone) for moment in event.exceptions}
    found = (
        _occurrence(start, length if event.ends_at else None, zone)
        for start in _starts(event, zone, *window)
        if start not in out and start.date() not in out
    )
    return list(islice((one for one in found if _touches(one, since, until)), limit))


def _starts(
    event: CalendarEvent, zone: tzinfo | None, since: datetime, until: datetime
) -> Iterator[datetime]:
    """All starts before `until` from `since` on, in the zone but without it, each once, in order."""
    first = _naive(event.starts_at, zone)
    extra = sorted({first, *(_naive(moment, zone) for moment in event.extra_dates)})
    ruled = _ruled(read_rule(event.rule), first, zone, since, until) if event.rule else iter(())
    before = None
    for start in takewhile(lambda start: start < until, merge(extra, ruled)):
        if start != before and start >= since:
            yield start
        before = start


def _ruled(
    rule: Rule, first: datetime, zone: tzinfo | None, since: datetime, until: datetime
) -> Iterator[datetime]:
    """What the rule itself gives before `until`, perhaps before `since`; `first` only if the rule has it."""
    years = (MAXYEAR - until.year) // CYCLE * CYCLE
    end = until
    if rule.until is not None and rule.until.year <= LATEST:  # 9999 is how some programs write "for ever"
        end = min(until, _last(rule.until, zone) + timedelta(seconds=1))
    if first >= end:
        return
    series = rrule(**_arguments(rule), dtstart=_later(_nearer(rule, first, since), years))
    left = rule.count
    try:
        for number, found in enumerate(series):
            moment = _later(found, -years)
            if number == 0 and left is not None and moment != first:
                left -= 1  # the start counts although the rule does not meet it
            if moment >= end or (left is not None and number >= left):
                return
            yield moment
    except (ValueError, OverflowError):  # dateutil looked beyond the last year
        return


def _nearer(rule: Rule, first: datetime, since: datetime) -> datetime:
    """A start near the window from which the rule goes on as from the first; the first if it must count."""
    days = {"DAILY": 1, "WEEKLY": 7}.get(rule.frequency, 0) * rule.interval
    if not days or rule.count is not None or since <= first:
        return first
    return first + (since - first) // timedelta(days=days) * timedelta(days=days)


def _arguments(rule: Rule) -> dict[str, Any]:
    weekdays = [weekday(day, which or None) for day, which in rule.weekdays]
    return {
        "freq": FREQUENCIES.index(rule.frequency),
        "interval": rule.interval,
        "wkst": rule.week_start,
        **({"byweekday": weekdays} if weekdays else {}),
        **{name.lower(): numbers for name, numbers in rule.by.items()},
    }


def _last(until: Moment, zone: tzinfo | None) -> datetime:
    """The last instant a rule allows; a day is allowed to its end."""
    if isinstance(until, datetime):
        return _naive(until if until.tzinfo else until.replace(tzinfo=zone or UTC), zone)
    return _midnight(until) + DAY - timedelta(seconds=1)


def _naive(moment: Moment, zone: tzinfo | None) -> datetime:
    """What the clock of the zone shows; midnight of a day. zone: None for events of whole days."""
    if not isinstance(moment, datetime):
        return _midnight(moment)
    if zone is None:
        return _midnight(moment.date())
    return (moment.astimezone(zone) if moment.tzinfo else moment).replace(tzinfo=None, fold=0)


def _fallen_out(moment: Moment, zone: tzinfo | None) -> Moment:
    """The start that falls out, or the day of which every start does."""
    is_start = isinstance(moment, datetime) and zone is not None
    return _naive(moment, zone) if is_start else _naive(moment, zone).date()


def _occurrence(start: datetime, length: timedelta | None, zone: tzinfo | None) -> Occurrence:
    end = start + length if length is not None else None
    if zone is None:
        return Occurrence(start.date(), end.date() if end else None)
    return Occurrence(_local(start, zone), _local(end, zone) if end else None)


def _local(moment: datetime, zone: tzinfo) -> datetime:
    return settled(moment.replace(tzinfo=zone)).astimezone(ZONE)


def _touches(one: Occurrence, since: date, until: date) -> bool:
    first = _day(one.starts_at)
    last = first if one.ends_at is None else max(first, _day_before(one.ends_at))
    return first < until and last >= since


def _day(moment: Moment) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _day_before(end: Moment) -> date:
    """The last day of what ends then; an end at midnight is one of the day before."""
    return (end - timedelta(microseconds=1)).date() if isinstance(end, datetime) else end - DAY


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def _later(moment: datetime, years: int) -> datetime:
    return moment.replace(year=moment.year + years)
