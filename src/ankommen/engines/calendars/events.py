"""Events as they are read and written, and what both take for a link and for local time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

Moment = date | datetime  # a day, or an instant that knows its zone

ZONE = ZoneInfo("Europe/Berlin")  # local time of every city that runs the program
_LINK = re.compile(r"https?://[^\s\x00-\x20\x7f<>\"\\^`{|}]+", re.IGNORECASE)
LONGEST_LINK = 2_000


@dataclass(frozen=True)
class CalendarEvent:
    """One event, or a series of them when it has a rule or extra dates.

    starts_at, ends_at: instants in the zone the event is planned in; days when it lasts all day, and then
    `ends_at` is the day after the last, as in iCalendar. None where no end is given. rule: an RRULE without
    its name ("FREQ=WEEKLY;BYDAY=MO"), empty for a single event. extra_dates, exceptions: further starts, and
    starts that fall out. point: latitude and longitude. url: http or https.
    """

    uid: str
    title: str
    starts_at: Moment
    ends_at: Moment | None = None
    description: str = ""
    all_day: bool = False
    rule: str = ""
    extra_dates: tuple[Moment, ...] = ()
    exceptions: tuple[Moment, ...] = ()
    place: str = ""
    url: str = ""
    categories: tuple[str, ...] = ()
    organizer: str = ""
    cancelled: bool = False
    last_modified: datetime | None = None
    point: tuple[float, float] | None = None


def is_link(text: str) -> bool:
    """Whether a text is an address of the web, and nothing that runs when it is clicked on."""
    return len(text) <= LONGEST_LINK and bool(_LINK.fullmatch(text))


def settled(moment: datetime) -> datetime:
    """The instant as clocks show it: a time that the change of clocks leaves out comes an hour later."""
    return moment.astimezone(UTC).astimezone(moment.tzinfo)
