"""When something is open, in one short sentence: what somebody wants to know before they set out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from ankommen.engines.hours import hours_on, is_open_at, last_minute_on, next_opening
from ankommen.offers.queries import At, Directory, times_in_words

_SOON = 60  # minutes before closing


@lru_cache(maxsize=8)
def last_minutes(directory: Directory, day: date) -> Mapping[str, int]:
    """Until which minute of the day each offer is open; 0 where the door stays closed.

    Counted once for each day that is asked for, and anew when the directory has changed. Cost: linear in the
    offers.
    """
    return {
        id: last_minute_on((slot for at in directory.places_of(offer.facts) for slot in at.slots), day)
        for id, offer in directory.offers.items()
    }


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
        times = times_in_words([span for span in today if span[0] > now.time()])
        return OpenState("idle", _("Today %(times)s") % {"times": times}, is_today=True)
    if entry == "appointment" or (slots and all(slot.by_appointment for slot in slots)):
        return OpenState("idle", _("By appointment only"))
    if coming := next_opening(slots, now.replace(tzinfo=None)):
        return OpenState("idle", _("Opens again on %(day)s") % {"day": date_format(coming, "l")})
    return None


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
