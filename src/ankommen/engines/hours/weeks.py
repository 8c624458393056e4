"""Slots put together for people: days with the same times in one line, to be worded in any language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time

from .slots import DAYS, Slot, merged, minutes_of, time_of


@dataclass(frozen=True)
class Line:
    """Days that follow each other and have the same times; the other fields are those of `Slot`.

    times: (opens, closes) in order, without overlaps; none where an appointment decides.
    """

    days: tuple[str, ...]
    times: tuple[tuple[time, time], ...]
    by_appointment: bool = False
    nth: int | None = None
    interval: int = 1
    begins_on: date | None = None
    ends_on: date | None = None


def week_of(slots: Iterable[Slot]) -> tuple[Line, ...]:
    """The lines of a week: first what is every week, then other series, last what is by appointment."""
    frames: dict[tuple[Line, bool], list[Slot]] = {}
    for slot in slots:
        frames.setdefault((_frame(slot), slot.opens is None), []).append(slot)
    ordered = sorted(frames, key=lambda key: (*_order(key[0]), key[1]))
    return tuple(line for key in ordered for line in _lines(key[0], frames[key]))


def _frame(slot: Slot) -> Line:
    """What slots have to share to stand in one line."""
    return Line((), (), slot.by_appointment, slot.nth, slot.interval, slot.begins_on, slot.ends_on)


def _order(frame: Line) -> tuple[object, ...]:
    week = frame.nth or 0
    begins_on, ends_on = frame.begins_on or date.min, frame.ends_on or date.max
    return frame.by_appointment, frame.interval, week != 0, week < 0, week, begins_on, ends_on


def _lines(frame: Line, slots: list[Slot]) -> list[Line]:
    found = [] if all(slot.days for slot in slots) else [frame]
    runs: list[Line] = []
    for day in DAYS:
        times = _times(day, slots)
        if times is None:
            found, runs = found + runs, []
        elif runs and runs[-1].times == times:
            runs[-1] = replace(runs[-1], days=(*runs[-1].days, day))
        else:
            runs.append(replace(frame, days=(day,), times=times))
    return found + runs


def _times(day: str, slots: list[Slot]) -> tuple[tuple[time, time], ...] | None:
    """The times of a day of the week; None where no slot names it."""
    on_day = [minutes_of(slot) for slot in slots if day in slot.days]
    if not on_day:
        return None
    return tuple(
        (time_of(opens), time_of(closes)) for opens, closes in merged([span for span in on_day if span])
    )
