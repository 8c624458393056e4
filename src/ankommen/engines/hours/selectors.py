"""Which days a rule is about: "Mo-Fr", "täglich außer montags", "jeden 1. Mittwoch im Monat", "We[1]"."""

from __future__ import annotations

from dataclasses import dataclass

from .codes import Code
from .cursor import Cursor
from .dates import Period, osm_period
from .slots import DAYS, LAST_WEEK, WEEKS
from .words import AND, BEFORE_DAYS, DAY_OF, DAYS_OF, EACH, EVERY_DAY, EXCEPT, OF_MONTH, ORDINALS, TO

Pair = tuple[int | None, str]
"""A week of the month, None for every week, and a day."""


@dataclass(frozen=True)
class Selector:
    """Days of a rule, and the dates that OpenStreetMap writes before them."""

    pairs: tuple[Pair, ...]
    period: Period


def read_selector(cursor: Cursor) -> Selector | None:
    """The days that come next; None where no day comes. Raises Refused."""
    begun = cursor.at
    period = osm_period(cursor)
    pairs = _pairs(cursor)
    if not pairs:
        if period != (None, None):
            raise cursor.refused()
        cursor.at = begun
        return None
    if cursor.word(EXCEPT):
        left_out = _pairs(cursor)
        pairs = [pair for pair in pairs if pair not in left_out]
        if not left_out or not pairs:
            raise cursor.refused(since=begun)
    return Selector(tuple(dict.fromkeys(pairs)), period)


def _pairs(cursor: Cursor) -> list[Pair]:
    """Days in a list, with weeks of the month or without."""
    begun = cursor.at
    pairs: list[Pair] = []
    counted: set[bool] = set()
    is_each = False
    while True:
        mark = cursor.at
        while pairs and (cursor.take(",", "/", "+", "&") or cursor.word(AND)):
            pass
        is_apart = not pairs or cursor.at > mark
        while not cursor.begins(EVERY_DAY) and (before := cursor.word(BEFORE_DAYS)):
            is_each = is_each or before.text in EACH
        weeks = _ordinals(cursor) if is_apart else []
        days = _days(cursor, is_counted=bool(weeks)) if is_apart else []
        if not days:
            cursor.at = mark
            break
        counted.add(bool(weeks))
        pairs += [(week, day) for week in weeks for _, day in days] or days
    if True in counted:
        _check_weeks(cursor, begun, pairs, is_mixed=len(counted) > 1, is_each=is_each)
    return pairs


def _check_weeks(cursor: Cursor, begun: int, pairs: list[Pair], *, is_mixed: bool, is_each: bool) -> None:
    """ "jeden 2. Mittwoch" without a month may be every other one; "am letzten Freitag" is one."""
    is_of_month = cursor.phrase(OF_MONTH) or (is_each and {week for week, _ in pairs} <= {1, LAST_WEEK})
    if is_mixed or not is_of_month:
        raise cursor.refused(Code.WEEK_OF_MONTH, begun)
    if not {week for week, _ in pairs} <= set(WEEKS):
        raise cursor.refused(Code.NO_SUCH_WEEK, begun)


def _ordinals(cursor: Cursor) -> list[int]:
    """Weeks of the month that a day follows; none, and nothing taken, where it does not."""
    begun = cursor.at
    weeks: list[int] = []
    while (week := _ordinal(cursor)) is not None:
        weeks.append(week)
        while cursor.take(",", "/", "+", "&") or cursor.word(AND):
            pass
    if not weeks or cursor.next.text not in DAY_OF:
        cursor.at = begun
        return []
    return weeks


def _ordinal(cursor: Cursor) -> int | None:
    if token := cursor.word(ORDINALS):
        return ORDINALS[token.text]
    if token := cursor.take("ordinal"):
        return int(token.text[:-2])
    if cursor.next.kind == "number" and cursor.ahead(1).kind == "." and len(cursor.next.text) <= 2:
        number = int(cursor.next.text)
        cursor.at += 2
        return number
    return None


def _days(cursor: Cursor, *, is_counted: bool) -> list[Pair]:
    """One day, a range of days, or a word for several."""
    if not is_counted and cursor.phrase(EVERY_DAY):
        return [(None, day) for day in DAYS]
    if not is_counted and (token := cursor.word(DAYS_OF)):
        return [(None, day) for day in DAYS_OF[token.text]]
    begun = cursor.at
    token = cursor.word(DAY_OF)
    if token is None:
        return []
    first = DAY_OF[token.text]
    if not is_counted and (weeks := cursor.take("weeks")):
        return [(week, first) for week in _bracketed(cursor, weeks.text)]
    mark = cursor.at
    if not (cursor.take("-") or cursor.word(TO)) or cursor.next.text not in DAY_OF:
        cursor.at = mark
        return [(None, first)]
    last = DAY_OF[cursor.next.text]
    cursor.at += 1
    if is_counted or last == first:
        raise cursor.refused(since=begun)
    return [(None, day) for day in _range(first, last)]


def _range(first: str, last: str) -> list[str]:
    """From one day to another, over the end of the week where the last stands before the first."""
    start = DAYS.index(first)
    length = (DAYS.index(last) - start) % len(DAYS) + 1
    return [DAYS[(start + number) % len(DAYS)] for number in range(length)]


def _bracketed(cursor: Cursor, text: str) -> list[int]:
    """The weeks of "[1,3]" or "[-1]"."""
    written = text[1:-1].split(",")
    if not all(week in map(str, WEEKS) for week in written):
        cursor.at -= 1
        raise cursor.refused(Code.NO_SUCH_WEEK)
    return [int(week) for week in written]
