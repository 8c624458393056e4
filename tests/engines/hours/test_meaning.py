"""What slots mean on a day, at a moment, in a week, and in OpenStreetMap's words."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest

from ankommen.engines.hours import (
    Code,
    Line,
    Refused,
    Slot,
    hours_on,
    is_open_at,
    next_opening,
    read_hours,
    to_osm,
    week_of,
)

WORKDAYS = ("MO", "TU", "WE", "TH", "FR")
MONDAY = date(2026, 1, 12)


@pytest.mark.parametrize(
    "facts",
    [
        {"days": ()},
        {"days": ("MO",)},
        {"days": ("TU", "MO"), "opens": time(9), "closes": time(12)},
        {"days": ("MO", "MO"), "opens": time(9), "closes": time(12)},
        {"days": ("Mo",), "opens": time(9), "closes": time(12)},
        {"days": ("MO",), "opens": time(9)},
        {"days": (), "opens": time(9), "closes": time(12), "by_appointment": True},
        {"days": (), "by_appointment": True, "nth": 1},
        {"days": ("MO",), "opens": time(12), "closes": time(9)},
        {"days": ("MO",), "opens": time(22), "closes": time(6)},
        {"days": ("MO",), "opens": time(1), "closes": time(1)},
        {"days": ("MO",), "opens": time(9, 0, 1), "closes": time(12)},
        {"days": ("MO",), "opens": time(9), "closes": time(12), "nth": 6},
        {"days": ("MO",), "opens": time(9), "closes": time(12), "nth": 0},
        {"days": ("MO",), "opens": time(9), "closes": time(12), "interval": 0},
        {"days": ("MO",), "opens": time(9), "closes": time(12), "interval": 2},
        {"days": ("MO",), "opens": time(9), "closes": time(12), "interval": 2, "nth": 1, "begins_on": MONDAY},
        {
            "days": ("MO",),
            "opens": time(9),
            "closes": time(12),
            "begins_on": MONDAY,
            "ends_on": date(2026, 1, 11),
        },
    ],
)
def test_there_is_no_slot_that_cannot_be(facts: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Slot(**facts)


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("Mo-Fr 9-12, Do auch 14-18 Uhr", "2026-01-15", "09:00-12:00 14:00-18:00"),
        ("Mo-Fr 9-12, Do auch 11-18 Uhr", "2026-01-15", "09:00-18:00"),
        ("Mo-Fr 9-12, Do auch 12-18 Uhr", "2026-01-15", "09:00-18:00"),
        ("Mo-Fr 9-12 Uhr", "2026-01-17", ""),
        ("Mo-Fr 9-12 Uhr nur mit Termin", "2026-01-12", ""),
        ("jeden 1. Mittwoch im Monat 17-19 Uhr", "2026-01-07", "17:00-19:00"),
        ("jeden 1. Mittwoch im Monat 17-19 Uhr", "2026-01-14", ""),
        ("jeden 5. Freitag im Monat 17-19 Uhr", "2026-01-30", "17:00-19:00"),
        ("jeden 5. Freitag im Monat 17-19 Uhr", "2026-02-27", ""),
        ("jeden letzten Freitag im Monat 17-19 Uhr", "2026-01-30", "17:00-19:00"),
        ("jeden letzten Freitag im Monat 17-19 Uhr", "2026-01-23", ""),
        ("jeden letzten Freitag im Monat 17-19 Uhr", "2026-02-27", "17:00-19:00"),
        ("ab 12.01.2026 alle 14 Tage montags 10-12 Uhr", "2026-01-05", ""),
        ("ab 12.01.2026 alle 14 Tage montags 10-12 Uhr", "2026-01-12", "10:00-12:00"),
        ("ab 12.01.2026 alle 14 Tage montags 10-12 Uhr", "2026-01-19", ""),
        ("ab 12.01.2026 alle 14 Tage montags 10-12 Uhr", "2026-01-26", "10:00-12:00"),
        ("ab 14.01.2026 alle 14 Tage montags 10-12 Uhr", "2026-01-26", "10:00-12:00"),
        ("Mo 10-12 bis 12.1.2026", "2026-01-12", "10:00-12:00"),
        ("Mo 10-12 bis 12.1.2026", "2026-01-19", ""),
        ("Fr 18-2 Uhr", "2026-01-16", "18:00-02:00"),
        ("Fr 18-2 Uhr", "2026-01-17", ""),
        ("Fr 18-24 Uhr", "2026-01-16", "18:00-00:00"),
        ("rund um die Uhr", "2026-01-16", "00:00-00:00"),
    ],
)
def test_openings_of_a_day(text: str, day: str, expected: str) -> None:
    openings = hours_on(read_hours(text).slots, date.fromisoformat(day))
    assert " ".join(f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in openings) == expected


def test_hours_by_appointment_are_asked_for() -> None:
    slots = read_hours("Mo 9-12 Uhr; Di 9-12 Uhr nur mit Termin").slots
    assert hours_on(slots, date(2026, 1, 13)) == []
    assert hours_on(slots, date(2026, 1, 13), by_appointment=True) == [(time(9), time(12))]
    assert hours_on(slots, MONDAY, by_appointment=True) == []


@pytest.mark.parametrize(
    ("text", "moment", "expected"),
    [
        ("Mo 9-12 Uhr", "2026-01-12 08:59:59", False),
        ("Mo 9-12 Uhr", "2026-01-12 09:00", True),
        ("Mo 9-12 Uhr", "2026-01-12 11:59:59", True),
        ("Mo 9-12 Uhr", "2026-01-12 12:00", False),
        ("Fr 18-2 Uhr", "2026-01-17 01:59", True),
        ("Fr 18-2 Uhr", "2026-01-17 02:00", False),
        ("Fr 18-2 Uhr", "2026-01-16 01:59", False),
        ("Fr 18-24 Uhr", "2026-01-16 23:59", True),
        ("Fr 18-24 Uhr", "2026-01-17 00:00", False),
        ("jeden letzten Freitag im Monat 18-2 Uhr", "2026-01-31 01:00", True),
        ("Fr 18-2 Uhr bis 16.1.2026", "2026-01-17 01:00", True),
        ("rund um die Uhr", "2026-01-16 00:00", True),
        ("rund um die Uhr", "0001-01-01 00:00", True),
        ("Mo 9-12 Uhr nur mit Termin", "2026-01-12 10:00", False),
        ("nach Vereinbarung", "2026-01-12 10:00", False),
    ],
)
def test_open_at_a_moment(text: str, moment: str, expected: bool) -> None:
    assert is_open_at(read_hours(text).slots, datetime.fromisoformat(moment)) == expected


@pytest.mark.parametrize(
    ("text", "moment", "expected"),
    [
        ("Mo 9-12 Uhr", "2026-01-12 08:00", "2026-01-12 09:00"),
        ("Mo 9-12 Uhr", "2026-01-12 09:00", "2026-01-12 09:00"),
        ("Mo 9-12 Uhr", "2026-01-12 09:01", "2026-01-19 09:00"),
        ("Mo 9-12 und 14-16 Uhr", "2026-01-12 10:00", "2026-01-12 14:00"),
        ("jeden 1. Mittwoch im Monat 17-19 Uhr", "2026-01-08 00:00", None),
        ("jeden 1. Mittwoch im Monat 17-19 Uhr", "2026-01-21 18:00", "2026-02-04 17:00"),
        ("Fr 18-24 Uhr, Sa 0-10 Uhr", "2026-01-16 19:00", None),  # the doors stay open at midnight
        ("rund um die Uhr", "2026-01-12 10:00", None),
        ("rund um die Uhr", "9999-12-31 10:00", None),
        ("Mo 9-12 Uhr nur mit Termin", "2026-01-12 08:00", None),
    ],
)
def test_the_next_opening(text: str, moment: str, expected: str | None) -> None:
    within_days = 6 if "Fr 18-24" in text else 14
    found = next_opening(read_hours(text).slots, datetime.fromisoformat(moment), within_days)
    assert found == (datetime.fromisoformat(expected) if expected else None)


def test_a_week_in_lines() -> None:
    text = "Mo-Do 8-12 Uhr, Di auch 14-16 Uhr, Sa 8-12 Uhr, jeden 1. Sonntag im Monat 11-15 Uhr, und nach Vereinbarung"
    morning, afternoon = (time(8), time(12)), (time(14), time(16))
    assert week_of(read_hours(text).slots) == (
        Line(("MO",), (morning,)),
        Line(("TU",), (morning, afternoon)),
        Line(("WE", "TH"), (morning,)),
        Line(("SA",), (morning,)),
        Line(("SU",), ((time(11), time(15)),), nth=1),
        Line((), (), by_appointment=True),
    )


@pytest.mark.parametrize(
    ("slots", "text"),
    [
        ((), ""),
        ((Slot(WORKDAYS, time(9), time(12)), Slot(("TH",), time(14), time(18))),
         "Mo-We,Fr 09:00-12:00; Th 09:00-12:00,14:00-18:00"),
        ((Slot(("SA", "SU"), time(0), time(0)),), "Sa-Su 00:00-24:00"),
        ((Slot(("SA",), time(18), time(2)),), "Sa 18:00-02:00"),
        ((Slot(WORKDAYS, time(9), time(12)), Slot(("WE",), time(9), time(18), nth=1)),
         "Mo-Fr 09:00-12:00, We[1] 09:00-18:00"),
        ((Slot(("MO",), time(9), time(12), begins_on=MONDAY),), "2026 Jan 12+ Mo 09:00-12:00"),
        ((Slot(("MO",), time(9), time(12), by_appointment=True),), 'Mo 09:00-12:00 "by appointment"'),
        ((Slot((), by_appointment=True),), '"by appointment"'),
        ((Slot(("MO",), time(0, 15), time(0)), Slot(("MO",), time(20), time(4))), "Mo 00:15-12:00,12:00-04:00"),
    ],
)  # fmt: skip
def test_slots_in_the_words_of_openstreetmap(slots: tuple[Slot, ...], text: str) -> None:
    assert to_osm(slots) == text


def test_openstreetmap_has_no_word_for_every_second_week() -> None:
    with pytest.raises(Refused) as refusal:
        to_osm((Slot(("MO",), time(9), time(12), interval=2, begins_on=MONDAY),))
    assert refusal.value.problem.code is Code.INTERVAL_NOT_IN_OSM
