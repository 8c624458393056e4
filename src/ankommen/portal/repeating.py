"""How an event repeats, in words: the usual rules as people say them, of all others only that they repeat."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext_noop as _

from ankommen.engines.calendars import Rule, check_rule, read_rule
from ankommen.offers.queries import EventFacts, city_time, last_day_of

from .sentences import sentence

_EVERY = (
    _("Every Monday"),
    _("Every Tuesday"),
    _("Every Wednesday"),
    _("Every Thursday"),
    _("Every Friday"),
    _("Every Saturday"),
    _("Every Sunday"),
)
_NTH = {
    1: _("Every month on the first %(weekday)s"),
    2: _("Every month on the second %(weekday)s"),
    3: _("Every month on the third %(weekday)s"),
    4: _("Every month on the fourth %(weekday)s"),
    -1: _("Every month on the last %(weekday)s"),
}
_REPEATS = _("Repeats")


def is_series(facts: EventFacts) -> bool:
    """Whether there is more than one date."""
    return bool(facts.added or (facts.rule and not check_rule(facts.rule)))


def is_told(facts: EventFacts) -> bool:
    """Whether the words say when it takes place; else they only say that it repeats."""
    return is_series(facts) and not facts.added and _words(read_rule(facts.rule), facts)[0] != _REPEATS


def series_words(facts: EventFacts) -> SafeString:
    """ "Every Monday, until 30 June 2027"; empty for a single date."""
    if not is_series(facts):
        return SafeString()
    last = last_day_of(facts)
    if last is None:
        return _rule_words(facts)
    return sentence(
        _("%(rule)s, until %(day)s"), lambda: {"rule": _rule_words(facts), "day": date_format(last)}
    )


def _rule_words(facts: EventFacts) -> SafeString:
    if facts.added or not facts.rule:
        return sentence(_REPEATS)
    return sentence(*_words(read_rule(facts.rule), facts))


Words = tuple[str, Callable[[], Mapping[str, str]]]


def _words(rule: Rule, facts: EventFacts) -> Words:
    if rule.frequency == "WEEKLY" and not rule.by:
        return _weekly(rule, facts)
    if rule.frequency == "MONTHLY" and rule.interval == 1:
        return _monthly(rule, facts)
    if rule.frequency == "DAILY" and rule.interval == 1 and not rule.by and not rule.weekdays:
        return _("Every day"), dict
    if rule.frequency == "YEARLY" and rule.interval == 1 and not rule.by and not rule.weekdays:
        return _("Every year"), dict
    return _REPEATS, dict


def _weekly(rule: Rule, facts: EventFacts) -> Words:
    days = sorted({day for day, _which in rule.weekdays}) or [city_time(facts.starts_at).weekday()]
    if rule.interval == 1 and len(days) == 7:
        return _("Every day"), dict
    if rule.interval == 1 and len(days) == 1:
        return _EVERY[days[0]], dict
    if rule.interval == 1:
        return _("Every week: %(days)s"), lambda: {"days": _named(days)}
    if rule.interval == 2:
        return _("Every two weeks: %(days)s"), lambda: {"days": _named(days)}
    return _REPEATS, dict


def _monthly(rule: Rule, facts: EventFacts) -> Words:
    if not rule.by and not rule.weekdays:
        return _each_month_on(city_time(facts.starts_at).day)
    if not rule.weekdays and rule.by.keys() == {"BYMONTHDAY"} and len(rule.by["BYMONTHDAY"]) == 1:
        return _each_month_on(rule.by["BYMONTHDAY"][0])
    if not rule.by and len(rule.weekdays) == 1 and rule.weekdays[0][1] in _NTH:
        day, which = rule.weekdays[0]
        return _NTH[which], lambda: {"weekday": str(WEEKDAYS[day])}
    return _REPEATS, dict


def _each_month_on(number: int) -> Words:
    if number == -1:
        return _("Every month on the last day"), dict
    if number < 0:
        return _REPEATS, dict
    return _("Every month on day %(number)s"), lambda: {"number": str(number)}


def _named(days: list[int]) -> str:
    return ", ".join(str(WEEKDAYS[day]) for day in days)
