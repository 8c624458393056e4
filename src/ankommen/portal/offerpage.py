"""All there is to know about one offer, in the order in which somebody who wants to go there asks."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ankommen.offers.queries import KINDS, At, OfferFacts, PlaceFacts, Shown, week_lines
from ankommen.topics.queries import topic_labels

from .cards import Cards, point_of
from .points import ROUGH

_MAP = "https://www.openstreetmap.org/"  # a link; nothing is asked of it before somebody follows


def offer_page(shown: Shown[OfferFacts], making: Cards) -> dict[str, Any]:
    """The context of the page of an offer."""
    facts = shown.facts
    texts = {fact: shown.told(fact, making.language) for fact in KINDS["offer"].texts}
    provider = making.directory.provider_of(facts)
    labels = topic_labels(making.language)
    return {
        "card": making.card(shown),
        "description": texts["description"],
        "for_whom": texts["for_whom"],
        "ages": ages_in_words(facts.min_age, facts.max_age),
        "facts": facts,
        "cost": texts["cost_note"],
        "documents": texts["documents"],
        "capacity": texts["capacity"],
        "waiting": texts["waiting"],
        "volunteers_wanted": texts["volunteers_wanted"],
        "is_partly_german": any(told.text and told.language != making.language for told in texts.values()),
        "places": [_place(at, making) for at in making.directory.places_of(facts)],
        "provider": provider,
        "phone": facts.phone or (provider.phone if provider else ""),
        "email": facts.email or (provider.email if provider else ""),
        "website": facts.website or (provider.website if provider else ""),
        "topics": [(slug, labels[slug]) for slug in facts.topics if slug in labels],
        "source": making.directory.sources.get(shown.source),
    }


def _place(at: At, making: Cards) -> dict[str, Any]:
    return {
        "place": at.place,
        "district": making.districts.get(at.place.district, "") if at.place else "",
        "lines": week_lines(at.slots),
        "hours": at.facts.hours,
        "way": way_to(at.place) if at.place else None,
    }


def way_to(place: PlaceFacts) -> dict[str, str] | None:
    """Addresses that show the way: for the map of the own device, and for a map on the web.

    None without a point, and where the point stands for a district: nobody should be sent to its middle.
    """
    point = point_of(place)
    if point is None or place.point_precision == ROUGH:
        return None
    latitude, longitude = f"{point.latitude:.6f}", f"{point.longitude:.6f}"
    return {
        "device": f"geo:{latitude},{longitude}",
        "web": f"{_MAP}?mlat={latitude}&mlon={longitude}#map=17/{latitude}/{longitude}",
    }


def ages_in_words(least: int | None, most: int | None) -> str:
    """For whom by years of age; empty where nobody said."""
    if least is None and most is None:
        return ""
    if most is None:
        return ngettext("from %(number)s year", "from %(number)s years", least or 0) % {"number": least}
    if least is None:
        return ngettext("up to %(number)s year", "up to %(number)s years", most) % {"number": most}
    return _("%(least)s to %(most)s years") % {"least": least, "most": most}
