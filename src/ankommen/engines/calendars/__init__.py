"""Calendars: iCalendar files (RFC 5545) in and out, and the dates of series.

`read_calendar` gives the events of a file and its problems, `write_calendar` makes a file to subscribe to.
`occurrences` gives the dates of an event in a window of days, `check_rule` says whether a rule is taken and
`read_rule` what it says.

On the library icalendar for lines and values and on dateutil for rules; what this package adds is bounds, so
no file and no rule can keep a server busy, and the local time of the city.
"""

from .events import ZONE, CalendarEvent, is_link
from .occurrences import Occurrence, occurrences
from .problems import Code, Problem, Refused
from .reading import read_calendar
from .rules import WEEKDAYS, Rule, check_rule, read_rule
from .writing import write_calendar

__all__ = [
    "WEEKDAYS",
    "ZONE",
    "CalendarEvent",
    "Code",
    "Occurrence",
    "Problem",
    "Refused",
    "Rule",
    "check_rule",
    "is_link",
    "occurrences",
    "read_calendar",
    "read_rule",
    "write_calendar",
]
