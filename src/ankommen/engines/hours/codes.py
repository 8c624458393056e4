"""Why a text about opening hours, or a rule of a calendar, is no schedule."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Code(StrEnum):
    """One code a reason; `Problem.hint` is what was found."""

    # the text is not wrong, but more than the reader knows
    NOT_UNDERSTOOD = "not_understood"
    TOO_LONG = "too_long"
    NEVER_OPEN = "never_open"
    NO_DAYS = "no_days"  # times without days; a slot without days where a rule is asked for
    # the text means two things
    HALF_OF_DAY = "half_of_day"  # "Wednesdays 1-4": at night or in the afternoon
    WEEK_OF_MONTH = "week_of_month"  # "jeden 2. Mittwoch": of the month, or every other
    DAY_TWICE = "day_twice"  # a day named again, with times that do not fit beside the first
    WHOSE_APPOINTMENT = "whose_appointment"  # whether all hours or the last only need one, or none does
    # the text says what cannot be
    NO_SUCH_TIME = "no_such_time"
    CLOSES_BEFORE_OPENS = "closes_before_opens"
    TIMES_OVERLAP = "times_overlap"
    NO_SUCH_WEEK = "no_such_week"  # a sixth Wednesday of the month
    NO_SUCH_DATE = "no_such_date"
    ENDS_BEFORE_BEGINS = "ends_before_begins"
    INTERVAL_WITHOUT_START = "interval_without_start"
    # rules of calendars
    NOT_A_RULE = "not_a_rule"
    RULE_NOT_HOURS = "rule_not_hours"  # hint: the part that opening hours do not have
    # OpenStreetMap
    INTERVAL_NOT_IN_OSM = "interval_not_in_osm"


@dataclass(frozen=True)
class Problem:
    """One reason. start, end: its place in the text, in characters from 0; hint: what stands there."""

    code: Code
    hint: str = ""
    start: int = 0
    end: int = 0


class Refused(ValueError):
    """It cannot be said this way; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code, problem.hint)
        self.problem = problem
