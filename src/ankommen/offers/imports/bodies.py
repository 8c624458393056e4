"""Providers of a file, and which of them answers for what."""

from __future__ import annotations

from ..facts import ProviderFacts, ResponsibilityFacts
from ..faults import Code, fault
from ..kinds import PROVIDER, RESPONSIBILITY
from .building import Built, finish
from .cells import CellReader
from .context import Context, key_of
from .records import RawRecord


def provider_of(raw: RawRecord, context: Context) -> Built:
    """What the provider becomes; one that stood here by its name alone is taken on."""
    cells = CellReader(raw.cells, context)
    name = cells.line("name")
    key = key_of(cells.line("key")) or key_of(name)
    built = Built(PROVIDER, context.adopted(key, name) if key else None, key)
    facts = ProviderFacts(
        name,
        description=cells.text("description"),
        website=cells.link("website"),
        email=cells.line("email"),
        phone=cells.line("phone"),
        organisation=cells.line("organisation"),
    )
    finish(built, raw, cells, facts, context, confirmed_on=cells.day("confirmed_on"))
    if built.id and not built.is_bad:
        context.note_provider(name, built.id)
        context.note_provider(key, built.id)
    return built


def responsibility_of(raw: RawRecord, context: Context) -> Built:
    """What the responsibility becomes. Who answers must be known: an office is not made of a name."""
    cells = CellReader(raw.cells, context)
    name, what = cells.line("provider"), cells.line("what")
    topic = cells.one_of("topic", Code.UNKNOWN_TOPIC, words="topics")
    provider = context.known_provider(name) if name else None
    if name and provider is None:
        cells.faults.append(fault("provider", Code.UNKNOWN_PROVIDER, value=name))
    key = key_of(cells.line("key")) or key_of(name, topic, what)
    built = Built(RESPONSIBILITY, context.id_of(RESPONSIBILITY, key) if key else None, key)
    facts = ResponsibilityFacts(
        str(provider or ""),
        topic,
        what,
        for_whom=cells.line("for_whom"),
        districts=cells.some_of("districts", Code.UNKNOWN_DISTRICT),
        note=cells.text("note"),
    )
    return finish(built, raw, cells, facts, context, confirmed_on=cells.day("confirmed_on"))
