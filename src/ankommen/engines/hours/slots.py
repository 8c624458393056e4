"""A slot: times that come back, every week or in one week of the month."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, time, timedelta

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAY = 24 * 60  # minutes
NOON = 12 * 60
NIGHT_ENDS = 6 * 60  # what closes later than this on the next day is a mistake and no night
LAST_WEEK = -1
WEEKS = (1, 2, 3, 4, 5, LAST_WEEK)


@dataclass(frozen=True)
class Slot:
    """One opening on each of some days.

    days: "MO".."SU" in the order of the week; none only where every day may be agreed on. opens, closes:
    local times in whole minutes; midnight as the end is 00:00, and what closes before it opens runs into the
    next day, at most until six. Both are None where an appointment decides. by_appointment: without one the
    door stays closed. nth: week of the month, 1..5 or -1 for the last; None is every week. interval: every so
    many weeks, counted from the week of begins_on. begins_on, ends_on: first and last day. Raises ValueError
    for what cannot be.
    """

    days: tuple[str, ...]
    opens: time | None = None
    closes: time | None = None
    by_appointment: bool = False
    nth: int | None = None
    interval: int = 1
    begins_on: date | None = None
    ends_on: date | None = None

    def __post_init__(self) -> None:
        if reason := _reason_against(self):
            raise ValueError(reason)

    def is_on(self, day: date) -> bool:
        """Whether the slot begins on this day."""
        if DAYS[day.weekday()] not in self.days:
            return False
        if (self.begins_on and day < self.begins_on) or (self.ends_on and day > self.ends_on):
            return False
        if self.nth == LAST_WEEK:
            return day.day + 7 > _days_of_month(day)
        if self.nth is not None:
            return (day.day - 1) // 7 + 1 == self.nth
        return self.begins_on is None or _weeks_between(self.begins_on, day) % self.interval == 0


def minutes_of(slot: Slot) -> tuple[int, int] | None:
    """Opening and closing in minutes of the day, beyond 1440 for a night; None without times."""
    if slot.opens is None or slot.closes is None:
        return None
    opens = slot.opens.hour * 60 + slot.opens.minute
    closes = slot.closes.hour * 60 + slot.closes.minute
    return opens, closes if closes > opens else closes + DAY


def time_of(minutes: int) -> time:
    """The time on the clock so many minutes after the beginning of a day."""
    return time(minutes // 60 % 24, minutes % 60)


def merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans of minutes in order, without overlaps; those that touch are one.

    A night after a day can make 24 hours and more, which two times on the clock cannot say: two spans then.
    """
    found: list[tuple[int, int]] = []
    for opens, closes in sorted(spans):
        if found and opens <= found[-1][1]:
            found[-1] = (found[-1][0], max(closes, found[-1][1]))
        else:
            found.append((opens, closes))
    return [part for opens, closes in found for part in _parts(opens, closes)]


def _parts(opens: int, closes: int) -> list[tuple[int, int]]:
    is_sayable = closes - opens < DAY or (opens, closes) == (0, DAY)
    return [(opens, closes)] if is_sayable else [(opens, NOON), (NOON, closes)]


def _reason_against(slot: Slot) -> str:
    """Why there is no such slot; empty for a good one."""
    if list(slot.days) != [day for day in DAYS if day in slot.days]:
        return "days are not in the order of the week"
    if (slot.opens is None) != (slot.closes is None):
        return "one of two times"
    if slot.opens is None and not slot.by_appointment:
        return "neither times nor appointment"
    series = (slot.nth, slot.interval, slot.begins_on, slot.ends_on)
    if not slot.days and (slot.opens is not None or series != (None, 1, None, None)):
        return "no days"
    return _reason_against_times(slot) or _reason_against_series(slot)


def _reason_against_times(slot: Slot) -> str:
    for clock in (slot.opens, slot.closes):
        if clock is not None and (clock.second or clock.microsecond or clock.tzinfo):
            return "not a local time in minutes"
    span = minutes_of(slot)
    if span == (0, DAY) or span is None or (span[1] - DAY < NIGHT_ENDS and span[1] - span[0] < DAY):
        return ""
    return "closes before it opens"


def _reason_against_series(slot: Slot) -> str:
    if slot.nth is not None and slot.nth not in WEEKS:
        return "no such week of the month"
    if slot.interval < 1 or (slot.interval > 1 and (slot.nth is not None or slot.begins_on is None)):
        return "an interval needs the week it begins in"
    if slot.begins_on and slot.ends_on and slot.ends_on < slot.begins_on:
        return "ends before it begins"
    return ""


def _days_of_month(day: date) -> int:
    return calendar.monthrange(day.year, day.month)[1]


def _weeks_between(first: date, day: date) -> int:
    """Weeks from Monday to Monday."""
    monday = first - timedelta(days=first.weekday())
    return (day - monday).days // 7
