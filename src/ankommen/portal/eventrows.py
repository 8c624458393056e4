"""Dates of events as lists show them: when, what, where, and what to know before somebody sets out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_noop as _

from ankommen.offers.queries import Directory, EventDate, EventFacts, Told, coming_dates

from .repeating import series_words
from .sentences import sentence


@dataclass(frozen=True)
class DateRow:
    """One date of a list. day: the first on which the list shows it."""

    url: str
    day: date
    iso: str
    times: SafeString
    title: Told
    place: str
    where: Told
    provider: str
    series: SafeString
    is_cancelled: bool


class DateRows:
    """Makes rows for one page: knows the directory, the names of districts, the language and the time."""

    def __init__(self, directory: Directory, districts: dict[str, str]) -> None:
        self.directory, self.districts = directory, districts
        self.now = timezone.localtime()
        self.language = get_language() or "de"

    @property
    def today(self) -> date:
        """The city's day."""
        return self.now.date()

    def coming(self) -> list[EventDate]:
        """All dates that are not over, by time."""
        return [each for each in coming_dates(self.directory, self.today) if not each.is_over(self.now)]

    def next_of(self, fits: Callable[[EventFacts], bool], number: int) -> list[DateRow]:
        """The next date of each event that fits, the first `number` of them."""
        found: dict[str, EventDate] = {}
        for each in self.coming():
            if len(found) == number:
                break
            if fits(each.event.facts):
                found.setdefault(each.event.id, each)
        return self.of(found.values(), self.today)

    def of(self, dates: Iterable[EventDate], since: date) -> list[DateRow]:
        """A row for each date, in their order. since: the first day of the list."""
        return [self.row(each, since) for each in dates]

    def row(self, one: EventDate, since: date) -> DateRow:
        """One date as a row."""
        facts = one.event.facts
        place = self.directory.places.get(facts.place)
        provider = self.directory.provider_of(facts)
        district = self.districts.get(place.facts.district, "") if place else ""
        return DateRow(
            url=reverse("portal:event", args=[one.event.id]),
            day=max(one.first_day, since),
            iso=(one.starts_at or one.first_day).isoformat(),
            times=times_of(one),
            title=one.event.told("title", self.language),
            place=" · ".join(filter(None, (place.facts.name, district))) if place else "",
            where=one.event.told("where", self.language),
            provider=provider.name if provider else "",
            series=series_words(facts),
            is_cancelled=facts.is_cancelled,
        )


def times_of(one: EventDate) -> SafeString:
    """ "17:00–19:00", "all day", "until 5 February": what stands beside the first day of a date."""
    if one.starts_at is None:
        return _until(one.last_day) if one.last_day > one.first_day else sentence(_("All day"))
    begin = _clock(one.starts_at)
    if one.ends_at is None or one.ends_at == one.starts_at:
        return begin
    if (one.ends_at - one.starts_at).days == 0:
        return format_html("{}–{}", begin, _clock(one.ends_at))
    end = one.ends_at
    return sentence(
        _("%(begin)s, until %(day)s, %(end)s"),
        lambda: {"begin": begin, "day": date_format(end, "MONTH_DAY_FORMAT"), "end": _clock(end)},
    )


def _until(day: date) -> SafeString:
    return sentence(_("until %(day)s"), lambda: {"day": date_format(day, "MONTH_DAY_FORMAT")})


def _clock(moment: datetime) -> SafeString:
    """A time of day; kept apart from its neighbours, since "5:00 م" runs from the right."""
    return format_html("<bdi>{}</bdi>", time_format(moment.time(), "TIME_FORMAT"))
