"""An offer of a file, with the provider and the places that it names."""

from __future__ import annotations

from uuid import UUID

from ..facts import AtPlaceFacts, OfferFacts
from ..faults import Code, note
from ..kinds import OFFER
from .building import Built, finish
from .cells import CellReader
from .context import Context, key_of
from .hours import faults_of_hours, openings_of
from .places import keep_places, place_of
from .records import RawRecord
from .words import cost_of


def offer_of(raw: RawRecord, context: Context) -> Built:
    """What the offer becomes."""
    built = Built(OFFER)
    cells = CellReader(raw.cells, context)
    provider = _provider(built, raw, cells, context)
    at_places = _at_places(built, raw, context)
    if not any(at.place for at in at_places):
        built.faults.append(note("place", Code.NO_PLACE))
    name = cells.line("name")
    where = raw.places[0].cells if raw.places else {}
    made = key_of(cells.line("provider"), name, where.get("place", ""), where.get("street", ""))
    built.key = key_of(cells.line("key")) or made
    built.id = context.id_of(OFFER, built.key) if built.key else None
    facts = _facts(cells, provider, at_places)
    finish(built, raw, cells, facts, context, confirmed_on=cells.day("confirmed_on"))
    if not built.is_bad:
        context.note_provider(cells.line("provider"), UUID(provider))
        keep_places(built, raw, context)
    return built


def _provider(built: Built, raw: RawRecord, cells: CellReader, context: Context) -> str:
    name = cells.line("provider")
    if not name:
        return ""
    id, made = context.provider(name, raw.row)
    built.entries += made
    return str(id)


def _at_places(built: Built, raw: RawRecord, context: Context) -> tuple[AtPlaceFacts, ...]:
    """The offer at its places; a place that is named twice is one, with the hours of both."""
    found: dict[str, AtPlaceFacts] = {}
    for place in raw.places:
        id, text = place_of(built, raw, place, context)
        openings = place.openings
        if openings is None:
            built.faults += faults_of_hours("hours", text)
            openings = openings_of(text)[0]
        before = found.get(id, AtPlaceFacts())
        hours = "\n".join(part for part in (before.hours, text) if part)
        found[id] = AtPlaceFacts(id, hours, (*before.openings, *openings))
    return tuple(found.values())


def _facts(cells: CellReader, provider: str, at_places: tuple[AtPlaceFacts, ...]) -> OfferFacts:
    cost, cost_note = cost_of(cells.text("cost"))
    return OfferFacts(
        provider=provider,
        name=cells.line("name"),
        summary=cells.line("summary"),
        description=cells.text("description"),
        category=cells.one_of("category", Code.UNKNOWN_CATEGORY),
        topics=cells.some_of("topics", Code.UNKNOWN_TOPIC),
        for_whom=cells.line("for_whom"),
        min_age=cells.age("min_age"),
        max_age=cells.age("max_age"),
        gender=cells.choice("gender"),
        status=cells.choice("status"),
        languages=cells.languages("languages"),
        documents=cells.lines("documents"),
        cost=cost,
        cost_note=cost_note,
        entry=cells.choice("entry"),
        capacity=cells.line("capacity"),
        waiting=cells.line("waiting"),
        volunteers_wanted=cells.line("volunteers_wanted"),
        website=cells.link("website"),
        email=cells.line("email"),
        phone=cells.line("phone"),
        at_places=at_places,
    )
