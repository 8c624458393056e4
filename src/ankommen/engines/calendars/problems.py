"""What can be wrong with a calendar, an event or a rule: codes and facts, no sentences."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Code(StrEnum):
    """One code a reason; `hint` of the problem holds what is said behind it."""

    # the file
    TOO_LARGE = "too_large"  # megabytes it may have
    NOT_A_CALENDAR = "not_a_calendar"
    NOT_UTF8 = "not_utf8"  # read as windows-1252 all the same
    NUL = "nul"  # taken out
    CUT_OFF = "cut_off"  # a component has no end: its name
    TOO_MANY_LINES = "too_many_lines"  # the limit; the rest is left out
    TOO_MANY_EVENTS = "too_many_events"  # the limit; the others are left out
    # an event that is left out
    NO_START = "no_start"
    BAD_DATE = "bad_date"  # the property and what stands there
    TOO_MANY_DATES = "too_many_dates"  # the limit of one event
    SAME_UID = "same_uid"  # the UID that was there before
    RULE_TWICE = "rule_twice"
    # an event that is read all the same
    BROKEN_LINE = "broken_line"  # the line, which is left out
    NO_UID = "no_uid"  # one was made of its content
    NO_TITLE = "no_title"
    END_BEFORE_START = "end_before_start"  # read without end
    UNKNOWN_ZONE = "unknown_zone"  # the zone; read as local time
    LINK_REFUSED = "link_refused"  # the address, which is left out
    BAD_POINT = "bad_point"  # what stands there
    ALL_THAT_FOLLOW = "all_that_follow"  # a change of all later dates is read as one of this date only
    # a rule
    RULE_UNREADABLE = "rule_unreadable"  # the part
    RULE_FREQUENCY = "rule_frequency"  # the frequency: daily is the most
    RULE_PART = "rule_part"  # a part we do not take, or not with this frequency
    RULE_VALUE = "rule_value"  # the part with its value
    RULE_COUNT_AND_UNTIL = "rule_count_and_until"
    RULE_NEVER = "rule_never"  # no year has such a day


@dataclass(frozen=True)
class Problem:
    """One thing to repair.

    number: of the event in the file, counted from 1; 0 for the file as a whole. uid: of the event, if it has
    one. hint: the fact that belongs to the code.
    """

    code: Code
    hint: str = ""
    number: int = 0
    uid: str = ""


class Refused(ValueError):
    """A rule is not taken; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code, problem.hint)
        self.problem = problem
