"""Functions on dates and times. A date is a text such as "2026-03-01"; in arithmetic it is its days since
1970.
"""

import math
import re
from collections.abc import Callable

from ..calendar import (
    FIRST_DAY,
    LAST_DAY,
    MILLISECONDS,
    Moment,
    date_of,
    read_moment,
    read_time,
    write_date,
    write_time,
)
from ..values import Value, number, text
from .numeric import round_half_up
from .table import Function, by_name

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat")
CODE = re.compile("%([YymnbdeaHhMS3%])")
CODES: dict[str, Callable[[Moment], str]] = {
    "Y": lambda moment: f"{date_of(moment[0])[0]:04}",
    "y": lambda moment: f"{date_of(moment[0])[0] % 100:02}",
    "m": lambda moment: f"{date_of(moment[0])[1]:02}",
    "n": lambda moment: str(date_of(moment[0])[1]),
    "b": lambda moment: MONTHS[date_of(moment[0])[1] - 1],
    "d": lambda moment: f"{date_of(moment[0])[2]:02}",
    "e": lambda moment: str(date_of(moment[0])[2]),
    "a": lambda moment: WEEKDAYS[(moment[0] + 4) % 7],  # 1970-01-01 was a Thursday
    "H": lambda moment: f"{moment[1] // 3_600_000:02}",
    "h": lambda moment: str(moment[1] // 3_600_000),
    "M": lambda moment: f"{moment[1] // 60_000 % 60:02}",
    "S": lambda moment: f"{moment[1] // 1000 % 60:02}",
    "3": lambda moment: f"{moment[1] % 1000:03}",
    "%": lambda moment: "%",
}


def moment_of(value: Value) -> Moment | None:
    """Days and milliseconds of a date, a date with time, or a number of days; None if it is none of these."""
    moment = read_moment(text(value)) if not isinstance(value, float) else None
    if moment is not None:
        return moment
    days = number(value)
    if math.isnan(days) or not FIRST_DAY <= days < LAST_DAY + 1:
        return None
    whole = math.floor(days)
    milliseconds = int(round_half_up((days - whole) * MILLISECONDS))
    return (whole, milliseconds) if milliseconds < MILLISECONDS else (whole + 1, 0)


def date(value: Value) -> str:
    """The date of a date, an instant or a number of days; empty if it is none."""
    moment = moment_of(value)
    return "" if moment is None or moment[0] > LAST_DAY else write_date(moment[0])


def date_time(value: Value) -> str:
    """Date and time in one text; a date alone is its midnight."""
    day, moment = date(value), moment_of(value)
    return f"{day}T{write_time(moment[1])}" if day and moment is not None else ""


def format_date(value: Value, pattern: Value) -> str:
    """`pattern` with each %code replaced; unknown codes stay. Names of months and days are English."""
    moment = moment_of(value)
    if moment is None or moment[0] > LAST_DAY:
        return ""
    return CODE.sub(lambda match: CODES[match[1]](moment), text(pattern))


def decimal_date_time(value: Value) -> float:
    """Days since 1970, the time as part of the day."""
    moment = moment_of(value)
    return math.nan if moment is None else moment[0] + moment[1] / MILLISECONDS


def decimal_time(value: Value) -> float:
    """A time as part of the day: 0.5 is noon."""
    milliseconds = read_time(text(value))
    if milliseconds is None:
        moment = read_moment(text(value))
        milliseconds = moment[1] if moment else None
    return math.nan if milliseconds is None else milliseconds / MILLISECONDS


def difference_in_months(start: Value, end: Value) -> float:
    """Whole months from one date to another, negative backwards; a last broken month does not count."""
    earlier, later = moment_of(start), moment_of(end)
    if earlier is None or later is None:
        return math.nan
    if earlier > later:
        return -difference_in_months(end, start)
    year, month, day = date_of(earlier[0])
    last_year, last_month, last_day = date_of(later[0])
    return float((last_year - year) * 12 + last_month - month - (last_day < day))


DATES = by_name(
    Function("date(value)", date),
    Function("date-time(value)", date_time),
    Function("decimal-date-time(value)", decimal_date_time),
    Function("decimal-time(time)", decimal_time),
    Function("difference-in-months(start, end)", difference_in_months),
    Function("format-date(date, pattern)", format_date),
    Function("format-date-time(date, pattern)", format_date),
    Function("now()"),
    Function("today()"),
)
