"""What a text about opening hours says, in its own order: rules, and what stands beside them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from .appointments import Appointment, read_appointment
from .clock import WHOLE_DAY, Span, read_spans
from .codes import Code
from .cursor import Cursor, Place
from .dates import Period, read_interval, read_period
from .selectors import Pair, Selector, read_selector
from .slots import DAYS
from .words import ALSO, AND, CLOSED, ENGLISH_ONLY, LABEL_BEFORE, LABELS, NO_APPOINTMENT, OPEN, OR

_SIGNS = (",", ";", "\n", ".", "|", "/", "&", "+", "(", ")", "fallback")
_STRONG = frozenset({";", "\n", ".", "|"})  # ends what was said before
_AND = frozenset({"&", "+", "and", "or", "fallback"})
_DANGLING = _AND | {",", "/"}  # something must follow: the text is cut off


@dataclass(frozen=True)
class Rule:
    """Days with their times, closed days, or days by appointment.

    separators: what stood before it. is_added: said to come on top ("auch"). place: its tokens.
    """

    pairs: tuple[Pair, ...]
    spans: tuple[Span, ...]
    place: Place
    is_closed: bool = False
    by_appointment: bool = False
    is_added: bool = False
    separators: frozenset[str] = frozenset()
    period: Period = (None, None)


@dataclass
class Said:
    """All of a text. is_besides: appointments on top of the rules.

    interval, period: of the only rule; modified: the place of the last of them.
    """

    rules: list[Rule] = field(default_factory=list)
    is_besides: bool = False
    interval: int = 1
    period: Period = (None, None)
    modified: Place | None = None


def read(cursor: Cursor) -> Said:
    """All that the text says. Raises Refused for what is not understood or cannot be."""
    said = Said()
    is_english = not ENGLISH_ONLY.isdisjoint(cursor.words)
    _skip_label(cursor)
    while True:
        begun = cursor.at
        separators = _separators(cursor)
        if cursor.next.kind == "end":
            if separators & _DANGLING:
                raise cursor.refused(since=begun)
            break
        if not _read_modifier(cursor, said) and not _read_note(cursor, said, separators):
            if "or" in separators:
                raise cursor.refused(since=begun)  # one of two openings, and nobody knows which
            said.rules.append(_rule(cursor, said, separators, is_english=is_english))
    if said.modified and (len(said.rules) != 1 or said.is_besides):
        raise cursor.refused_at(Code.NOT_UNDERSTOOD, said.modified)
    return said


def _skip_label(cursor: Cursor) -> None:
    while cursor.take("\n", "|"):
        pass
    if cursor.next.text in LABEL_BEFORE and cursor.ahead(1).text in LABELS:
        cursor.at += 1
    if cursor.word(LABELS):
        cursor.take(":", "-")


def _separators(cursor: Cursor) -> frozenset[str]:
    """The signs and words between two rules."""
    found: list[str] = []
    while True:
        if token := cursor.take(*_SIGNS):
            if token.kind == "." and "." in found:
                raise cursor.refused(since=cursor.at - 2)  # "...": the text goes on elsewhere
            found.append(token.kind)
        elif cursor.word(AND):
            found.append("and")
        elif cursor.word(OR):
            found.append("or")
        else:
            return frozenset(found)


def _read_modifier(cursor: Cursor, said: Said) -> bool:
    """Whether an interval or dates came next; said twice they are not understood."""
    begun = cursor.at
    if interval := read_interval(cursor):
        if said.interval != 1:
            raise cursor.refused(since=begun)
        said.interval = interval
    elif period := read_period(cursor):
        if said.period != (None, None):
            raise cursor.refused(since=begun)
        said.period = period
    else:
        return False
    said.modified = begun, cursor.at
    cursor.take(":")
    return True


def _rule(cursor: Cursor, said: Said, separators: frozenset[str], *, is_english: bool) -> Rule:
    begun = cursor.at
    is_added = cursor.word(ALSO) is not None
    is_closed = cursor.word(CLOSED) is not None
    if is_closed:
        cursor.take(":")
    selector = read_selector(cursor)
    if selector is None:
        if is_closed and not said.rules and cursor.next.kind == "end":
            raise cursor.refused(Code.NEVER_OPEN, begun)
        if said.rules or said.is_besides or is_closed:
            raise cursor.refused()
        return _times_first(cursor, is_english=is_english)
    if said.is_besides and not said.rules:
        raise cursor.refused_at(Code.WHOSE_APPOINTMENT, (0, begun))
    is_added = cursor.word(ALSO) is not None or is_added
    rule = Rule(selector.pairs, (), (begun, begun), is_closed, False, is_added, separators, selector.period)
    if not is_closed:
        rule = _with_times(cursor, said, rule, is_english=is_english)
    return replace(rule, place=(begun, cursor.at))


def _with_times(cursor: Cursor, said: Said, rule: Rule, *, is_english: bool) -> Rule:
    """The rule with what follows its days: times, or that they are closed or by appointment."""
    while cursor.take(":", ",", "\n", "|"):
        pass
    _read_modifier(cursor, said)
    if cursor.word(CLOSED):
        return replace(rule, is_closed=True)
    if (appointment := read_appointment(cursor)) and not appointment.is_besides:
        return replace(rule, by_appointment=True)
    spans = read_spans(cursor, is_english=is_english)
    if not spans:
        raise cursor.refused()
    cursor.word(OPEN)
    return replace(rule, spans=tuple(spans))


def _times_first(cursor: Cursor, *, is_english: bool) -> Rule:
    """A single rule with its times before its days, or all day without days."""
    begun = cursor.at
    spans = read_spans(cursor, is_english=is_english)
    if not spans:
        raise cursor.refused()
    cursor.word(OPEN)
    mark = cursor.at
    cursor.take("(", ",")
    selector = read_selector(cursor)
    if selector is None:
        cursor.at = mark
        if spans != [WHOLE_DAY]:
            raise cursor.refused(Code.NO_DAYS, begun)
        selector = Selector(tuple((None, day) for day in DAYS), (None, None))
    cursor.take(")")
    if cursor.next.kind not in {"end", "."}:
        raise cursor.refused()
    return Rule(selector.pairs, tuple(spans), (begun, cursor.at), period=selector.period)


def _read_note(cursor: Cursor, said: Said, separators: frozenset[str]) -> bool:
    """Whether a note about appointments came next; what it is about is now said of the rules."""
    if said.rules and cursor.phrase(NO_APPOINTMENT):
        return True
    begun = cursor.at
    note = read_appointment(cursor)
    if note is None:
        return False
    cursor.take(")")
    is_last = cursor.next.kind == "end" or (cursor.next.kind == "." and cursor.ahead(1).kind == "end")
    if note.is_besides or separators & _AND or not said.rules:
        if said.is_besides or (note.is_only and said.rules):
            raise cursor.refused(Code.WHOSE_APPOINTMENT, begun)
        said.is_besides = True
        return True
    about = _about(note, said.rules, separators, is_last=is_last)
    if not about:
        raise cursor.refused(Code.WHOSE_APPOINTMENT, begun)
    for number in about:
        said.rules[number] = replace(said.rules[number], by_appointment=True)
    return True


def _about(note: Appointment, rules: list[Rule], separators: frozenset[str], *, is_last: bool) -> list[int]:
    """Numbers of the rules that need an appointment; none where the text leaves it open."""
    timed = [number for number, rule in enumerate(rules) if rule.spans]
    last = rules[-1]
    is_alone = len(rules) == 1
    if not timed or timed[-1] != len(rules) - 1:
        return []
    if note.is_comment:
        return timed[-1:] if not separators else []
    if separators <= {"("}:
        is_clear = len(last.spans) == 1 and not note.is_offer and (is_alone or last.separators & _STRONG)
        return timed[-1:] if is_clear else []
    is_of_all = note.is_only and is_last and (is_alone or separators & _STRONG)
    return timed if is_of_all else []
