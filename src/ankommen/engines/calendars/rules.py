"""Rules of series (RRULE of RFC 5545, 3.3.10): which we take, and their parts.

Nothing more often than daily, no times of day, and no part that means something only now and then. So what
people read about a series stays one sentence, and no rule is made to keep a server busy.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, field
from datetime import date, datetime

from icalendar.prop import vDDDTypes

from .problems import Code, Problem, Refused

LONGEST = 500  # characters of a rule
LONGEST_VALUES = 60  # of one part
FREQUENCIES = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY")  # by the numbers of dateutil
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)  # of the months, at most

_NUMBERS = {  # part: the largest number, whether it may be counted from the end
    "INTERVAL": (1_000, False),
    "COUNT": (10_000, False),
    "BYMONTH": (12, False),
    "BYMONTHDAY": (31, True),
    "BYYEARDAY": (366, True),
    "BYWEEKNO": (53, True),
    "BYSETPOS": (366, True),
}
_SINGLE = ("INTERVAL", "COUNT")
_ONLY_WITH = {  # RFC 5545's table of what a part means with which frequency
    "BYMONTHDAY": ("YEARLY", "MONTHLY", "DAILY"),
    "BYYEARDAY": ("YEARLY",),
    "BYWEEKNO": ("YEARLY",),
    "BYSETPOS": ("YEARLY", "MONTHLY", "WEEKLY"),  # a day has no second day
}
_MOST_DAYS = {"YEARLY": 366, "MONTHLY": 31, "WEEKLY": 7}  # of one step, among which BYSETPOS counts
_WEEKDAY = re.compile(rf"([-+]?[1-9][0-9]?)?({'|'.join(WEEKDAYS)})")
_NUMBER = re.compile(r"[-+]?[0-9]{1,6}")
_UNTIL = re.compile(r"[0-9]{8}(T[0-9]{6}Z?)?")


@dataclass(frozen=True)
class Rule:
    """The parts of a rule. by: the numbers of each BY part; weekdays: (0 for Monday, which one or 0)."""

    frequency: str
    interval: int = 1
    count: int | None = None
    until: date | datetime | None = None
    by: dict[str, tuple[int, ...]] = field(default_factory=dict)
    weekdays: tuple[tuple[int, int], ...] = ()
    week_start: int = 0


def check_rule(text: str) -> Problem | None:
    """Why a rule of a person or an import is not taken, None when it is.

    Taken are FREQ of DAILY, WEEKLY, MONTHLY and YEARLY with INTERVAL, COUNT or UNTIL, WKST and the BY parts
    of whole days.
    """
    try:
        read_rule(text)
    except Refused as refused:
        return refused.problem
    return None


def read_rule(text: str) -> Rule:
    """The parts of a rule. Raises Refused for all that `check_rule` finds."""
    parts = _parts(text)
    frequency = parts.pop("FREQ", "")
    if frequency not in FREQUENCIES:
        raise _refused(Code.RULE_FREQUENCY, frequency)
    if "COUNT" in parts and "UNTIL" in parts:
        raise _refused(Code.RULE_COUNT_AND_UNTIL)
    until, weekdays, week_start = (parts.pop(name, "") for name in ("UNTIL", "BYDAY", "WKST"))
    numbers = {name: _numbers(name, value, frequency) for name, value in parts.items()}
    rule = Rule(
        frequency,
        interval=numbers.pop("INTERVAL", (1,))[0],
        count=numbers.pop("COUNT", (None,))[0],
        until=_until(until) if until else None,
        by=numbers,
        weekdays=_weekdays(weekdays, _most_weeks(frequency, numbers)) if weekdays else (),
        week_start=_week_start(week_start) if week_start else 0,
    )
    _check_whole(rule)
    return rule


def _parts(text: str) -> dict[str, str]:
    if len(text) > LONGEST:
        raise _refused(Code.RULE_UNREADABLE, text)
    parts: dict[str, str] = {}
    for part in text.strip().upper().removeprefix("RRULE:").rstrip(";").split(";"):
        name, sign, value = part.partition("=")
        if not sign or not value or name in parts:
            raise _refused(Code.RULE_UNREADABLE, part)
        parts[name] = value
    return parts


def _numbers(name: str, value: str, frequency: str) -> tuple[int, ...]:
    if name not in _NUMBERS or frequency not in _ONLY_WITH.get(name, FREQUENCIES):
        raise _refused(Code.RULE_PART, name)
    largest, may_be_negative = _NUMBERS[name]
    texts = value.split(",")
    if len(texts) > (1 if name in _SINGLE else LONGEST_VALUES) or not all(map(_NUMBER.fullmatch, texts)):
        raise _refused(Code.RULE_VALUE, f"{name}={value}")
    numbers = tuple(int(text) for text in texts)
    if not all((-largest if may_be_negative else 1) <= number <= largest and number for number in numbers):
        raise _refused(Code.RULE_VALUE, f"{name}={value}")
    return numbers


def _most_weeks(frequency: str, numbers: Container[str]) -> int:
    """The largest n of "the n-th Monday"; 0 where weekdays have no number. dateutil (4.0) breaks beyond."""
    if frequency == "MONTHLY" or (frequency == "YEARLY" and "BYMONTH" in numbers):
        return 5
    return 53 if frequency == "YEARLY" and "BYWEEKNO" not in numbers else 0


def _weekdays(value: str, largest: int) -> tuple[tuple[int, int], ...]:
    found = [_WEEKDAY.fullmatch(text) for text in value.split(",")[: LONGEST_VALUES + 1]]
    if len(found) > LONGEST_VALUES or not all(found):
        raise _refused(Code.RULE_VALUE, f"BYDAY={value}")
    days = tuple((WEEKDAYS.index(match[2]), int(match[1] or 0)) for match in found if match)
    if any(abs(which) > largest for _, which in days):
        raise _refused(Code.RULE_VALUE, f"BYDAY={value}")
    return days


def _week_start(value: str) -> int:
    if value not in WEEKDAYS:
        raise _refused(Code.RULE_VALUE, f"WKST={value}")
    return WEEKDAYS.index(value)


def _until(value: str) -> date | datetime:
    try:
        if not _UNTIL.fullmatch(value):
            raise ValueError(value)
        until: date | datetime = vDDDTypes.from_ical(value)  # type: ignore[no-untyped-call]
    except ValueError as error:
        raise _refused(Code.RULE_VALUE, f"UNTIL={value}") from error
    return until


def _check_whole(rule: Rule) -> None:
    """What only shows with all parts together."""
    if "BYSETPOS" in rule.by and len(rule.by) == 1 and not rule.weekdays:
        raise _refused(Code.RULE_PART, "BYSETPOS")
    if min(map(abs, rule.by.get("BYSETPOS", (1,)))) > _MOST_DAYS.get(rule.frequency, 366):
        raise _refused(Code.RULE_NEVER, f"BYSETPOS={rule.by['BYSETPOS'][0]}")
    months = rule.by.get("BYMONTH", tuple(range(1, 13)))
    longest = max(_LENGTHS[month - 1] for month in months)
    days = rule.by.get("BYMONTHDAY", (1,))
    if min(abs(day) for day in days) > longest:
        raise _refused(Code.RULE_NEVER, f"BYMONTHDAY={','.join(map(str, days))}")


def _refused(code: Code, hint: str = "") -> Refused:
    return Refused(Problem(code, hint=hint[:100]))
