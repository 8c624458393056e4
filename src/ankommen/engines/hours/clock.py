"""Times of the clock as people write them: "9-12.30 Uhr", "von 9 bis 13h", "9am-5pm", "18-2".

Who is sure of a time is sent there, so what can be read in two ways is refused: "1-4" is no night, "9-5" no
twenty hours. A night is what opens after noon, or ends on four digits, and closes before six.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from .codes import Code
from .cursor import Cursor
from .slots import DAY, NIGHT_ENDS, NOON
from .words import ALSO, ALWAYS, AND, BEFORE_TIMES, DAY_OF, HOUR, TO

Span = tuple[int, int]
"""Opening and closing in minutes from the beginning of the day; a night closes beyond 1440."""

WHOLE_DAY = (0, DAY)
_MORNING = 8 * 60  # in English "6-8" may be the evening


@dataclass(frozen=True)
class _Time:
    minutes: int
    is_real: bool
    is_short: bool  # an hour of one digit, which may be meant on a clock of twelve
    is_exact: bool  # two digits and minutes, which on a clock of twelve nobody writes
    half: str  # "a", "p" or nothing


def read_spans(cursor: Cursor, *, is_english: bool) -> list[Span]:
    """The times that come next; none where no time comes. Raises Refused."""
    spans: list[Span] = []
    begun = cursor.at
    while True:
        mark = cursor.at
        while spans and (cursor.take(",", "/", "&", "+", "\n") or cursor.word(AND)):
            pass
        is_apart = not spans or cursor.at > mark
        while cursor.word(BEFORE_TIMES | (ALSO if spans else frozenset())):
            pass
        span = _span(cursor, is_english=is_english) if is_apart else None
        if span is None:
            cursor.at = mark
            break
        spans.append(span)
    ordered = sorted(spans)
    if any(later[0] < earlier[1] for earlier, later in pairwise(ordered)):
        raise cursor.refused(Code.TIMES_OVERLAP, begun)
    return spans


def _span(cursor: Cursor, *, is_english: bool) -> Span | None:
    begun = cursor.at
    if cursor.take("always") or cursor.phrase(ALWAYS):
        return WHOLE_DAY
    opens = _time(cursor)
    if opens is None or not (cursor.take("-") or cursor.word(TO)):
        cursor.at = begun
        return None
    closes = _time(cursor)
    if closes is None:
        raise cursor.refused()
    if opens.minutes >= DAY or not (opens.is_real and closes.is_real):
        raise cursor.refused(Code.NO_SUCH_TIME, begun)
    if opens.half or closes.half:
        return _of_twelve(cursor, begun, opens, closes)
    return _of_day(cursor, begun, opens, closes, is_english=is_english)


def _of_day(cursor: Cursor, begun: int, opens: _Time, closes: _Time, *, is_english: bool) -> Span:
    if opens.is_short and 60 <= opens.minutes < NIGHT_ENDS and closes.minutes < NOON + 60:
        raise cursor.refused(Code.HALF_OF_DAY, begun)
    if is_english and opens.is_short and opens.minutes < _MORNING and closes.minutes <= NOON:
        raise cursor.refused(Code.HALF_OF_DAY, begun)
    if closes.minutes > opens.minutes:
        return opens.minutes, closes.minutes
    is_night = closes.minutes < NIGHT_ENDS and closes.minutes < opens.minutes
    if not is_night or (opens.minutes <= NOON and not closes.is_exact):
        raise cursor.refused(Code.CLOSES_BEFORE_OPENS, begun)
    return opens.minutes, closes.minutes + DAY


def _of_twelve(cursor: Cursor, begun: int, opens: _Time, closes: _Time) -> Span:
    """Times with am and pm. "9-5pm" has one for both, or begins in the morning."""
    if not closes.half:
        raise cursor.refused(Code.HALF_OF_DAY, begun)
    ends = _on_twelve(cursor, begun, closes, closes.half)
    halves = [opens.half] if opens.half else [closes.half, "a"]
    starts = [_on_twelve(cursor, begun, opens, half) for half in halves]
    for start in starts:
        if start < (ends or DAY):
            return start, ends or DAY
    if ends < NIGHT_ENDS and opens.half:
        return starts[0], ends + DAY
    raise cursor.refused(Code.CLOSES_BEFORE_OPENS, begun)


def _on_twelve(cursor: Cursor, begun: int, time: _Time, half: str) -> int:
    if not 60 <= time.minutes < NOON + 60:
        raise cursor.refused(Code.NO_SUCH_TIME, begun)
    return time.minutes % NOON + (NOON if half == "p" else 0)


def _time(cursor: Cursor) -> _Time | None:
    begun = cursor.at
    token = cursor.take("clock", "number")
    if token is None:
        return None
    if token.kind == "number" and len(token.text) > 2:
        cursor.at = begun
        return None
    hours, _, minutes = token.text.replace(".", ":").replace("h", ":").partition(":")
    total = int(hours) * 60 + int(minutes or 0)
    has_hour = cursor.word(HOUR) is not None
    return _Time(
        minutes=total,
        is_real=total <= DAY and int(minutes or 0) < 60,
        is_short=len(hours) == 1,
        is_exact=len(hours) > 1 and minutes != "",
        half="" if has_hour else _half(cursor),
    )


def _half(cursor: Cursor) -> str:
    """ "a" or "p" if am or pm comes next; German "am" stands before a day."""
    is_german = cursor.next.text == "am" and cursor.ahead(1).text in DAY_OF
    found = None if is_german else cursor.take("meridiem") or cursor.word({"am", "pm"})
    return found.text[0] if found else ""
