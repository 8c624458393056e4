"""Calendar files that other programs subscribe to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event
from icalendar.prop import vCalAddress, vDDDTypes, vRecur, vText

from .events import ZONE, CalendarEvent, Moment, is_link
from .rules import read_rule
from .zones import told_zone

PRODUCT = "-//ankommen//calendar//EN"
REFRESH = timedelta(hours=12)
FARTHEST = 30  # years from the refresh; for starts beyond, the clocks of other programs must do
YEARS = 10  # after the last start and the refresh for which the changes of clocks are told
_NO_ADDRESS = "invalid:nomail"  # what programs write for an organizer without address
_ADDRESS = re.compile(r"[^\s@:;,<>\"]+@[^\s@:;,<>\"]+")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_ESCAPED = re.compile(r"[\\;,]")
_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f\ud800-\udfff]")


class _Escaped(vText):
    """Texts as they stand in a file, parted by commas.

    icalendar (7.3) takes a backslash before a capital N for a line break, in a path of Windows for example.
    """

    def __new__(cls, *texts: str, language: str = "") -> _Escaped:
        """Escape the texts."""
        escaped = ",".join(_ESCAPED.sub(r"\\\g<0>", _text(text)).replace("\n", "\\n") for text in texts)
        return super().__new__(cls, escaped, params={"language": language} if language else None)

    def to_ical(self) -> bytes:
        """The texts as they are."""
        return str(self).encode()


def write_calendar(
    events: Iterable[CalendarEvent], *, name: str, language: str, refreshed_at: datetime
) -> bytes:
    """An .ics file of events, UTF-8 with CRLF, lines folded at 75 octets. RFC 5545, RFC 7986.

    name: of the calendar, as subscribers see it. language: tag of all its texts. refreshed_at: the instant
    the events were looked up; the same events with the same instant make the same octets. Links that are not
    http or https are left out, as are control characters. Raises Refused for a rule that `check_rule` does.
    """
    calendar = Calendar()
    for key, value in (
        ("prodid", PRODUCT),
        ("version", "2.0"),
        ("calscale", "GREGORIAN"),
        ("method", "PUBLISH"),
        ("x-wr-timezone", ZONE.key),
    ):
        calendar.add(key, value)
    calendar.add("name", _Escaped(name, language=language))
    calendar.add("x-wr-calname", _Escaped(name))
    calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "PT12H")
    events = list(events)
    # From the first start on: a course that began years ago has its hour by the clocks of then, and of now.
    this_year = refreshed_at.year
    years = [this_year, *(moment.year for event in events for moment in _moments(event))]
    years = [year for year in years if abs(year - this_year) <= FARTHEST]
    for zone in sorted({zone.key for event in events for zone in _zones(event)} | {ZONE.key}):
        calendar.add_component(told_zone(zone, min(years) - 1, max(years) + YEARS))
    for event in events:
        calendar.add_component(_event(event, language, refreshed_at))
    octets: bytes = calendar.to_ical(sorted=False)
    return octets


def _event(event: CalendarEvent, language: str, refreshed_at: datetime) -> Event:
    component = Event()
    component.add("uid", _Escaped(event.uid))
    component.add("dtstamp", refreshed_at.astimezone(UTC))
    for key, text in (
        ("summary", event.title),
        ("description", event.description),
        ("location", event.place),
    ):
        if text:
            component.add(key, _Escaped(text, language=language))
    component.add("dtstart", _moment(event.starts_at))
    if event.ends_at is not None:
        component.add("dtend", _moment(event.ends_at))
    _add_series(component, event)
    if is_link(event.url):
        component.add("url", event.url)
    if event.categories:
        component.add("categories", _Escaped(*event.categories, language=language))
    if event.organizer:
        component.add("organizer", _organizer(_text(event.organizer)))
    component.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    if event.last_modified:
        component.add("last-modified", event.last_modified.astimezone(UTC))
    if event.point:
        component.add("geo", event.point)
    return component


def _add_series(component: Event, event: CalendarEvent) -> None:
    if event.rule:
        component.add("rrule", vRecur.from_ical(_rule(event)))
    for key, moments in (("rdate", event.extra_dates), ("exdate", event.exceptions)):
        for moment in _fitting(moments, event.starts_at):
            value = {} if isinstance(moment, datetime) else {"value": "DATE"}
            component.add(key, _moment(moment), parameters=value)


def _rule(event: CalendarEvent) -> str:
    """The rule with an UNTIL of the kind that the start asks for: an instant in UTC, or a day."""
    until = read_rule(event.rule).until
    rule = event.rule.strip().upper().removeprefix("RRULE:").rstrip(";")
    if until is None:
        return rule
    zone = event.starts_at.tzinfo if isinstance(event.starts_at, datetime) else None
    if zone is None:
        fitting: Moment = until.date() if isinstance(until, datetime) else until
    elif isinstance(until, datetime):
        fitting = (until if until.tzinfo else until.replace(tzinfo=zone)).astimezone(UTC)
    else:
        end_of_day = datetime(until.year, until.month, until.day, 23, 59, 59, tzinfo=zone)
        fitting = end_of_day.astimezone(UTC)
    return re.sub(r"UNTIL=[^;]*", f"UNTIL={vDDDTypes(fitting).to_ical().decode()}", rule)


def _fitting(moments: Sequence[Moment], start: Moment) -> list[Moment]:
    """The moments of the kind of the start; for an event of whole days those of instants."""
    if isinstance(start, datetime):
        return list(moments)
    return [moment.date() if isinstance(moment, datetime) else moment for moment in moments]


def _organizer(text: str) -> vCalAddress:
    if _ADDRESS.fullmatch(text):
        return vCalAddress(f"mailto:{text}")
    organizer = vCalAddress(_NO_ADDRESS)
    organizer.params["CN"] = text.replace("\\", "/")  # a parameter has no way to say a backslash
    return organizer


def _zones(event: CalendarEvent) -> set[ZoneInfo]:
    """The zones of which the file must tell the changes of clocks."""
    zones = (moment.tzinfo for moment in _moments(event) if _has_named_zone(moment))
    return {zone for zone in zones if isinstance(zone, ZoneInfo)}


def _moments(event: CalendarEvent) -> list[datetime]:
    moments = (event.starts_at, event.ends_at, *event.extra_dates, *event.exceptions)
    return [moment for moment in moments if isinstance(moment, datetime)]


def _has_named_zone(moment: datetime) -> bool:
    return isinstance(moment.tzinfo, ZoneInfo) and moment.tzinfo.key not in ("UTC", "Etc/UTC")


def _moment(moment: date | datetime) -> date | datetime:
    """A day; an instant in a zone with a name, all others in UTC."""
    if not isinstance(moment, datetime):
        return moment
    return moment if _has_named_zone(moment) else moment.astimezone(UTC)


def _text(text: str) -> str:
    """The text with line ends of one kind and without what no reader takes."""
    return _UNWRITABLE.sub("", _LINE_ENDS.sub("\n", text))
