"""Slots as rules of calendars, judged by another library."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given

from ankommen.engines.hours import DAYS, Code, Refused, Slot, rule_of, slot_of

from .strategies import FIRST, LAST, any_slot

MORNING = (time(9), time(12))


@pytest.mark.parametrize(
    ("slot", "rule"),
    [
        (Slot(("MO", "WE"), *MORNING), "FREQ=WEEKLY;BYDAY=MO,WE"),
        (Slot(("WE",), *MORNING, nth=1), "FREQ=MONTHLY;BYDAY=1WE"),
        (Slot(("TH", "FR"), *MORNING, nth=-1), "FREQ=MONTHLY;BYDAY=-1TH,-1FR"),
        (Slot(("MO",), *MORNING, interval=2, begins_on=date(2026, 1, 12)), "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"),
        (Slot(("SU",), *MORNING, ends_on=date(2026, 6, 30)), "FREQ=WEEKLY;BYDAY=SU;UNTIL=20260630T235959"),
        (Slot(("MO",), by_appointment=True), "FREQ=WEEKLY;BYDAY=MO"),
    ],
)
def test_the_rule_of_a_slot(slot: Slot, rule: str) -> None:
    assert rule_of(slot) == rule


@given(any_slot)
def test_another_library_finds_the_same_days(slot: Slot) -> None:
    if not slot.days:
        return
    start = datetime.combine(slot.begins_on or FIRST, time())
    found = rrulestr(rule_of(slot), dtstart=start).between(start, datetime.combine(LAST, time()), inc=True)
    days = [start.date() + timedelta(days=number) for number in range((LAST - start.date()).days + 1)]
    assert [moment.date() for moment in found] == [day for day in days if slot.is_on(day)]


@pytest.mark.parametrize(
    ("rule", "facts"),
    [
        ("RRULE:FREQ=WEEKLY;BYDAY=WE,MO", {"days": ("MO", "WE")}),
        ("freq=weekly;byday=mo", {"days": ("MO",)}),
        ("FREQ=WEEKLY;INTERVAL=1;WKST=SU;BYDAY=MO", {"days": ("MO",)}),
        ("FREQ=DAILY", {"days": DAYS}),
        ("FREQ=MONTHLY;BYDAY=3TU", {"days": ("TU",), "nth": 3}),
        ("FREQ=MONTHLY;BYDAY=+1TU", {"days": ("TU",), "nth": 1}),
        ("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=-1", {"days": ("TU",), "nth": -1}),
        ("FREQ=WEEKLY;BYDAY=MO;UNTIL=20260630", {"days": ("MO",), "ends_on": date(2026, 6, 30)}),
        ("FREQ=WEEKLY;BYDAY=MO;UNTIL=20260630T215959Z", {"days": ("MO",), "ends_on": date(2026, 6, 30)}),
    ],
)
def test_the_slot_of_a_rule(rule: str, facts: dict[str, Any]) -> None:
    assert slot_of(rule, *MORNING) == Slot(opens=time(9), closes=time(12), **facts)


def test_a_weekly_rule_without_days_has_that_of_its_beginning() -> None:
    assert slot_of("FREQ=WEEKLY", *MORNING, begins_on=date(2026, 1, 14)).days == ("WE",)


@pytest.mark.parametrize(
    ("rule", "code", "hint"),
    [
        ("", Code.NOT_A_RULE, ""),
        ("every Monday", Code.NOT_A_RULE, "every Monday"),
        ("BYDAY=MO", Code.NOT_A_RULE, "BYDAY=MO"),
        ("FREQ=WEEKLY;BYDAY=", Code.NOT_A_RULE, "FREQ=WEEKLY;BYDAY="),
        ("FREQ=WEEKLY;FREQ=DAILY", Code.NOT_A_RULE, "FREQ=WEEKLY;FREQ=DAILY"),
        ("FREQ=WEEKLY;BYDAY=XX", Code.NOT_A_RULE, "BYDAY=XX"),
        ("FREQ=WEEKLY;BYDAY=MO;INTERVAL=x", Code.NOT_A_RULE, "INTERVAL=X"),
        ("FREQ=WEEKLY;BYDAY=MO;INTERVAL=" + "9" * 5000, Code.NOT_A_RULE, "INTERVAL=" + "9" * 51),
        ("FREQ=WEEKLY;BYDAY=MO;UNTIL=tomorrow", Code.NOT_A_RULE, "UNTIL=TOMORROW"),
        ("FREQ=WEEKLY;BYDAY=MO;UNTIL=20260231", Code.NO_SUCH_DATE, "UNTIL=20260231"),
        ("FREQ=WEEKLY", Code.RULE_NOT_HOURS, "FREQ=WEEKLY"),
        ("FREQ=YEARLY", Code.RULE_NOT_HOURS, "FREQ=YEARLY"),
        ("FREQ=WEEKLY;BYDAY=MO;COUNT=10", Code.RULE_NOT_HOURS, "COUNT=10"),
        ("FREQ=MONTHLY;BYMONTHDAY=15", Code.RULE_NOT_HOURS, "BYMONTHDAY=15"),
        ("FREQ=MONTHLY;BYDAY=1WE,3WE", Code.RULE_NOT_HOURS, "FREQ=MONTHLY;BYDAY=1WE,3WE"),
        ("FREQ=MONTHLY;BYDAY=6WE", Code.RULE_NOT_HOURS, "FREQ=MONTHLY;BYDAY=6WE"),
        ("FREQ=MONTHLY;BYDAY=WE", Code.RULE_NOT_HOURS, "FREQ=MONTHLY;BYDAY=WE"),
        ("FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1", Code.RULE_NOT_HOURS, "BYSETPOS=1"),
        ("FREQ=MONTHLY;INTERVAL=2;BYDAY=1WE", Code.RULE_NOT_HOURS, "INTERVAL=2"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", Code.RULE_NOT_HOURS, "INTERVAL=2"),
        ("FREQ=WEEKLY;INTERVAL=0;BYDAY=MO", Code.RULE_NOT_HOURS, "INTERVAL=0"),
    ],
)
def test_a_rule_that_opening_hours_cannot_be_is_refused(rule: str, code: Code, hint: str) -> None:
    with pytest.raises(Refused) as refusal:
        slot_of(rule, *MORNING)
    assert (refusal.value.problem.code, refusal.value.problem.hint) == (code, hint)


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=MO", Code.RULE_NOT_HOURS),
        ("FREQ=DAILY;INTERVAL=2", Code.RULE_NOT_HOURS),
        ("FREQ=WEEKLY;BYDAY=MO;UNTIL=20251231", Code.ENDS_BEFORE_BEGINS),
    ],
)
def test_a_rule_that_does_not_fit_its_beginning_is_refused(rule: str, code: Code) -> None:
    with pytest.raises(Refused) as refusal:
        slot_of(rule, *MORNING, begins_on=date(2026, 1, 12))
    assert refusal.value.problem.code is code


def test_a_slot_without_days_has_no_rule() -> None:
    with pytest.raises(Refused) as refusal:
        rule_of(Slot((), by_appointment=True))
    assert refusal.value.problem.code is Code.NO_DAYS
