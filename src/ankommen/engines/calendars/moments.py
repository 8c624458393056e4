"""Dates and times of calendar lines, in zones by any of their names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from icalendar.prop import vDDDTypes
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from .events import ZONE, Moment, settled
from .lines import Line
from .problems import Code, Problem, Refused

EARLIEST, LATEST = 1900, 2200  # years of events; beyond are slips of the finger
LONGEST = timedelta(days=3660)  # of one event
MAX_DATES = 1_000  # of extra dates or exceptions of one event


class Moments:
    """Reads the dates of one event. zones: what the file says its own names of zones stand for."""

    def __init__(self, zones: dict[str, str]) -> None:
        self.unknown_zones: list[str] = []
        self._zones = zones

    def of(self, line: Line) -> Moment:
        """The day or instant of a line. Raises Refused."""
        return self._moment(_value(line, line.value.strip()), line)

    def all_of(self, lines: Sequence[Line]) -> tuple[Moment, ...]:
        """The days and instants of lines with several; of periods their starts. Raises Refused."""
        texts = [(line, text) for line in lines for text in line.value.split(",") if text.strip()]
        if len(texts) > MAX_DATES:
            raise Refused(Problem(Code.TOO_MANY_DATES, hint=str(MAX_DATES)))
        return tuple(dict.fromkeys(self._moment(_value(line, text.strip()), line) for line, text in texts))

    def end_of(self, line: Line, start: Moment) -> Moment:
        """The end that a line tells as a moment or as a time since the start. Raises Refused."""
        value = _value(line, line.value.strip())
        if not isinstance(value, timedelta):
            end = self._moment(value, line)
        elif abs(value) > LONGEST:
            raise _bad(line)
        else:
            end = settled(start + value) if isinstance(start, datetime) else start + value
        if type(end) is type(start) and end - start > LONGEST:
            raise _bad(line)
        return end

    def _moment(self, value: Any, line: Line) -> Moment:
        value = value[0] if isinstance(value, tuple) else value
        if not isinstance(value, date) or not EARLIEST <= value.year <= LATEST:
            raise _bad(line)
        if isinstance(value, datetime) and value.tzinfo is None:
            return settled(value.replace(tzinfo=self._zone(line.parameters.get("TZID", ""))))
        return value

    def _zone(self, name: str) -> ZoneInfo:
        """The zone of a name; local time without one, and where nobody knows it."""
        if not name:
            return ZONE
        for candidate in (self._zones.get(name, ""), name):
            if zone := _known_zone(candidate):
                return zone
        if name not in self.unknown_zones:
            self.unknown_zones.append(name)
        return ZONE


@lru_cache(maxsize=500)
def _known_zone(name: str) -> ZoneInfo | None:
    """The zone of the world, of Windows, or at the end of a path that a program put before the name."""
    parts = name.strip("/ ").split("/")[-6:]
    names = ["/".join(parts[start:]) for start in range(len(parts))]
    for candidate in [WINDOWS_TO_OLSON.get(name, ""), *names]:
        try:
            return ZoneInfo(candidate)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return None


def _value(line: Line, text: str) -> Any:
    try:
        return vDDDTypes.from_ical(text)  # type: ignore[no-untyped-call]
    except (ValueError, OverflowError) as error:
        raise _bad(line) from error


def _bad(line: Line) -> Refused:
    return Refused(Problem(Code.BAD_DATE, hint=f"{line.name}:{line.value}"[:100]))
