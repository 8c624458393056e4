"""Opening hours in words: a line for each group of days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import time

from django.utils.dates import WEEKDAYS
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ankommen.engines.hours import DAYS, Line, Slot, week_of


def week_lines(slots: Sequence[Slot]) -> list[tuple[str, str]]:
    """The week in words: days and times, a line for each that differs."""
    return [(_days(line), _line_times(line)) for line in week_of(slots)]


def times_in_words(spans: Iterable[tuple[time, time]]) -> str:
    """Spans of a day: "09:00–12:00, 14:00–16:00"."""
    shown = [f"{time_format(begin, 'TIME_FORMAT')}–{time_format(end, 'TIME_FORMAT')}" for begin, end in spans]
    return ", ".join(shown)


def _line_times(line: Line) -> str:
    if not line.times:
        return _("by appointment")
    times = times_in_words(line.times)
    return _("%(times)s, by appointment") % {"times": times} if line.by_appointment else times


def _days(line: Line) -> str:
    names = [str(WEEKDAYS[DAYS.index(day)]) for day in line.days]
    if not names:
        return _("On any day")
    days = (
        names[0] if len(names) == 1 else _("%(first)s to %(last)s") % {"first": names[0], "last": names[-1]}
    )
    if line.nth is not None:
        return str(_OF_MONTH[line.nth]) % {"day": days}
    if line.interval > 1:
        return _("Every %(number)s weeks, %(day)s") % {"number": line.interval, "day": days}
    return days


_OF_MONTH = {
    1: gettext_lazy("On the first %(day)s of the month"),
    2: gettext_lazy("On the second %(day)s of the month"),
    3: gettext_lazy("On the third %(day)s of the month"),
    4: gettext_lazy("On the fourth %(day)s of the month"),
    5: gettext_lazy("On the fifth %(day)s of the month"),
    -1: gettext_lazy("On the last %(day)s of the month"),
}
