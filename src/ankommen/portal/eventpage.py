"""All there is to know about one event."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext_noop as _

from ankommen.offers.queries import KINDS, EventDate, EventFacts, Shown, city_time, next_dates
from ankommen.topics.queries import topic_labels

from .eventrows import DateRows, times_of
from .repeating import is_series, is_told, series_words
from .sentences import sentence

_FOLLOWING = 5  # dates that are told of a series
Event = Shown[EventFacts]


def event_page(event: Event, making: DateRows) -> dict[str, Any]:
    """The context of the page of an event."""
    facts, directory = event.facts, making.directory
    place, offer = directory.places.get(facts.place), directory.offers.get(facts.offer)
    labels = topic_labels(making.language)
    coming = [
        each for each in next_dates(event, making.today, _FOLLOWING + 1) if not each.is_over(making.now)
    ][:_FOLLOWING]
    texts = {name: event.told(name, making.language) for name in KINDS["event"].texts}
    return {
        "event": facts,
        "id": event.id,
        "title": texts["title"],
        "description": texts["description"],
        "is_partly_german": any(told.text and told.language != making.language for told in texts.values()),
        "next": _when(coming[0]) if coming else None,
        "began_on": city_time(facts.starts_at).date(),
        "series": series_words(facts),
        "following": [_when(each) for each in coming[1:]] if is_series(facts) and not is_told(facts) else [],
        "left_out": _left_out(facts, making.today),
        "place": place.facts if place else None,
        "district": making.districts.get(place.facts.district, "") if place else "",
        "directions": place.told("directions", making.language) if place else None,
        "where": texts["where"],
        "provider": directory.provider_of(facts),
        "offer": {"id": offer.id, "name": offer.told("name", making.language)} if offer else None,
        "topics": [(slug, labels[slug]) for slug in facts.topics if slug in labels],
        "source": directory.sources.get(event.source),
        "confirmed": event.confirmed_on,
    }


def _when(one: EventDate) -> dict[str, Any]:
    return {"day": one.first_day, "iso": (one.starts_at or one.first_day).isoformat(), "times": times_of(one)}


def _left_out(facts: EventFacts, today: date) -> SafeString:
    """The next days on which a series does not take place; empty where there are none."""
    days = sorted({day for moment in facts.left_out if (day := city_time(moment).date()) >= today})[
        :_FOLLOWING
    ]
    if not days or not facts.rule:
        return SafeString()
    return sentence(_("Not on: %(days)s"), lambda: {"days": " · ".join(map(date_format, days))})
