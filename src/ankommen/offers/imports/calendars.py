"""Events of an iCalendar file as records, with what its reader says about them."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ankommen.engines.calendars import Code as Found
from ankommen.engines.calendars import Problem, read_calendar

from ..faults import Code, Fault, Level, fault
from .records import RawRecord

SHEET = "events"
COLUMNS = {
    "title": "SUMMARY",
    "description": "DESCRIPTION",
    "where": "LOCATION",
    "website": "URL",
    "rule": "RRULE",
    "provider": "ORGANIZER",
}
_RULES = frozenset(code for code in Found if code.value.startswith("rule_"))
# The event cannot be read, or not the file: nothing of it is taken.
_ERRORS: dict[Found, Promise] = {
    Found.TOO_LARGE: _("The calendar is larger than %(value)s MB. Split it into several."),
    Found.NOT_A_CALENDAR: _("The file is no calendar (iCalendar, .ics)."),
    Found.CUT_OFF: _("The file ends in the middle (%(value)s). Fetch it again."),
    Found.TOO_MANY_EVENTS: _("The calendar has more than %(value)s events. Split it into several."),
    Found.NO_START: _("The event has no beginning."),
    Found.BAD_DATE: _("“%(value)s” is no date."),
    Found.TOO_MANY_DATES: _("The event has more than %(value)s dates. Use a rule."),
    Found.SAME_UID: _("Another event of the file has the same UID: “%(value)s”."),
    Found.RULE_TWICE: _("The event has two rules. Make two events of it."),
    Found.NO_TITLE: _("The event has no title."),
}
# The event is read all the same, and this is told.
_NOTES: dict[Found, Promise] = {
    Found.NOT_UTF8: _("The file is not UTF-8. Look whether umlauts came out right."),
    Found.NUL: _("Characters that cannot be stored (NUL) were taken out."),
    Found.BROKEN_LINE: _("A line cannot be read and was left out: “%(value)s”."),
    Found.NO_UID: _(
        "The event has no UID. One was made of what it says: where that changes, it is a new event."
    ),
    Found.END_BEFORE_START: _("The event ends before it begins; it was read without an end."),
    Found.UNKNOWN_ZONE: _("The time zone “%(value)s” is not known; the times were read as local."),
    Found.LINK_REFUSED: _("“%(value)s” is no address of the web that may be shown; it was left out."),
    Found.BAD_POINT: _("“%(value)s” is no point; it was left out."),
    Found.ALL_THAT_FOLLOW: _("A change of all later dates was read as a change of this date only."),
}


def records_of_calendar(data: bytes, name: str) -> Iterator[RawRecord]:
    """The events in the order of the file, then what is wrong with those that cannot be read.

    Numbers of events that are read are not told by the reader: they are counted among those that are.
    """
    events, problems = read_calendar(data)
    by_uid: dict[str, list[Problem]] = {}
    for problem in problems:
        by_uid.setdefault(problem.uid, []).append(problem)
    for number, event in enumerate(events, start=1):
        own = [each for each in by_uid.pop(event.uid[:100], []) if each.code is not Found.SAME_UID]
        row = next((each.number for each in own if each.number), number)
        faults = tuple(_fault(each) for each in own)
        yield RawRecord("event", SHEET, row, columns=COLUMNS, faults=faults, event=event)
    known = {event.uid[:100] for event in events}
    for problem in problems:
        if problem.uid not in known or problem.code is Found.SAME_UID:
            sheet = SHEET if problem.number else name
            yield RawRecord("event", sheet, problem.number, columns=COLUMNS, faults=(_fault(problem),))


def _fault(problem: Problem) -> Fault:
    if problem.code in _RULES and problem.code is not Found.RULE_TWICE:
        code = Code.RULE_FREQUENCY if problem.code is Found.RULE_FREQUENCY else Code.RULE_REFUSED
        return fault("rule", code, value=problem.hint)
    level = Level.NOTE if problem.code in _NOTES else Level.ERROR
    sentence = str((_NOTES | _ERRORS)[problem.code]) % {"value": problem.hint}
    return Fault("title" if problem.code is Found.NO_TITLE else "", problem.code.value, sentence, level)
