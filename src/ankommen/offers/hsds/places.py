"""Places as locations, and offers at them."""

from __future__ import annotations

import uuid
from typing import Any

from ..facts import AtPlaceFacts, OfferFacts, PlaceFacts
from ..models import Place
from .kept import Kept, Known
from .parts import attribute, given, metadata, origin
from .schedules import schedules


def location_in_short(record: Kept[PlaceFacts], known: Known) -> dict[str, Any]:
    """What stands in the row."""
    facts = record.facts
    return given(
        id=str(record.id),
        location_type=facts.kind,
        name=facts.name,
        transportation=known.said(record, "directions"),
        latitude=facts.latitude,
        longitude=facts.longitude,
    )


def location(record: Kept[PlaceFacts], known: Known) -> dict[str, Any]:
    """A location with its address, its steps, and how well it is known where it is."""
    facts = record.facts
    levels = {
        "point_origin": facts.point_origin,
        "point_precision": facts.point_precision,
        "district": facts.district,
        "district_origin": facts.district_origin,
    }
    return location_in_short(record, known) | given(
        addresses=_address(record, known),
        accessibility=_access(record),
        attributes=[
            *(
                attribute(record, "location", kind, value, known.districts.get(value, ""))
                for kind, value in levels.items()
                if value
            ),
            *origin(record, "location"),
        ],
        metadata=metadata(record, "location", known),
    )


def service_at_location_in_short(offer: Kept[OfferFacts], at: AtPlaceFacts, known: Known) -> dict[str, Any]:
    """The link alone, with the location as its row has it."""
    return {
        "id": str(uuid.uuid5(offer.id, at.place)),
        "service_id": str(offer.id),
        "location_id": at.place,
        **given(description=at.hours),
        "location": location_in_short(known.places[at.place], known),
    }


def service_at_location_of(offer: Kept[OfferFacts], at: AtPlaceFacts, known: Known) -> dict[str, Any]:
    """The link with its hours and the location, as it stands inside a service."""
    link = service_at_location_in_short(offer, at, known)
    return link | given(
        schedules=schedules(offer, at, service_at_location_id=link["id"]),
        location=location(known.places[at.place], known),
    )


def service_at_location(
    offer: Kept[OfferFacts], at: AtPlaceFacts, known: Known, service: dict[str, Any]
) -> dict[str, Any]:
    """The link with its hours, the location, and the service."""
    return service_at_location_of(offer, at, known) | {"service": service}


def _address(record: Kept[PlaceFacts], known: Known) -> list[dict[str, Any]]:
    """The address as written; a street or a postcode must be there, or it is none."""
    facts = record.facts
    if not (facts.street or facts.postcode):
        return []
    return [
        {
            "id": record.part("address"),
            "location_id": str(record.id),
            "address_1": facts.street,
            "city": facts.town,
            "state_province": known.state,
            "postal_code": facts.postcode,
            "country": known.country,
            "address_type": "physical",
            **given(region=known.districts.get(facts.district, "")),
        }
    ]


def _access(record: Kept[PlaceFacts]) -> list[dict[str, Any]]:
    access = record.facts.access
    if not access:
        return []
    label = str(Place.Access(access).label)
    return [
        {"id": record.part("access"), "location_id": str(record.id), "description": label, "details": access}
    ]
