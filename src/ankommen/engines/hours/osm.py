"""Slots as a value of OpenStreetMap's key opening_hours.

Source: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification. Rules follow with ";" where they
name other days than those before, else with ",": ";" would take the earlier hours of the day away.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time

from .codes import Code, Problem, Refused
from .slots import DAYS, Slot
from .weeks import Line, week_of

OSM_DAYS = dict(zip(DAYS, ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"), strict=True))
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
BY_APPOINTMENT = '"by appointment"'
SINCE_EVER = date(1900, 1, 1)  # OpenStreetMap has no "until" without a "from"


def to_osm(slots: Iterable[Slot]) -> str:
    """The canonical text of slots, which `read_hours` reads back; empty without slots.

    Raises Refused for an interval of several weeks: OpenStreetMap can only count from the first of January.
    """
    text, named = "", set[str]()
    lines = week_of(slots)
    for line in _joined(line for line in lines if line.days):
        if line.interval > 1:
            raise Refused(Problem(Code.INTERVAL_NOT_IN_OSM, str(line.interval)))
        separator = ", " if named & set(line.days) else "; "
        text += (separator if text else "") + _rule(line)
        named |= set(line.days)
    if all(line.days for line in lines):
        return text
    return f"{text} || {BY_APPOINTMENT}" if text else BY_APPOINTMENT


def _joined(lines: Iterable[Line]) -> list[Line]:
    """Lines that differ in their days only as one."""
    days: dict[Line, tuple[str, ...]] = {}
    for line in lines:
        without_days = replace(line, days=())
        days[without_days] = (*days.get(without_days, ()), *line.days)
    return [replace(line, days=of) for line, of in days.items()]


def _rule(line: Line) -> str:
    times = ",".join(f"{opens:%H:%M}-{_end(closes)}" for opens, closes in line.times)
    note = BY_APPOINTMENT if line.by_appointment else ""
    return " ".join(part for part in (_dates(line), _days(line), times, note) if part)


def _end(closes: time) -> str:
    return f"{closes:%H:%M}" if closes != time() else "24:00"


def _days(line: Line) -> str:
    if line.nth is not None:
        return ",".join(f"{OSM_DAYS[day]}[{line.nth}]" for day in line.days)
    runs: list[list[str]] = []
    for day in line.days:
        if runs and DAYS.index(runs[-1][-1]) + 1 == DAYS.index(day):
            runs[-1].append(day)
        else:
            runs.append([day])
    return ",".join("-".join(OSM_DAYS[day] for day in dict.fromkeys((run[0], run[-1]))) for run in runs)


def _dates(line: Line) -> str:
    if line.ends_on:
        return f"{_date(line.begins_on or SINCE_EVER)}-{_date(line.ends_on)}"
    return f"{_date(line.begins_on)}+" if line.begins_on else ""


def _date(day: date) -> str:
    return f"{day.year:04} {MONTHS[day.month - 1]} {day.day:02}"
