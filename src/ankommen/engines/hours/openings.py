"""What slots mean on a day, at a moment, and next.

All times are local and naive: whoever asks knows the zone. Slots by appointment do not count as open unless
they are asked for, since nobody can simply go there. Monday 18:00-02:00 is an opening of Monday.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from .slots import DAY, Slot, merged, minutes_of, time_of


def hours_on(slots: Iterable[Slot], day: date, *, by_appointment: bool = False) -> list[tuple[time, time]]:
    """Openings that begin on this day, as (opens, closes), in order and without overlaps.

    Midnight as the end is 00:00, and what closes before it opens runs into the next day. by_appointment: the
    times that can be agreed on instead of those when the door is open.
    """
    return [(time_of(opens), time_of(closes)) for opens, closes in _spans(slots, day, by_appointment)]


def is_open_at(slots: Iterable[Slot], moment: datetime) -> bool:
    """Whether somebody without an appointment finds the door open; the minute of closing is closed."""
    slots = tuple(slots)
    minute = moment.hour * 60 + moment.minute
    today = any(opens <= minute < closes for opens, closes in _spans(slots, moment.date()))
    return today or any(minute + DAY < closes for _, closes in _yesterday(slots, moment.date()))


def last_minute_on(slots: Iterable[Slot], day: date) -> int:
    """The minute of the day at which the last opening ends, those included that began the day before.

    Above 24 * 60 where it ends on the next day; 0 where the door stays closed.
    """
    slots = tuple(slots)
    ends = [closes for _, closes in _spans(slots, day)]
    return max([*ends, *(closes - DAY for _, closes in _yesterday(slots, day)), 0])


def next_opening(slots: Iterable[Slot], moment: datetime, within_days: int = 14) -> datetime | None:
    """When the door is opened next, at this moment or later; None if not within so many days.

    Where it is open already this is the opening after; a place that never closes has none.
    """
    slots = tuple(slots)
    for ahead in range(within_days + 1):
        day = _later(moment.date(), ahead)
        for opens, _ in _spans(slots, day) if day else ():
            begins = datetime.combine(moment.date(), time_of(opens)) + timedelta(days=ahead)
            if begins >= moment and not _was_open_before(slots, begins):
                return begins
    return None


def _spans(slots: Iterable[Slot], day: date, by_appointment: bool = False) -> list[tuple[int, int]]:
    on_day = [slot for slot in slots if slot.by_appointment == by_appointment and slot.is_on(day)]
    return merged([span for slot in on_day if (span := minutes_of(slot))])


def _yesterday(slots: Iterable[Slot], day: date) -> list[tuple[int, int]]:
    before = _later(day, -1)
    return _spans(slots, before) if before else []


def _was_open_before(slots: tuple[Slot, ...], moment: datetime) -> bool:
    is_first = moment.date() == date.min and moment.time() == time.min
    return not is_first and is_open_at(slots, moment - timedelta(minutes=1))


def _later(day: date, days: int) -> date | None:
    """So many days later; None beyond the calendar."""
    ordinal = day.toordinal() + days
    return date.fromordinal(ordinal) if date.min.toordinal() <= ordinal <= date.max.toordinal() else None
