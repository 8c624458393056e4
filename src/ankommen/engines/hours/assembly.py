"""From the rules of a text to slots: what a later rule does to the days of an earlier one.

A day named again is either told twice, gets hours on top, or new hours instead: German lists add, rules of
OpenStreetMap behind a ";" replace. Where the text does not show which it is, it is refused.
"""

from __future__ import annotations

from dataclasses import replace

from .clock import Span
from .codes import Code
from .cursor import Cursor
from .grammar import Rule, Said
from .selectors import Pair
from .slots import DAYS, WEEKS, Slot, time_of
from .words import ENGLISH_ONLY, GERMAN_ONLY, OSM_ONLY

_OSM_KINDS = frozenset({"weeks", "quoted", "fallback"})


def slots_of(said: Said, cursor: Cursor) -> tuple[Slot, ...]:
    """The slots that a text means. Raises Refused where its rules do not fit together."""
    is_of_month = any(week for rule in said.rules for week, _ in rule.pairs)
    if said.interval > 1 and (said.period[0] is None or is_of_month):
        raise cursor.refused_at(Code.INTERVAL_WITHOUT_START, said.modified or (0, 0))
    combine = _as_osm if _is_osm(said, cursor) else _as_written
    kept: list[Rule] = []
    closed: set[str] = set()
    for rule in said.rules:
        days = {day for _, day in rule.pairs}
        if rule.is_closed:
            kept = [_without(earlier, rule, days, cursor) for earlier in kept]
            closed |= days
        elif closed & days:
            raise cursor.refused_at(Code.DAY_TWICE, rule.place)
        else:
            kept = [combine(earlier, rule, days, cursor) for earlier in kept]
            kept.append(rule)
    slots = [slot for rule in kept for slot in _slots(rule, said)]
    if said.is_besides:
        slots.append(Slot((), by_appointment=True))
    if not slots:
        raise cursor.refused(Code.NEVER_OPEN, 0)
    return tuple(slots)


def _is_osm(said: Said, cursor: Cursor) -> bool:
    shown = not OSM_ONLY.isdisjoint(cursor.words) or any(token.kind in _OSM_KINDS for token in cursor.tokens)
    shown = shown or any(rule.period != (None, None) for rule in said.rules)
    return shown and GERMAN_ONLY.isdisjoint(cursor.words) and ENGLISH_ONLY.isdisjoint(cursor.words)


def _as_osm(earlier: Rule, rule: Rule, days: set[str], cursor: Cursor) -> Rule:
    """The earlier rule beside a later one: ";" takes the days away, "," adds."""
    return _without(earlier, rule, days, cursor) if ";" in rule.separators else earlier


def _as_written(earlier: Rule, rule: Rule, days: set[str], cursor: Cursor) -> Rule:
    """The earlier rule beside a later one, which may only add, and has to show it."""
    if rule.is_added or not any(_may_meet(one, other) for one in earlier.pairs for other in rule.pairs):
        return earlier
    is_clear = earlier.spans and rule.spans and not _overlap(earlier.spans, rule.spans)
    may_replace = ";" in rule.separators and GERMAN_ONLY.isdisjoint(cursor.words)
    if not is_clear or may_replace:
        raise cursor.refused_at(Code.DAY_TWICE, rule.place)
    return earlier


def _may_meet(one: Pair, other: Pair) -> bool:
    """Whether two may be the same day of a month; its last Friday is the fourth or the fifth."""
    weeks = {one[0], other[0]}
    return one[1] == other[1] and (len(weeks) == 1 or None in weeks or weeks in ({4, -1}, {5, -1}))


def _without(earlier: Rule, rule: Rule, days: set[str], cursor: Cursor) -> Rule:
    """The earlier rule without these days. Weeks of the month and dates would need exceptions: refused."""
    if days.isdisjoint(day for _, day in earlier.pairs):
        return earlier
    pairs = (*earlier.pairs, *rule.pairs)
    if any(week for week, _ in pairs) or (earlier.period, rule.period) != ((None, None), (None, None)):
        raise cursor.refused_at(Code.DAY_TWICE, rule.place)
    return replace(earlier, pairs=tuple(pair for pair in earlier.pairs if pair[1] not in days))


def _overlap(some: tuple[Span, ...], others: tuple[Span, ...]) -> bool:
    return any(one[0] < other[1] and other[0] < one[1] for one in some for other in others)


def _slots(rule: Rule, said: Said) -> list[Slot]:
    """A slot for each week of the month that a rule names, and each of its times."""
    begins_on, ends_on = rule.period if rule.period != (None, None) else said.period
    found = []
    for week in (None, *WEEKS):
        days = tuple(day for day in DAYS if (week, day) in rule.pairs)
        for span in (rule.spans or (None,)) if days else ():
            opens, closes = (time_of(span[0]), time_of(span[1])) if span else (None, None)
            slot = Slot(days, opens, closes, rule.by_appointment, week, said.interval, begins_on, ends_on)
            found.append(slot)
    return found
