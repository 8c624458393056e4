"""Opening hours of files: texts that become rules where they can, and rules of other systems."""

from __future__ import annotations

from datetime import date, time
from functools import lru_cache

from ankommen.engines import hours
from ankommen.engines.hours import Code as HoursCode

from ..facts import OpeningFacts
from ..faults import Code, Fault, fault, note

# What cannot be is a mistake and would send people to a closed door; all else is only more than we read.
_WRONG = frozenset(
    {
        HoursCode.NO_SUCH_TIME,
        HoursCode.CLOSES_BEFORE_OPENS,
        HoursCode.TIMES_OVERLAP,
        HoursCode.NO_SUCH_WEEK,
        HoursCode.NO_SUCH_DATE,
        HoursCode.ENDS_BEFORE_BEGINS,
    }
)


@lru_cache(maxsize=4096)  # a list of offers says the same hours again and again
def openings_of(text: str) -> tuple[tuple[OpeningFacts, ...], HoursCode | None, str]:
    """The rules that a text says; else none, why not, and the words that stand in the way."""
    reading = hours.read_hours(text)
    if reading.problems:
        problem = reading.problems[0]
        return (), problem.code, problem.hint
    return tuple(opening_of(slot) for slot in reading.slots if slot.days), None, ""


def faults_of_hours(name: str, text: str) -> list[Fault]:
    """What is wrong with a text about opening hours, with the place in it."""
    _openings, code, hint = openings_of(text)
    if code is None:
        return []
    say = fault if code in _WRONG else note
    return [
        say(name, Code.HOURS_WRONG if code in _WRONG else Code.HOURS_STAY_TEXT, value=hint or text, text=text)
    ]


def opening_of(slot: hours.Slot) -> OpeningFacts:
    """A slot as the directory keeps it."""
    return OpeningFacts(
        rule=hours.rule_of(slot),
        opens=_minute(slot.opens),
        closes=_minute(slot.closes),
        by_appointment=slot.by_appointment,
        begins_on=_day(slot.begins_on),
        ends_on=_day(slot.ends_on),
    )


def _minute(moment: time | None) -> str:
    return moment.strftime("%H:%M") if moment else ""


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
