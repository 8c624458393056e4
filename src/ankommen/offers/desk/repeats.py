"""How often an event takes place, as people choose it in a form, and as a rule of RFC 5545."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone
from django.utils.dates import WEEKDAYS as WEEKDAY_NAMES
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from ankommen.engines.calendars import WEEKDAYS, Rule, check_rule, read_rule

from ..dates import city_time

if TYPE_CHECKING:
    from ..facts import EventFacts

ONCE, KEPT = "", "kept"
WEEKLY = {"weekly": 1, "two_weeks": 2}
_PLAIN = {"daily": "DAILY", "month_day": "MONTHLY", "yearly": "YEARLY"}
LABELS = {
    ONCE: gettext_lazy("only once"),
    "daily": gettext_lazy("every day"),
    "weekly": gettext_lazy("every week"),
    "two_weeks": gettext_lazy("every two weeks"),
    "month_weekday": gettext_lazy("every month on the same weekday, like the second Tuesday"),
    "month_day": gettext_lazy("every month on the same day, like the 15th"),
    "yearly": gettext_lazy("every year"),
    KEPT: gettext_lazy("as it came, by its own rule"),
}


@dataclass(frozen=True)
class Repeats:
    """A choice of `LABELS`. weekdays: of every week or two, 0 for Monday, () for that of the first day.

    until: the last day it may fall on. KEPT: the form cannot say this rule and leaves it alone.
    """

    how: str = ONCE
    weekdays: tuple[int, ...] = ()
    until: date | None = None


def repeats_of(facts: EventFacts) -> Repeats:
    """What the form shows of the rule of an event."""
    if not facts.rule:
        return Repeats()
    if check_rule(facts.rule):
        return Repeats(KEPT)
    rule, first = read_rule(facts.rule), city_time(facts.starts_at).date()
    until = city_time(rule.until.isoformat()).date() if rule.until else None
    how = KEPT if rule.count is not None else _how(rule, first)
    return Repeats(how) if how == KEPT else Repeats(how, tuple(_days(rule)) if how in WEEKLY else (), until)


def rule_of(repeats: Repeats, first: date, *, all_day: bool) -> str:
    """The rule of a series that begins on `first`; "" where it takes place once. Not for KEPT."""
    if repeats.how == ONCE:
        return ""
    if repeats.how in WEEKLY:
        days = sorted(set(repeats.weekdays)) or [first.weekday()]
        interval = WEEKLY[repeats.how]
        parts = ["FREQ=WEEKLY", *([f"INTERVAL={interval}"] if interval > 1 else [])]
        parts.append(f"BYDAY={','.join(WEEKDAYS[day] for day in days)}")
    elif repeats.how == "month_weekday":
        parts = ["FREQ=MONTHLY", f"BYDAY={_which(first)}{WEEKDAYS[first.weekday()]}"]
    else:
        parts = [f"FREQ={_PLAIN[repeats.how]}"]
    return ";".join([*parts, *_until(repeats.until, all_day=all_day)])


def in_words(facts: EventFacts) -> str:
    """The rule as the form says it: "every week: Monday, Thursday, until 24.12.2026"; "" without one.

    In German as a whole where the choice is not translated: Django knows days of the week in any language.
    """
    repeats = repeats_of(facts)
    if repeats.how in (ONCE, KEPT):
        return facts.rule
    label = LABELS[repeats.how]
    with override(settings.LANGUAGE_CODE):
        in_german = str(label)
    spoken = settings.LANGUAGE_CODE if str(label) == in_german else get_language()
    with override(spoken):
        return _in_words(repeats)


def _in_words(repeats: Repeats) -> str:
    said = str(LABELS[repeats.how])
    if repeats.weekdays:
        said = f"{said}: {', '.join(str(WEEKDAY_NAMES[day]) for day in repeats.weekdays)}"
    if repeats.until:
        said = _("%(rule)s, until %(day)s") % {
            "rule": said,
            "day": date_format(repeats.until, "SHORT_DATE_FORMAT"),
        }
    return said


def _how(rule: Rule, first: date) -> str:
    if rule.frequency == "WEEKLY" and not rule.by and not rule.week_start:
        return {interval: how for how, interval in WEEKLY.items()}.get(rule.interval, KEPT)
    if rule.interval != 1:
        return KEPT
    if not rule.by and not rule.weekdays:
        return {frequency: how for how, frequency in _PLAIN.items()}.get(rule.frequency, KEPT)
    if rule.frequency == "MONTHLY" and not rule.weekdays and rule.by == {"BYMONTHDAY": (first.day,)}:
        return "month_day"
    if rule.frequency == "MONTHLY" and not rule.by and rule.weekdays == ((first.weekday(), _which(first)),):
        return "month_weekday"
    return KEPT


def _days(rule: Rule) -> list[int]:
    return sorted({day for day, _which in rule.weekdays})


def _which(day: date) -> int:
    """Which of its weekday in the month; the fifth, which few months have, is the last."""
    number = (day.day - 1) // 7 + 1
    return number if number < 5 else -1


def _until(day: date | None, *, all_day: bool) -> list[str]:
    """RFC 5545, 3.3.10: a day where the series is of days, else an instant in UTC."""
    if day is None:
        return []
    if all_day:
        return [f"UNTIL={day:%Y%m%d}"]
    last = timezone.make_aware(datetime.combine(day, time(23, 59, 59))).astimezone(UTC)
    return [f"UNTIL={last:%Y%m%dT%H%M%SZ}"]
