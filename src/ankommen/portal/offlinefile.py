"""All offers of one language in one document: what a device keeps for times without a network.

What depends on the moment (whether a door is open, how old a confirmation is) is left to the device: equal
offers make an equal document, whatever the day.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.utils.translation import override

from ankommen.offers.queries import KINDS, At, Directory, OfferFacts, Shown, week_lines
from ankommen.places.queries import district_names
from ankommen.topics.queries import topic_labels

from .languages import spoken_name
from .offerpage import ages_in_words, way_to

_FACE = re.compile(r"/fonts/([\w-]+\.woff2)\"\)[^}]*unicode-range:([^;}]+)")
_RANGE = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?")
_SELDOM = 200  # one letter in so many: a name from elsewhere is worth no font


def offline_document(directory: Directory, language: str) -> dict[str, Any]:
    """What the list and the pages of all offers say; `german` names texts that are not in `language`."""
    with override(language):
        districts = district_names()
        offers = [_offer(shown, directory, districts, language) for shown in directory.offers.values()]
        spoken = sorted({tag for shown in directory.offers.values() for tag in shown.facts.languages})
        return {
            "months_until_old": directory.rules.old_after,
            "topics": topic_labels(language),
            "languages": {tag: spoken_name(tag) for tag in spoken},
            "sources": {
                slug: f"{source.name} ({source.licence})" if source.licence else source.name
                for slug, source in directory.sources.items()
            },
            "offers": sorted(offers, key=lambda offer: (offer["name"].casefold(), offer["id"])),
        }


def fonts_for(text: str) -> list[str]:
    """The font files that show the letters of a text, as ui/tokens.css gives them ranges."""
    letters = Counter(letter for letter in text if letter.isalpha())
    return [name for name, ranges in _faces() if _number_in(ranges, letters) * _SELDOM > letters.total()]


def _number_in(ranges: list[range], letters: Counter[str]) -> int:
    """How many of the letters have their number in one of the ranges."""
    return sum(n for letter, n in letters.items() if any(ord(letter) in each for each in ranges))


def _offer(
    shown: Shown[OfferFacts], directory: Directory, districts: dict[str, str], language: str
) -> dict[str, Any]:
    facts, provider = shown.facts, directory.provider_of(shown.facts)
    texts = {fact: shown.told(fact, language) for fact in KINDS["offer"].texts}
    said = {
        "id": shown.id,
        **{fact: told.text for fact, told in texts.items()},
        "german": [fact for fact, told in texts.items() if told.text and told.language != language],
        "provider": provider.name if provider else "",
        "ages": ages_in_words(facts.min_age, facts.max_age),
        "gender": facts.gender,
        "entry": facts.entry,
        "is_free": facts.cost == "free",
        "languages": facts.languages,
        "topics": facts.topics,
        "places": [_place(at, districts) for at in directory.places_of(facts)],
        "phone": facts.phone or (provider.phone if provider else ""),
        "email": facts.email or (provider.email if provider else ""),
        "website": facts.website or (provider.website if provider else ""),
        "confirmed_on": shown.confirmed_on.isoformat() if shown.confirmed_on else "",
        "source": shown.source,
    }
    return _filled(said)


def _place(at: At, districts: dict[str, str]) -> dict[str, Any]:
    lines = week_lines(at.slots)
    said: dict[str, Any] = {"lines": lines, "hours": "" if lines else at.facts.hours}
    if place := at.place:
        way = way_to(place)
        said |= {
            "name": place.name,
            "street": place.street,
            "town": f"{place.postcode} {place.town}".strip(),
            "district": districts.get(place.district, ""),
            "access": place.access,
            "way": way["device"] if way else "",
        }
    return _filled(said)


def _filled(said: dict[str, Any]) -> dict[str, Any]:
    """Without what nobody said: most offers leave half of it open."""
    return {name: value for name, value in said.items() if value}


@cache
def _faces() -> list[tuple[str, list[range]]]:
    css = Path(str(finders.find("ui/tokens.css"))).read_text("utf-8")
    return [
        (name, [range(int(begin, 16), int(end or begin, 16) + 1) for begin, end in _RANGE.findall(ranges)])
        for name, ranges in _FACE.findall(css)
    ]
