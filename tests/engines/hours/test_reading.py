"""Texts about opening hours are read whole, or not at all, and say which."""

from __future__ import annotations

from datetime import date, time
from itertools import product

import pytest

from ankommen.engines.hours import Code, Reading, Slot, read_hours, to_osm

from .corpus import ROWS, rows

WORKDAYS = ("MO", "TU", "WE", "TH", "FR")


def summary(reading: Reading) -> str:
    """Slots in OpenStreetMap's words, or the code why there are none."""
    return to_osm(reading.slots) if reading.slots else "".join(f"!{found.code}" for found in reading.problems)


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_a_text_is_read_as_people_mean_it(text: str, expected: str) -> None:
    assert summary(read_hours(text)) == expected


def test_the_corpus_is_large_and_of_both_kinds() -> None:
    written = [expected for name in ("german", "english", "osm") for _, expected in rows(name)]
    assert len(ROWS) == len({text for text, _ in ROWS}) >= 150
    assert 0.5 < sum(not expected.startswith("!") for expected in written) / len(written) < 0.8
    codes = {expected[1:] for _, expected in ROWS if expected.startswith("!")}
    of_others = {Code.TOO_LONG, Code.NOT_A_RULE, Code.RULE_NOT_HOURS, Code.INTERVAL_NOT_IN_OSM}
    assert codes == set(Code) - of_others


def test_slots_as_they_come() -> None:
    assert read_hours("Mo-Fr 9-12 Uhr, Do auch 14-18 Uhr, und nach Vereinbarung").slots == (
        Slot(WORKDAYS, time(9), time(12)),
        Slot(("TH",), time(14), time(18)),
        Slot((), by_appointment=True),
    )
    assert read_hours("jeden 1. und 3. Mittwoch im Monat 17-19 Uhr").slots == (
        Slot(("WE",), time(17), time(19), nth=1),
        Slot(("WE",), time(17), time(19), nth=3),
    )


@pytest.mark.parametrize(
    ("text", "interval", "begins_on", "ends_on"),
    [
        ("ab 12.01.2026 alle 14 Tage montags 10-12 Uhr", 2, date(2026, 1, 12), None),
        ("montags alle 14 Tage 10-12 Uhr, ab 12.1.2026", 2, date(2026, 1, 12), None),
        ("14-tägig, vom 12.1.2026 bis 30.6.2026: Mo 10-12", 2, date(2026, 1, 12), date(2026, 6, 30)),
        ("alle 3 Wochen montags 10-12 Uhr ab 2026-01-12", 3, date(2026, 1, 12), None),
        ("every two weeks on Mondays 10am-12pm, starting 12.01.2026", 2, date(2026, 1, 12), None),
    ],
)
def test_an_interval_needs_the_day_it_begins(
    text: str, interval: int, begins_on: date, ends_on: date | None
) -> None:
    slot = Slot(("MO",), time(10), time(12), interval=interval, begins_on=begins_on, ends_on=ends_on)
    assert read_hours(text).slots == (slot,)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Mo-Fr 9-25", "9-25"),
        ("Mo 9-12, Di 10-9 Uhr", "10-9 Uhr"),
        ("Mo 9-12 und 11-13, Di 9-12", "9-12 und 11-13"),
        ("Mo-Fr 9-12 außer in den Schulferien", "außer"),
        ("Mo-Do 9-17, Fr 9-14, Do 9-20 Uhr", "Do 9-20 Uhr"),
        ("alle 14 Tage montags 10-12 Uhr", "alle 14 Tage"),
        ("Mi 10-12 ab 31.2.2026", "31.2.2026"),
        ("jeden 2. Mittwoch 16-18 Uhr", "jeden 2. Mittwoch"),
        ("\u200eMo\u00a0– Fr 9-12, Tel. 0231", "Tel."),
        ("We[7] 10:00-12:00", "[7]"),
        ("geschlossen", "geschlossen"),
        ("Mo 9-12 und", "und"),
    ],
)
def test_a_problem_says_where_it_stands(text: str, place: str) -> None:
    (problem,) = read_hours(text).problems
    assert text[problem.start : problem.end] == problem.hint == place


BEGINNINGS = ("", "Öffnungszeiten: ", "Geöffnet ")
DAYS = (
    "Mo-Fr",
    "Mo – Fr",
    "Mo.–Fr.",
    "Montag bis Freitag",
    "montags bis freitags:",
    "MO bis FR",
    "Mo, Di, Mi, Do, Fr",
)
TIMES = (
    "9-12:30",
    "9 – 12.30 Uhr",
    "von 9 bis 12.30 Uhr",
    "09:00-12:30",
    "9.00 Uhr bis 12.30 Uhr",
    "9h-12h30",
)
ENDINGS = ("", ".", "\n", ", Sa und So geschlossen")


def test_any_words_for_the_same_hours_give_the_same_slots() -> None:
    for parts in product(BEGINNINGS, DAYS, TIMES, ENDINGS):
        beginning, days, times, ending = parts
        assert summary(read_hours(f"{beginning}{days} {times}{ending}")) == "Mo-Fr 09:00-12:30", parts
