"""Slots of every kind, and texts that look like opening hours."""

from __future__ import annotations

from datetime import date, time

from hypothesis import strategies as st

from ankommen.engines.hours import DAYS, Slot

from .corpus import ROWS

FIRST, LAST = date(2025, 12, 1), date(2026, 4, 30)
NIGHT_ENDS = 6 * 60

days_of_year = st.dates(FIRST, LAST)
week_days = st.sets(st.sampled_from(DAYS), min_size=1).map(
    lambda some: tuple(day for day in DAYS if day in some)
)
minutes = st.integers(0, 24 * 4 - 1).map(lambda quarter: quarter * 15)


def clock(minute: int) -> time:
    return time(minute // 60, minute % 60)


def _is_possible(span: tuple[int, int]) -> bool:
    return span[0] < span[1] or (span[1] < NIGHT_ENDS and span != (span[0], span[0])) or span == (0, 0)


spans = st.tuples(minutes, minutes).filter(_is_possible)
periods = st.tuples(st.none() | days_of_year, st.none() | days_of_year).filter(
    lambda period: None in period or period[0] <= period[1]  # type: ignore[operator]
)


@st.composite
def _timed(draw: st.DrawFn, *, with_intervals: bool = False) -> Slot:
    opens, closes = map(clock, draw(spans))
    begins_on, ends_on = draw(periods)
    nth = draw(st.sampled_from((None, None, 1, 2, 3, 4, 5, -1)))
    interval = draw(st.integers(1, 4)) if with_intervals and begins_on and nth is None else 1
    by_appointment = draw(st.booleans())
    return Slot(draw(week_days), opens, closes, by_appointment, nth, interval, begins_on, ends_on)


weekly = st.builds(lambda days, span: Slot(days, clock(span[0]), clock(span[1])), week_days, spans)
_agreed = week_days.map(lambda days: Slot(days, by_appointment=True)) | st.just(Slot((), by_appointment=True))
any_slot = weekly | _timed(with_intervals=True) | _agreed
slot_lists = st.lists(any_slot, max_size=5).map(tuple)
osm_lists = st.lists(weekly | _timed() | _agreed, max_size=5).map(tuple)

_PIECES = (
    *(
        "Mo",
        "Di",
        "Mittwoch",
        "So",
        "-",
        "–",
        "bis",
        "und",
        ",",
        ";",
        ".",
        "/",
        "(",
        ")",
        ":",
        "\n",
        "9",
        "12",
        "9:30",
    ),
    *(
        "14.00",
        "24",
        "1.",
        "Uhr",
        "h",
        "am",
        "pm",
        "auch",
        "geschlossen",
        "täglich",
        "außer",
        "jeden",
        "im Monat",
    ),
    *(
        "alle 14 Tage",
        "nach Vereinbarung",
        "nur mit Termin",
        "ab 1.3.2026",
        "off",
        "We[1]",
        '"',
        "||",
        "2026 Mar 01+",
    ),
    *("letzten", "\x00", "\ud800", "\u202e", "\u0669"),
)
pieced = st.lists(st.sampled_from(_PIECES), max_size=14).map(" ".join)
_real = st.sampled_from([text for text, _ in ROWS])


@st.composite
def _spoiled(draw: st.DrawFn) -> str:
    text = draw(_real)
    place = draw(st.integers(0, len(text)))
    return text[:place] + draw(st.text(max_size=3)) + text[place + draw(st.integers(0, 3)) :]


texts = st.text(max_size=60) | pieced | _real | _spoiled()
