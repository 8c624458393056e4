"""What holds for every text that somebody may type, and for all slots."""

from __future__ import annotations

import time
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankommen.engines.hours import (
    Code,
    Slot,
    hours_on,
    is_open_at,
    next_opening,
    read_hours,
    rule_of,
    slot_of,
    to_osm,
    week_of,
)

from . import strategies
from .strategies import FIRST, LAST, any_slot, days_of_year, osm_lists, slot_lists, texts

MOMENTS = st.builds(
    datetime.combine, days_of_year, strategies.minutes.map(strategies.clock)
)  # local and naive


@given(texts)
def test_nothing_is_lost_and_nothing_read_by_halves(text: str) -> None:
    reading = read_hours(text)
    if reading.slots:
        assert (reading.rest, reading.problems) == ("", ())
        return
    assert reading.rest == text
    assert len(reading.problems) == (1 if text.strip() else 0)
    for problem in reading.problems:
        assert 0 <= problem.start <= problem.end <= len(text)
        assert text[problem.start : problem.end].startswith(problem.hint)


@given(texts)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert read_hours(text) == read_hours(text)


@given(texts)
def test_what_was_read_can_be_written_and_read_again(text: str) -> None:
    slots = read_hours(text).slots
    if slots and all(slot.interval == 1 for slot in slots):
        assert meaning(read_hours(to_osm(slots)).slots) == meaning(slots)


@given(osm_lists)
def test_canonical_text_is_read_as_what_it_was_written_from(slots: tuple[Slot, ...]) -> None:
    text = to_osm(slots)
    again = read_hours(text)
    assert (again.rest, again.problems) == ("", ())
    assert meaning(again.slots) == meaning(slots)
    assert to_osm(again.slots) == text


@given(slot_lists, days_of_year, st.booleans())
def test_openings_of_a_day_are_in_order_and_free_of_overlaps(
    slots: tuple[Slot, ...], day: date, by_appointment: bool
) -> None:
    openings = hours_on(slots, day, by_appointment=by_appointment)
    begun = [opens for opens, _ in openings]
    assert begun == sorted(set(begun))
    for (opens, closes), (later, _) in pairwise(openings):
        assert opens < closes <= later


@given(slot_lists, MOMENTS)
def test_a_door_is_open_where_any_slot_says_so(slots: tuple[Slot, ...], moment: datetime) -> None:
    assert is_open_at(slots, moment) == any(covers(slot, moment) for slot in slots)


@given(slot_lists, MOMENTS)
def test_the_next_opening_is_the_first(slots: tuple[Slot, ...], moment: datetime) -> None:
    steps = [moment + timedelta(minutes=15 * step) for step in range(3 * 96)]
    opened = [
        step
        for step in steps
        if step.date() <= moment.date() + timedelta(days=2)
        and is_open_at(slots, step)
        and not is_open_at(slots, step - timedelta(minutes=15))
    ]
    assert next_opening(slots, moment, within_days=2) == (opened[0] if opened else None)


@given(any_slot)
def test_a_rule_gives_its_slot_back(slot: Slot) -> None:
    if slot.days:
        again = slot_of(
            rule_of(slot),
            slot.opens,
            slot.closes,
            begins_on=slot.begins_on,
            by_appointment=slot.by_appointment,
        )
        assert again == slot


@given(slot_lists)
def test_lines_say_all_and_nothing_else(slots: tuple[Slot, ...]) -> None:
    lines = week_of(slots)
    assert len(set(lines)) == len(lines)
    unfolded = [
        Slot(
            line.days,
            opens,
            closes,
            line.by_appointment,
            line.nth,
            line.interval,
            line.begins_on,
            line.ends_on,
        )
        for line in lines
        for opens, closes in line.times or [(None, None)]
    ]
    assert meaning(tuple(unfolded)) == meaning(slots)
    assert week_of(unfolded) == lines


HOSTILE = {
    "letters": "a" * 100_000,
    "days": "Mo," * 33_000,
    "times": "Mo " + "9-12," * 20_000,
    "dots": "1." * 50_000,
    "digits": "9" * 100_000,
    "blanks": " " * 100_000,
    "lines": "\n" * 100_000,
    "quotes": '"' * 100_000,
    "brackets": "[1,1" * 25_000,
    "marks": "a\u0308" * 50_000,
    "nothing": "\x00" * 100_000,
    "and": "und " * 25_000,
    "phrases": "außerhalb der " * 7_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_long_text_takes_no_time_and_stays(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    problem = read_hours(text).problems
    assert [found.code for found in problem] == ([Code.TOO_LONG] if text.strip() else [])
    monkeypatch.setattr(
        "ankommen.engines.hours.reading.LONGEST_TEXT", len(text)
    )  # linear even without the limit
    started = time.process_time()
    assert read_hours(text).rest == text
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    "text",
    [
        "Mo auch 9-12 " * 76,
        "Mo 9-12 " * 125,
        "Mo 9:00-9:01 Uhr;" * 58,
        "".join(
            f"Mo {number // 60:02}:{number % 60:02}-{number // 60:02}:{number % 60 + 1:02},"
            for number in range(59)
        ),
        "Mo[1,2,3,4,5]" * 76,
        "Mi geschlossen " * 66,
    ],
)
def test_what_is_as_long_as_it_may_be_takes_no_time(text: str) -> None:
    assert len(text) <= 1000
    started = time.process_time()
    read_hours(text)
    assert time.process_time() - started < 0.5


def covers(slot: Slot, moment: datetime) -> bool:
    """Whether a slot is open: a second way to say it, by adding lengths instead of comparing clocks."""
    if slot.opens is None or slot.closes is None or slot.by_appointment:
        return False
    for day in (moment.date(), moment.date() - timedelta(days=1)):
        begins = datetime.combine(day, slot.opens)
        ends = datetime.combine(day, slot.closes)
        ends += timedelta(days=1) if ends <= begins else timedelta(0)
        if slot.is_on(day) and begins <= moment < ends:
            return True
    return False


def meaning(slots: tuple[Slot, ...]) -> list[object]:
    """What slots say of every day of some months, and of days by appointment."""
    found: list[object] = [Slot((), by_appointment=True) in slots]
    for number in range((LAST - FIRST).days + 8):
        day = FIRST + timedelta(days=number)
        agreed = any(slot.opens is None and slot.is_on(day) for slot in slots)
        found.append((agreed, hours_on(slots, day), hours_on(slots, day, by_appointment=True)))
    return found
