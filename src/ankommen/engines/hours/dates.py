"""From when and until when, and every how many weeks."""

from __future__ import annotations

from datetime import date

from .codes import Code
from .cursor import Cursor
from .osm import MONTHS, SINCE_EVER
from .words import FORTNIGHTLY, NUMBERS, SINCE, TO, UNTIL

Period = tuple[date | None, date | None]
"""First and last day; None where it has no beginning or no end."""

_MONTH_OF = {name.lower(): number for number, name in enumerate(MONTHS, start=1)}
_DAYS_ENDING = frozenset({"tägig", "täglich", "tägiger", "tägigem"})


def read_period(cursor: Cursor) -> Period | None:
    """Dates as people write them: "ab 1.3.2026", "vom 1.3.2026 bis 30.6.2026"; None where none come."""
    begun = cursor.at
    begins_on = ends_on = None
    is_open = cursor.phrase(SINCE)
    if is_open or cursor.word({"vom", "von", "from"}) or cursor.next.kind == "date":
        begins_on = _date(cursor)
        if begins_on is None:
            cursor.at = begun
            return None
    mark = cursor.at
    if cursor.phrase(UNTIL) or (begins_on and (cursor.take("-") or cursor.word(TO))):
        ends_on = _date(cursor)
        cursor.at = cursor.at if ends_on else mark
    if ends_on is None and not (begins_on and is_open):
        cursor.at = begun  # a bare date is that day only
        return None
    return _period(cursor, begun, begins_on, ends_on)


def osm_period(cursor: Cursor) -> Period:
    """Dates as OpenStreetMap writes them, "2026 Mar 01+" or "2026 Mar 01-2026 Jun 30"; twice None without."""
    begun = cursor.at
    begins_on = _osm_date(cursor)
    if begins_on is None:
        return None, None
    if cursor.take("+"):
        return begins_on, None
    ends_on = _osm_date(cursor) if cursor.take("-") else None
    if ends_on is None:
        raise cursor.refused(since=begun)
    return _period(cursor, begun, None if begins_on == SINCE_EVER else begins_on, ends_on)


def read_interval(cursor: Cursor) -> int | None:
    """Every how many weeks; None where no interval comes."""
    begun = cursor.at
    if cursor.phrase(FORTNIGHTLY):
        return 2
    is_every = cursor.word({"alle", "every"})
    count = _count(cursor)
    cursor.take("-")
    if count and is_every and cursor.word({"wochen", "weeks"}):
        return count
    days = cursor.word({"tage", "days"}) if is_every else cursor.word(_DAYS_ENDING)
    if count and days and count % 7 == 0:
        return count // 7
    cursor.at = begun
    return None


def _period(cursor: Cursor, begun: int, begins_on: date | None, ends_on: date | None) -> Period:
    if begins_on and ends_on and ends_on < begins_on:
        raise cursor.refused(Code.ENDS_BEFORE_BEGINS, begun)
    return begins_on, ends_on


def _date(cursor: Cursor) -> date | None:
    token = cursor.take("date")
    if token is None:
        return None
    parts = [int(part) for part in token.text.replace("-", ".").split(".")]
    return _day(cursor, *(parts if "-" in token.text else reversed(parts)), tokens=1)


def _osm_date(cursor: Cursor) -> date | None:
    year, month, day = cursor.next, cursor.ahead(1), cursor.ahead(2)
    is_date = year.kind == "number" and len(year.text) == 4 and day.kind == "number" and len(day.text) <= 2
    if not is_date or month.text not in _MONTH_OF:
        return None
    cursor.at += 3
    return _day(cursor, int(year.text), _MONTH_OF[month.text], int(day.text), tokens=3)


def _day(cursor: Cursor, year: int, month: int, day: int, *, tokens: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise cursor.refused(Code.NO_SUCH_DATE, cursor.at - tokens) from error


def _count(cursor: Cursor) -> int | None:
    """A number of one or two digits, or in words."""
    if token := cursor.word(NUMBERS):
        return NUMBERS[token.text]
    if cursor.next.kind == "number" and len(cursor.next.text) <= 2:
        number = int(cursor.next.text)
        cursor.at += 1
        return number
    return None
