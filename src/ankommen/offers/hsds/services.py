"""Offers as services."""

from __future__ import annotations

from typing import Any

from ankommen.engines.languages import language as language_of

from ..facts import OfferFacts
from ..models import Offer
from .kept import SOURCE_LANGUAGE, Kept, Known
from .organizations import organization, organization_in_short
from .parts import attribute, day, given, metadata, moment, origin, phones, term_attribute
from .places import service_at_location_of
from .schedules import schedules


def service_in_short(record: Kept[OfferFacts], known: Known) -> dict[str, Any]:
    """What stands in the row, and the organization in short."""
    facts, said = record.facts, known.said
    provider = known.providers.get(facts.provider)
    told = (said(record, "summary"), said(record, "description"))
    return given(
        id=str(record.id),
        organization_id=facts.provider if provider else "",
        name=said(record, "name"),
        description="\n\n".join(filter(None, told)),
        url=facts.website,
        email=facts.email,
        status="active",  # what was taken out is not told at all
        application_process=facts.entry and str(Offer.Entry(facts.entry).label),
        fees_description=said(record, "cost_note"),
        wait_time=said(record, "waiting"),
        eligibility_description=_eligibility(record, known),
        minimum_age=facts.min_age,
        maximum_age=facts.max_age,
        assured_date=day(record.confirmed_on),
        last_modified=moment(record.modified_on),
        organization=provider and organization_in_short(provider, known),
    )


def service(record: Kept[OfferFacts], known: Known) -> dict[str, Any]:
    """A service with all that hangs on it."""
    facts = record.facts
    provider = known.providers.get(facts.provider)
    without_place = [at for at in facts.at_places if not at.place]
    return service_in_short(record, known) | given(
        phones=phones(record, "service"),
        schedules=[each for at in without_place for each in schedules(record, at, service_id=str(record.id))],
        service_areas=_areas(record, known),
        service_at_locations=[
            service_at_location_of(record, at, known) for at in facts.at_places if at.place in known.places
        ],
        languages=[_language(record, tag, known.language) for tag in facts.languages],
        organization=provider and organization(provider, known),
        cost_options=_cost(record, known),
        required_documents=_documents(record, known),
        attributes=_attributes(record, known),
        metadata=metadata(record, "service", known),
    )


def _eligibility(record: Kept[OfferFacts], known: Known) -> str:
    facts = record.facts
    told = [known.said(record, "for_whom")]
    if facts.gender:
        told.append(str(Offer.Gender(facts.gender).label))
    if facts.status:
        told.append(str(Offer.Status(facts.status).label))
    return "; ".join(filter(None, told))


def _areas(record: Kept[OfferFacts], known: Known) -> list[dict[str, Any]]:
    """Districts for which the provider answers in a topic of the offer; none where in the whole city."""
    answers = known.answers.get(record.facts.provider, ())
    fitting = [answer for answer in answers if answer.facts.topic in record.facts.topics]
    return [
        {
            "id": record.part(f"area/{answer.id}/{slug}"),
            "service_id": str(record.id),
            "name": known.districts.get(slug, slug),
            "description": known.said(answer, "what"),
            "extent_type": "other",
        }
        for answer in fitting
        for slug in answer.facts.districts
    ]


def _language(record: Kept[OfferFacts], tag: str, told_in: str) -> dict[str, Any]:
    found = language_of(tag)
    name = {"de": found.german, "en": found.english}.get(told_in, found.endonym)
    return {"id": record.part(f"language/{tag}"), "service_id": str(record.id), "name": name, "code": tag}


def _cost(record: Kept[OfferFacts], known: Known) -> list[dict[str, Any]]:
    cost = record.facts.cost
    if not cost:
        return []
    option = {
        "id": record.part("cost"),
        "service_id": str(record.id),
        "option": str(Offer.Cost(cost).label),
        **given(amount_description=known.said(record, "cost_note")),
    }
    return [option | ({"currency": "EUR", "amount": 0} if cost == Offer.Cost.FREE else {})]


def _documents(record: Kept[OfferFacts], known: Known) -> list[dict[str, Any]]:
    lines = [line.strip() for line in known.said(record, "documents").splitlines()]
    return [
        {"id": record.part(f"document/{number}"), "service_id": str(record.id), "document": line}
        for number, line in enumerate(filter(None, lines))
    ]


def _attributes(record: Kept[OfferFacts], known: Known) -> list[dict[str, Any]]:
    facts = record.facts
    found = [
        term_attribute(record, "service", "topic", known.topics[slug])
        for slug in facts.topics
        if slug in known.topics
    ]
    if facts.category in known.categories:
        found.append(term_attribute(record, "service", "category", known.categories[facts.category]))
    codes = {
        "gender": facts.gender and str(Offer.Gender(facts.gender).label),
        "status": facts.status and str(Offer.Status(facts.status).label),
        "cost": facts.cost and str(Offer.Cost(facts.cost).label),
        "entry": facts.entry and str(Offer.Entry(facts.entry).label),
    }
    found += [
        attribute(record, "service", kind, getattr(facts, kind), label)
        for kind, label in codes.items()
        if label
    ]
    texts = {kind: known.said(record, kind) for kind in ("summary", "capacity", "volunteers_wanted")}
    found += [attribute(record, "service", kind, text) for kind, text in texts.items() if text]
    spoken = SOURCE_LANGUAGE if "name" in known.untranslated(record) else known.language
    found.append(attribute(record, "service", "language_of_texts", spoken))
    return [*found, *origin(record, "service")]
