"""When something is open, in one short sentence: what somebody wants to know before they set out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from ankommen.engines.hours import DAYS, Line, Slot, hours_on, is_open_at, next_opening, week_of
from ankommen.offers.queries import At

_SOON = 60  # minutes before closing


@dataclass(frozen=True)
class OpenState:
    """A word for the shape before it (open, soon, idle), the sentence, and whether the door is open today."""

    shape: str
    sentence: str
    is_today: bool = False


def open_state(at_places: Iterable[At], entry: str, now: datetime) -> OpenState | None:
    """What holds at `now` (local time); None where nobody said when it is open."""
    slots = tuple(slot for at in at_places for slot in at.slots)
    today = hours_on(slots, now.date())
    if is_open_at(slots, now):
        return _open(today, now)
    if today and today[-1][0] > now.time():
        times = _times([span for span in today if span[0] > now.time()])
        return OpenState("idle", _("Today %(times)s") % {"times": times}, is_today=True)
    if entry == "appointment" or (slots and all(slot.by_appointment for slot in slots)):
        return OpenState("idle", _("By appointment only"))
    if coming := next_opening(slots, now.replace(tzinfo=None)):
        return OpenState("idle", _("Opens again on %(day)s") % {"day": date_format(coming, "l")})
    return None


def week_lines(slots: Sequence[Slot]) -> list[tuple[str, str]]:
    """The week in words: days and times, a line for each that differs."""
    return [(_days(line), _line_times(line)) for line in week_of(slots)]


def _open(today: Sequence[tuple[time, time]], now: datetime) -> OpenState:
    at = now.time()
    closes = next((end for begin, end in today if begin <= at and (end > at or end <= begin)), None)
    if closes is None:  # since yesterday
        return OpenState("open", _("Open now"), is_today=True)
    left = (closes.hour * 60 + closes.minute - now.hour * 60 - now.minute) % (24 * 60)
    when = {"time": time_format(closes, "TIME_FORMAT")}
    if left <= _SOON:
        return OpenState("soon", _("Closes at %(time)s") % when, is_today=True)
    return OpenState("open", _("Open until %(time)s") % when, is_today=True)


def _times(spans: Iterable[tuple[time, time]]) -> str:
    shown = [f"{time_format(begin, 'TIME_FORMAT')}–{time_format(end, 'TIME_FORMAT')}" for begin, end in spans]
    return ", ".join(shown)


def _line_times(line: Line) -> str:
    if not line.times:
        return _("by appointment")
    times = _times(line.times)
    return _("%(times)s, by appointment") % {"times": times} if line.by_appointment else times


def _days(line: Line) -> str:
    names = [str(WEEKDAYS[DAYS.index(day)]) for day in line.days]
    if not names:
        return _("On any day")
    days = (
        names[0] if len(names) == 1 else _("%(first)s to %(last)s") % {"first": names[0], "last": names[-1]}
    )
    if line.nth is not None:
        return str(_OF_MONTH[line.nth]) % {"day": days}
    if line.interval > 1:
        return _("Every %(number)s weeks, %(day)s") % {"number": line.interval, "day": days}
    return days


_OF_MONTH = {
    1: _lazy("On the first %(day)s of the month"),
    2: _lazy("On the second %(day)s of the month"),
    3: _lazy("On the third %(day)s of the month"),
    4: _lazy("On the fourth %(day)s of the month"),
    5: _lazy("On the fifth %(day)s of the month"),
    -1: _lazy("On the last %(day)s of the month"),
}
