"""Providers as organizations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..facts import ProviderFacts, ResponsibilityFacts
from .kept import Kept, Known
from .parts import given, metadata, origin, phones, term_attribute


def organization_in_short(record: Kept[ProviderFacts], known: Known) -> dict[str, Any]:
    """What stands in the row, without what hangs on it."""
    facts = record.facts
    return {
        "id": str(record.id),
        "name": facts.name,
        "description": known.said(record, "description"),  # HSDS wants one; where there is none it is empty
        **given(email=facts.email, website=facts.website),
    }


def organization(
    record: Kept[ProviderFacts], known: Known, services: Iterable[dict[str, Any]] = ()
) -> dict[str, Any]:
    """An organization with its phone, what it answers for, its source, and services where they are given."""
    answers = known.answers.get(str(record.id), ())
    answered = [answer for answer in answers if answer.facts.topic in known.topics]
    return organization_in_short(record, known) | given(
        phones=phones(record, "organization"),
        services=list(services),
        attributes=[
            *(_answer(record, answer, known) for answer in answered),
            *origin(record, "organization"),
        ],
        metadata=[
            *metadata(record, "organization", known),
            *(entry for answer in answered for entry in metadata(answer, "attribute", known)),
        ],
    )


def _answer(record: Kept[ProviderFacts], answer: Kept[ResponsibilityFacts], known: Known) -> dict[str, Any]:
    """For what, for whom and where an office answers: HSDS has no table for it."""
    facts = answer.facts
    districts = ", ".join(known.districts.get(slug, slug) for slug in facts.districts)
    told = (known.said(answer, "what"), known.said(answer, "for_whom"), districts, known.said(answer, "note"))
    term = known.topics[facts.topic]
    return {
        **term_attribute(record, "organization", "responsibility", term, " · ".join(filter(None, told))),
        "id": str(answer.id),
    }
