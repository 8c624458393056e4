"""Time zones as a calendar file must tell them (VTIMEZONE of RFC 5545, 3.6.5)."""

from __future__ import annotations

from collections import defaultdict
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

    Dates instead of rules, so a country that changes its mind within these years is told right. icalendar's
    own `Timezone.from_tzid` (7.3) gives the time clocks show from then on, an hour late in spring.
    """
    zone = ZoneInfo(name)
    timezone = Timezone()
    timezone.add("tzid", name)
    start = datetime(first_year, 1, 1, tzinfo=zone)
    timezone.add_component(_part(start, start, [start]))
    kinds: defaultdict[tuple[object, ...], list[Change]] = defaultdict(list)
    for before, after in _changes(zone, first_year, last_year):
        kinds[before.utcoffset(), after.utcoffset(), after.tzname()].append((before, after))
    for changes in kinds.values():
        before, after = changes[0]
        timezone.add_component(_part(before, after, [change + SECOND for change, _ in changes]))
    return timezone


def _part(before: datetime, after: datetime, moments: list[datetime]) -> TimezoneStandard | TimezoneDaylight:
    part = TimezoneDaylight() if after.dst() else TimezoneStandard()
    shown = [moment.replace(tzinfo=None, fold=0) for moment in moments]
    part.add("dtstart", shown[0])
    if shown[1:]:
        part.add("rdate", shown[1:])
    part.add("tzoffsetfrom", before.utcoffset())
    part.add("tzoffsetto", after.utcoffset())
    part.add("tzname", after.tzname())
    return part


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
