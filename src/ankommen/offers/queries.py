"""Doors of the offers room for reading."""

from django.conf import settings

from .cityfacts import UpkeepRules, upkeep_rules
from .dates import AHEAD, EventDate, city_time, coming_dates, last_day_of, next_dates, series_of
from .directory import At, Directory, Shown, Told, public_directory, slots_of
from .duplicates import Pair, duplicates_among, public_offers_with_places
from .facts import EventFacts, OfferFacts, PlaceFacts
from .feeds.singles import linked_data_of_event, linked_data_of_offer
from .feeds.tongues import feed_language, feed_languages
from .feeds.versions import feed_version
from .kinds import KINDS
from .models import Category
from .weeklines import times_in_words, week_lines

__all__ = (
    "AHEAD",
    "KINDS",
    "At",
    "Directory",
    "EventDate",
    "EventFacts",
    "OfferFacts",
    "Pair",
    "PlaceFacts",
    "Shown",
    "Told",
    "UpkeepRules",
    "category_labels",
    "category_sources",
    "city_time",
    "coming_dates",
    "feed_language",
    "feed_languages",
    "feed_version",
    "last_day_of",
    "linked_data_of_event",
    "linked_data_of_offer",
    "next_dates",
    "proposed_duplicates",
    "public_directory",
    "record_ids",
    "series_of",
    "slots_of",
    "times_in_words",
    "upkeep_rules",
    "week_lines",
)


def record_ids(source: str) -> dict[tuple[str, str], str]:
    """The id of each record of a source by its kind and its name there."""
    return {
        (name, row.source_key): str(row.pk)
        for name, kind in KINDS.items()
        for row in kind.model._default_manager.filter(source=source).only("pk", "source_key")
    }


def category_labels(language: str) -> dict[str, str]:
    """slug -> label in `language` (else German) of the map's categories in use, in the city's order."""
    return {row.slug: row.label_in(language) for row in Category.objects.filter(is_active=True)}


def proposed_duplicates() -> list[Pair]:
    """Pairs of public offers that may be the same, the most alike first: near names at near places.

    Of one source as of several: a list may name an offer twice, and two lists may name the same. Two queries.
    """
    return duplicates_among(public_offers_with_places())


def category_sources() -> dict[str, str]:
    """What is translated of the categories in use: "<slug>/label" -> German text."""
    rows = Category.objects.filter(is_active=True)
    own = {f"{row.slug}/label": row.labels.get(settings.LANGUAGE_CODE) for row in rows}
    return {key: text for key, text in own.items() if text}
