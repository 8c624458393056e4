"""Offers and events as linked data (JSON-LD, schema.org), for search engines and other readers.

Dicts that a page may hold in `<script type="application/ld+json">`: data, which no browser runs. Whoever
writes them into a page must write `<` as \\u003c, as Django's `json_script` does.
"""

from __future__ import annotations

from typing import Any

from ..dates import city_time
from ..facts import EventFacts, OfferFacts, OpeningFacts, PlaceFacts, ProviderFacts
from ..hsds import Kept, Known
from ..hsds.parts import given
from .calendars import labels_of

_CONTEXT = "https://schema.org"
_DAYS = {
    "MO": "Monday", "TU": "Tuesday", "WE": "Wednesday", "TH": "Thursday",
    "FR": "Friday", "SA": "Saturday", "SU": "Sunday",
}  # fmt: skip
_STEPS = {"DAILY": "P{}D", "WEEKLY": "P{}W", "MONTHLY": "P{}M", "YEARLY": "P{}Y"}
_GENDERS = {"women": "female", "men": "male"}


def linked_offer(record: Kept[OfferFacts], known: Known) -> dict[str, Any]:
    """An offer as a Service; as a GovernmentService where its provider answers for something."""
    facts, said = record.facts, known.said
    provider = known.providers.get(facts.provider)
    is_office = bool(known.answers.get(facts.provider))
    places = [known.places[at.place] for at in facts.at_places if at.place in known.places]
    category = known.categories.get(facts.category)
    return {
        "@context": _CONTEXT,
        "@type": "GovernmentService" if is_office else "Service",
        "@id": f"urn:uuid:{record.id}",
        **given(
            name=said(record, "name"),
            description=said(record, "description") or said(record, "summary"),
            url=facts.website,
            category=category.label if category else "",
            provider=provider and _organization(provider, is_office),
            audience=_audience(record, known),
            availableChannel=[_channel(record, place, known) for place in places]
            or _channel(record, None, known),
            hoursAvailable=[
                hours for at in facts.at_places for rule in at.openings if (hours := _opening(rule))
            ],
            offers={"@type": "Offer", "price": "0", "priceCurrency": "EUR"} if facts.cost == "free" else "",
        ),
    }


def linked_event(record: Kept[EventFacts], known: Known) -> dict[str, Any]:
    """An event, with its schedule where it is a series."""
    facts, said = record.facts, known.said
    provider, place = known.providers.get(facts.provider), known.places.get(facts.place)
    cut = slice(10) if facts.is_all_day else slice(None)
    return {
        "@context": _CONTEXT,
        "@type": "Event",
        "@id": f"urn:uuid:{record.id}",
        "eventStatus": f"{_CONTEXT}/Event{'Cancelled' if facts.is_cancelled else 'Scheduled'}",
        **given(
            name=said(record, "title"),
            description=said(record, "description"),
            startDate=facts.starts_at[cut],
            endDate=facts.ends_at[cut],
            url=facts.website,
            inLanguage=known.language,
            about=list(labels_of(facts.topics, known)),
            organizer=provider and _organization(provider, bool(known.answers.get(facts.provider))),
            location=_place(place, known) if place else said(record, "where"),
            eventSchedule=_schedule(facts) if facts.rule else "",
        ),
    }


def _organization(provider: Kept[ProviderFacts], is_office: bool) -> dict[str, Any]:
    facts = provider.facts
    return {
        "@type": "GovernmentOrganization" if is_office else "Organization",
        "name": facts.name,
        **given(url=facts.website, email=facts.email, telephone=facts.phone),
    }


def _audience(record: Kept[OfferFacts], known: Known) -> dict[str, Any] | None:
    facts = record.facts
    told = given(
        audienceType=known.said(record, "for_whom"),
        suggestedMinAge=facts.min_age,
        suggestedMaxAge=facts.max_age,
        suggestedGender=_GENDERS.get(facts.gender, ""),
    )
    return {"@type": "PeopleAudience", **told} if told else None


def _channel(record: Kept[OfferFacts], place: Kept[PlaceFacts] | None, known: Known) -> dict[str, Any] | None:
    """How one gets it: where, by which phone, in which languages."""
    facts = record.facts
    phone = {"@type": "ContactPoint", "telephone": facts.phone} if facts.phone else None
    told = given(
        serviceLocation=_place(place, known) if place else None,
        servicePhone=phone,
        serviceUrl=facts.website,
        availableLanguage=list(facts.languages),
    )
    return {"@type": "ServiceChannel", **told} if told else None


def _place(place: Kept[PlaceFacts], known: Known) -> dict[str, Any]:
    facts = place.facts
    if facts.kind == "virtual":
        return {"@type": "VirtualLocation", "name": facts.name}
    address = given(
        streetAddress=facts.street,
        postalCode=facts.postcode,
        addressLocality=facts.town,
        addressRegion=known.state,
        addressCountry=known.country,
    )
    point = {"@type": "GeoCoordinates", "latitude": facts.latitude, "longitude": facts.longitude}
    return {
        "@type": "Place",
        "name": facts.name,
        **({"address": {"@type": "PostalAddress", **address}} if facts.street or facts.postcode else {}),
        **({"geo": point} if facts.latitude is not None else {}),
    }


def _opening(opening: OpeningFacts) -> dict[str, Any] | None:
    """Hours of a plain week; schema.org has none of the second Tuesday of a month."""
    parts = _parts(opening.rule)
    days = parts.get("BYDAY", "").split(",")
    plain = parts.get("FREQ") == "WEEKLY" and set(parts) == {"FREQ", "BYDAY"} and set(days) <= set(_DAYS)
    if not plain or not opening.opens:
        return None
    return {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": [_DAYS[each] for each in days],
        "opens": opening.opens,
        "closes": opening.closes,
        **given(validFrom=opening.begins_on, validThrough=opening.ends_on),
    }


def _schedule(facts: EventFacts) -> dict[str, Any]:
    parts, start = _parts(facts.rule), city_time(facts.starts_at)
    until = parts.get("UNTIL", "")
    step = _STEPS.get(parts.get("FREQ", ""), "").format(parts.get("INTERVAL", "1"))
    days = [day for day in parts.get("BYDAY", "").split(",") if day]
    end = city_time(facts.ends_at) if facts.ends_at and not facts.is_all_day else None
    return {
        "@type": "Schedule",
        "startDate": start.date().isoformat(),
        "scheduleTimezone": str(start.tzinfo),
        **given(
            repeatFrequency=step,
            repeatCount=int(parts["COUNT"]) if parts.get("COUNT", "").isdecimal() else None,
            endDate=f"{until[:4]}-{until[4:6]}-{until[6:8]}" if until else "",
            startTime="" if facts.is_all_day else start.strftime("%H:%M"),
            endTime=end.strftime("%H:%M") if end else "",
            byDay=[f"{_CONTEXT}/{_DAYS[day]}" for day in days] if set(days) <= set(_DAYS) else days,
            exceptDate=list(facts.left_out),
        ),
    }


def _parts(rule: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in rule.upper().split(";") if "=" in part)
