"""Time zones as a calendar file must tell them (VTIMEZONE of RFC 5545, 3.6.5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

SECOND = timedelta(seconds=1)

Change = tuple[datetime, datetime]  # the last second before and the first after, in the zone


@lru_cache(maxsize=50)
def told_zone(name: str, first_year: int, last_year: int) -> Timezone:
    """The changes of clocks of a zone in some years, each by the time that clocks showed until then.

    Each change for itself: no rule, so a country that changes its mind within these years is told right, and
    no list of dates, of which some programs read only the first. icalendar's own `Timezone.from_tzid` (7.3)
    gives the time clocks show from then on, an hour late in spring.
    """
    zone = ZoneInfo(name)
    timezone = Timezone()
    timezone.add("tzid", name)
    start = datetime(first_year, 1, 1, tzinfo=zone)
    for before, after in ((start - SECOND, start), *_changes(zone, first_year, last_year)):
        part = TimezoneDaylight() if after.dst() else TimezoneStandard()
        part.add("dtstart", (before + SECOND).replace(tzinfo=None, fold=0))
        part.add("tzoffsetfrom", before.utcoffset())
        part.add("tzoffsetto", after.utcoffset())
        part.add("tzname", after.tzname())
        timezone.add_component(part)
    return timezone


def _changes(zone: ZoneInfo, first_year: int, last_year: int) -> Iterator[Change]:
    """All changes of clocks, found day by day and then halved to the second."""
    early = datetime(first_year, 1, 1, tzinfo=UTC)
    while early.year <= last_year:
        late = early + timedelta(days=1)
        if _clock(early, zone) != _clock(late, zone):
            before, after = early, late
            while after - before > SECOND:
                middle = before + (after - before) // SECOND // 2 * SECOND
                before, after = (
                    (middle, after) if _clock(middle, zone) == _clock(before, zone) else (before, middle)
                )
            yield before.astimezone(zone), after.astimezone(zone)
        early = late


def _clock(moment: datetime, zone: ZoneInfo) -> tuple[timedelta | None, str | None]:
    local = moment.astimezone(zone)
    return local.utcoffset(), local.tzname()
