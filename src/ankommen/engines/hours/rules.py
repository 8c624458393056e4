"""Slots as recurrence rules of calendars, and back. Source: RFC 5545, sections 3.3.10 and 3.8.5.3."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from .codes import Code, Problem, Refused
from .cursor import LONGEST_HINT
from .slots import DAYS, WEEKS, Slot

_BY_DAY = re.compile(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_NUMBER = re.compile(r"[+-]?[0-9]{1,4}")
_UNTIL = re.compile(r"[0-9]{8}(?:T[0-9]{6}Z?)?")
_KNOWN = frozenset({"FREQ", "BYDAY", "INTERVAL", "UNTIL", "WKST", "BYSETPOS"})


def rule_of(slot: Slot) -> str:
    """The RRULE of a slot: "FREQ=WEEKLY;BYDAY=MO,WE" or "FREQ=MONTHLY;BYDAY=1WE".

    UNTIL is the last second of ends_on in floating local time; where DTSTART names a zone, RFC 5545
    wants it in UTC, which the caller makes. DTSTART has to be a day on which the slot is. Raises Refused
    where the slot has no days.
    """
    if not slot.days:
        raise _refused(Code.NO_DAYS)
    week = "" if slot.nth is None else str(slot.nth)
    parts = [
        "FREQ=WEEKLY" if slot.nth is None else "FREQ=MONTHLY",
        f"INTERVAL={slot.interval}" if slot.interval > 1 else "",
        f"BYDAY={','.join(week + day for day in slot.days)}",
        f"UNTIL={slot.ends_on:%Y%m%d}T235959" if slot.ends_on else "",
    ]
    return ";".join(part for part in parts if part)


def slot_of(
    rule: str,
    opens: time | None,
    closes: time | None,
    *,
    begins_on: date | None = None,
    by_appointment: bool = False,
) -> Slot:
    """The slot of an RRULE and its two times; begins_on: the day of DTSTART.

    Of UNTIL the day is taken as it stands, also in UTC. Raises Refused for rules that opening hours cannot be
    (COUNT, BYMONTH, several weeks of the month in one rule), and ValueError for times that cannot be.
    """
    parts = _parts(rule)
    days, nth = _days(parts, begins_on)
    interval = _number(parts, "INTERVAL")
    if interval < 1 or (interval > 1 and (nth is not None or parts["FREQ"] == "DAILY" or begins_on is None)):
        raise _refused(Code.RULE_NOT_HOURS, f"INTERVAL={interval}")
    if interval > 1 and parts.get("WKST", "MO") != "MO":
        raise _refused(Code.RULE_NOT_HOURS, f"WKST={parts['WKST']}")
    ends_on = _until(parts)
    if begins_on and ends_on and ends_on < begins_on:
        raise _refused(Code.ENDS_BEFORE_BEGINS, f"UNTIL={parts['UNTIL']}")
    return Slot(days, opens, closes, by_appointment, nth, interval, begins_on, ends_on)


def _parts(rule: str) -> dict[str, str]:
    """Names and values of a rule, all known, none twice."""
    pairs = [part.partition("=") for part in rule.strip().upper().removeprefix("RRULE:").split(";")]
    parts = {name: value for name, _, value in pairs}
    if not all(value for _, _, value in pairs) or len(parts) < len(pairs) or "FREQ" not in parts:
        raise _refused(Code.NOT_A_RULE, rule)
    for name, value in parts.items():
        if name not in _KNOWN:
            raise _refused(Code.RULE_NOT_HOURS, f"{name}={value}")
    return parts


def _days(parts: dict[str, str], begins_on: date | None) -> tuple[tuple[str, ...], int | None]:
    """Days of the week, and the week of the month or None."""
    written = (
        [_BY_DAY.fullmatch(day) for day in parts.get("BYDAY", "").split(",")] if "BYDAY" in parts else []
    )
    if not all(written):
        raise _refused(Code.NOT_A_RULE, f"BYDAY={parts['BYDAY']}")
    found = {match[2] for match in written if match}
    days = tuple(day for day in DAYS if day in found)
    weeks = {int(match[1]) if match[1] else None for match in written if match}
    frequency = parts["FREQ"]
    if frequency == "MONTHLY" and "BYSETPOS" in parts and weeks == {None} and len(days) == 1:
        weeks = {_number(parts, "BYSETPOS")}
    elif "BYSETPOS" in parts:
        raise _refused(Code.RULE_NOT_HOURS, f"BYSETPOS={parts['BYSETPOS']}")
    if frequency == "MONTHLY" and len(weeks) == 1 and weeks <= set(WEEKS):
        return days, next(iter(weeks))
    if frequency == "WEEKLY" and weeks <= {None} and (days or begins_on):
        return days or (DAYS[begins_on.weekday()],) if begins_on else days, None
    if frequency == "DAILY" and weeks <= {None}:
        return days or DAYS, None
    raise _refused(
        Code.RULE_NOT_HOURS, ";".join(f"{name}={parts[name]}" for name in ("FREQ", "BYDAY") if name in parts)
    )


def _number(parts: dict[str, str], name: str) -> int:
    written = parts.get(name, "1")
    if not _NUMBER.fullmatch(written):
        raise _refused(Code.NOT_A_RULE, f"{name}={written}")
    return int(written)


def _until(parts: dict[str, str]) -> date | None:
    if "UNTIL" not in parts:
        return None
    if not _UNTIL.fullmatch(parts["UNTIL"]):
        raise _refused(Code.NOT_A_RULE, f"UNTIL={parts['UNTIL']}")
    try:
        return datetime.strptime(parts["UNTIL"][:8], "%Y%m%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError as error:
        raise _refused(Code.NO_SUCH_DATE, f"UNTIL={parts['UNTIL']}") from error


def _refused(code: Code, hint: str = "") -> Refused:
    return Refused(Problem(code, hint[:LONGEST_HINT]))
