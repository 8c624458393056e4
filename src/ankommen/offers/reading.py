"""What records say, read from their tables: the way back from `storing`."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, time
from typing import Any

from django.db import models

from .facts import AtPlaceFacts, Facts, OfferFacts, OpeningFacts
from .kinds import Kind
from .models import OfferAtPlace, Opening, Record


def facts_of(kind: Kind, rows: Sequence[Record]) -> dict[uuid.UUID, Facts]:
    """What each of the rows says, by its id. The number of queries does not grow with the rows."""
    ids = [row.pk for row in rows]
    several = {relation: _linked(kind, relation, ids) for relation in kind.many}
    at_places = _at_places(ids) if kind.shape is OfferFacts else {}
    found = {}
    for row in rows:
        values: dict[str, Any] = kind.facts_of_columns(row)
        values |= {relation: tuple(sorted(linked[row.pk])) for relation, linked in several.items()}
        if kind.shape is OfferFacts:
            values["at_places"] = tuple(at_places.get(row.pk, ()))
        found[row.pk] = kind.shape(**values)
    return found


def _linked(kind: Kind, relation: str, ids: Sequence[uuid.UUID]) -> defaultdict[uuid.UUID, list[str]]:
    field = kind.model._meta.get_field(relation)
    assert isinstance(field, models.ManyToManyField)  # noqa: S101 (a kind names its many-to-many fields)
    through: Any = field.remote_field.through
    mine, theirs = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
    found: defaultdict[uuid.UUID, list[str]] = defaultdict(list)
    rows = through._default_manager.filter(**{f"{mine}__in": ids}) if ids else ()
    for row in rows:
        found[getattr(row, mine)].append(str(getattr(row, theirs)))
    return found


def _at_places(ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[AtPlaceFacts]]:
    openings: defaultdict[uuid.UUID, list[OpeningFacts]] = defaultdict(list)
    for row in Opening.objects.filter(at__offer__in=ids):
        openings[row.at_id].append(_opening(row))
    found: defaultdict[uuid.UUID, list[AtPlaceFacts]] = defaultdict(list)
    for at in OfferAtPlace.objects.filter(offer__in=ids):
        place = "" if at.place_id is None else str(at.place_id)
        found[at.offer_id].append(AtPlaceFacts(place, at.hours, tuple(openings[at.pk])))
    return {offer: sorted(facts, key=lambda each: each.place) for offer, facts in found.items()}


def _opening(row: Opening) -> OpeningFacts:
    return OpeningFacts(
        rule=row.rule,
        opens=_minute(row.opens),
        closes=_minute(row.closes),
        by_appointment=row.by_appointment,
        begins_on=_day(row.begins_on),
        ends_on=_day(row.ends_on),
    )


def _minute(moment: time | None) -> str:
    return moment.strftime("%H:%M") if moment else ""


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
