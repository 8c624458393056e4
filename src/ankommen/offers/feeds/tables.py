"""Offers as the sheet that the import takes: what was exported can be brought in again."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import translation

from ankommen.engines.gate import write_csv

from ..facts import AtPlaceFacts, OfferFacts, PlaceFacts
from ..hsds import SOURCE_LANGUAGE, Kept, Known
from ..imports.words import CHOICES, COSTS
from .calendars import labels_of
from .loading import in_batches, offers_with
from .selections import public_offers

# German facts: the headings of the sheets that providers and the import know.
HEADINGS = (
    "Kennung", "Träger", "Angebot", "Kurz", "Beschreibung", "Kategorie", "Themen", "Für wen", "Alter von",
    "Alter bis", "Geschlecht", "Sprachen", "Unterlagen", "Kosten", "Anmeldung", "Barrierefrei", "Plätze",
    "Wartezeit", "Freiwillige gesucht", "Ort", "Straße", "PLZ", "Stadt", "Bezirk", "Breite", "Länge",
    "Genauigkeit", "Öffnungszeiten", "Telefon", "E-Mail", "Website", "Bestätigt am",
)  # fmt: skip
_BETWEEN = "; "
_NOWHERE = PlaceFacts("")


def offers_sheet(language: str) -> bytes:
    """The public offers as CSV: a row for each place of an offer, and one for an offer without a place.

    Texts are in the language, else in German; words of choices, topics and categories are German.
    """
    return write_csv([HEADINGS, *_rows(language)])


def _rows(language: str) -> Iterator[list[object]]:
    _none, german = offers_with([], SOURCE_LANGUAGE)
    for batch in in_batches(public_offers()):
        with translation.override(SOURCE_LANGUAGE):
            keys = {row.pk: row.source_key for row in batch}
            records, known = offers_with(batch, language)
            rows = [
                _row(record, keys[record.id], at, known, german)
                for record in records
                for at in _told_at(record.facts, known)
            ]
        yield from rows


def _told_at(facts: OfferFacts, known: Known) -> list[AtPlaceFacts]:
    told = [at for at in facts.at_places if not at.place or at.place in known.places]
    return told or [AtPlaceFacts()]


def _row(record: Kept[OfferFacts], key: str, at: AtPlaceFacts, known: Known, german: Known) -> list[object]:
    facts = record.facts
    category = german.categories.get(facts.category)
    provider = known.providers[facts.provider].facts
    place = known.places[at.place].facts if at.place else _NOWHERE

    def said(name: str) -> str:
        return known.said(record, name)

    return [
        key, provider.name, said("name"), said("summary"), said("description"),
        category.label if category else "", _BETWEEN.join(labels_of(facts.topics, german)), said("for_whom"),
        _number(facts.min_age), _number(facts.max_age), _word("gender", facts.gender),
        _BETWEEN.join(facts.languages), said("documents"), _cost(record, known),
        _word("entry", facts.entry), _word("access", place.access), said("capacity"),
        said("waiting"), said("volunteers_wanted"), place.name, place.street, place.postcode, place.town,
        known.districts.get(place.district, place.district), _number(place.latitude),
        _number(place.longitude), _word("precision", place.point_precision), at.hours, facts.phone,
        facts.email, facts.website, record.confirmed_on.isoformat() if record.confirmed_on else "",
    ]  # fmt: skip


def _cost(record: Kept[OfferFacts], known: Known) -> str:
    """What it costs in the words of the provider, else whether it costs something."""
    return known.said(record, "cost_note") or COSTS.get(record.facts.cost, "")


def _word(field: str, value: str) -> str:
    return CHOICES[field][value][0] if value else ""


def _number(value: float | None) -> float | str:
    return "" if value is None else value
