"""Calendar files of other programs, read into events and problems."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime

from icalendar.parser.property import split_on_unescaped_comma, unescape_backslash

from .events import CalendarEvent, is_link
from .lines import Block, Line, read_lines
from .moments import Moments
from .problems import Code, Problem, Refused
from .rules import check_rule

OLD = ("EXRULE",)  # left out of the standard in 2009; read without it, a series has dates too many


class _LeftOut(Exception):
    """An event cannot be read."""

    def __init__(self, code: Code, hint: str = "") -> None:
        self.code, self.hint = code, hint[:100]


def read_calendar(data: bytes) -> tuple[tuple[CalendarEvent, ...], tuple[Problem, ...]]:
    """The events of an .ics file and what is wrong, each problem with the number and UID of its event.

    An event that cannot be understood is left out, the others are read. A changed date of a series
    (RECURRENCE-ID) becomes an event of its own, its UID that of the series with the date, and an exception
    of the series. Never raises, whatever the file holds. RFC 5545.
    """
    file = read_lines(data)
    problems = list(file.problems)
    events: dict[str, CalendarEvent] = {}
    changed: dict[str, list[date | datetime]] = {}
    for block in file.blocks:
        reader = _EventReader(block, file.zones)
        try:
            event = reader.read()
            if event.uid in events:
                raise _LeftOut(Code.SAME_UID, event.uid)
            events[event.uid] = event
            if reader.replaces:
                changed.setdefault(reader.series, []).append(reader.replaces)
        except _LeftOut as left:
            reader.note(left.code, left.hint)
        problems += reader.problems
    for uid, dates in changed.items():
        if series := events.get(uid):
            events[uid] = replace(series, exceptions=tuple(dict.fromkeys((*series.exceptions, *dates))))
    return tuple(events.values()), tuple(problems)


class _EventReader:
    """Reads one event and gathers what is wrong with it."""

    def __init__(self, block: Block, zones: dict[str, str]) -> None:
        self.problems: list[Problem] = []
        self.replaces: date | datetime | None = None
        self._block = block
        self._moments = Moments(zones)
        self.series = self._text("UID").strip() or self._made_uid()
        for line in block.broken:
            self.note(Code.BROKEN_LINE, line)

    def note(self, code: Code, hint: str = "") -> None:
        """Keep a problem of this event."""
        uid = self.series[:100]
        self.problems.append(Problem(code, hint=hint[:100], number=self._block.number, uid=uid))

    def read(self) -> CalendarEvent:
        """The event. Raises _LeftOut."""
        try:
            event = self._with_dates()
        except Refused as refused:
            raise _LeftOut(refused.problem.code, refused.problem.hint) from refused
        for zone in self._moments.unknown_zones:
            self.note(Code.UNKNOWN_ZONE, zone)
        if not self._line("UID"):
            self.note(Code.NO_UID)
        if not event.title:
            self.note(Code.NO_TITLE)
        return replace(
            event,
            url=self._link(),
            point=self._point(),
            organizer=self._organizer(),
            categories=self._categories(),
        )

    def _with_dates(self) -> CalendarEvent:
        start_line = self._line("DTSTART")
        if not start_line:
            raise _LeftOut(Code.NO_START)
        start = self._moments.of(start_line)
        self.replaces = self._replaced()
        uid = f"{self.series}/{self.replaces.isoformat()}" if self.replaces else self.series
        modified = self._line("LAST-MODIFIED")
        last_modified = self._moments.of(modified) if modified else None
        return CalendarEvent(
            uid=uid,
            title=self._text("SUMMARY"),
            description=self._text("DESCRIPTION"),
            place=self._text("LOCATION"),
            starts_at=start,
            ends_at=self._end(start),
            all_day=not isinstance(start, datetime),
            rule=self._rule(),
            extra_dates=self._moments.all_of(self._lines("RDATE")),
            exceptions=self._moments.all_of(self._lines("EXDATE")),
            cancelled=self._text("STATUS").strip().upper() == "CANCELLED",
            last_modified=last_modified.astimezone(UTC) if isinstance(last_modified, datetime) else None,
        )

    def _replaced(self) -> date | datetime | None:
        line = self._line("RECURRENCE-ID")
        if not line:
            return None
        if line.parameters.get("RANGE", "").upper() == "THISANDFUTURE":
            self.note(Code.ALL_THAT_FOLLOW)
        return self._moments.of(line)

    def _end(self, start: date | datetime) -> date | datetime | None:
        line = self._line("DTEND") or self._line("DURATION")
        if not line:
            return None
        end = self._moments.end_of(line, start)
        if isinstance(end, datetime) != isinstance(start, datetime):
            raise _LeftOut(Code.BAD_DATE, f"{line.name}:{line.value}")
        if end < start:
            self.note(Code.END_BEFORE_START)
            return None
        return end

    def _rule(self) -> str:
        rules = self._lines("RRULE")
        if len(rules) > 1:
            raise _LeftOut(Code.RULE_TWICE)
        if any(self._line(name) for name in OLD):
            raise _LeftOut(Code.RULE_PART, OLD[0])
        if not rules:
            return ""
        rule = rules[0].value.strip().upper().rstrip(";")
        if problem := check_rule(rule):
            raise Refused(problem)
        return rule

    def _link(self) -> str:
        url = self._raw("URL").strip()
        if url and not is_link(url):
            self.note(Code.LINK_REFUSED, url)
            return ""
        return url

    def _point(self) -> tuple[float, float] | None:
        text = self._raw("GEO").replace("\\", "").replace(",", ";").strip()
        if not text:
            return None
        try:
            latitude, longitude = (float(part) for part in text.split(";"))
        except ValueError:
            latitude = longitude = 999.0
        if abs(latitude) <= 90 and abs(longitude) <= 180:  # false for NaN
            return latitude, longitude
        self.note(Code.BAD_POINT, text)
        return None

    def _organizer(self) -> str:
        line = self._line("ORGANIZER")
        if not line:
            return ""
        address = line.value.strip()
        address = address[7:] if address.lower().startswith("mailto:") else ""
        return line.parameters.get("CN", "").strip() or address

    def _categories(self) -> tuple[str, ...]:
        values = (word for line in self._lines("CATEGORIES") for word in split_on_unescaped_comma(line.value))
        return tuple(word for word in dict.fromkeys(value.strip() for value in values) if word)

    def _text(self, name: str) -> str:
        return str(unescape_backslash(self._raw(name)))

    def _raw(self, name: str) -> str:
        line = self._line(name)
        return line.value if line else ""

    def _line(self, name: str) -> Line | None:
        return next(iter(self._lines(name)), None)

    def _lines(self, name: str) -> list[Line]:
        return [line for line in self._block.lines if line.name == name]

    def _made_uid(self) -> str:
        """A UID of what the event says, the same when the file is read again."""
        told = "\n".join(self._raw(name) for name in ("DTSTART", "SUMMARY", "LOCATION", "RRULE"))
        return f"made-{hashlib.sha256(told.encode()).hexdigest()[:32]}"
