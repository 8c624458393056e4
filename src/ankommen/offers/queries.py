"""Doors of the offers room for reading."""

from .dates import AHEAD, EventDate, city_time, coming_dates, last_day_of, next_dates, series_of
from .directory import At, Directory, Shown, Told, public_directory, slots_of
from .facts import EventFacts, OfferFacts, PlaceFacts
from .models import Category

__all__ = (
    "AHEAD",
    "At",
    "Directory",
    "EventDate",
    "EventFacts",
    "OfferFacts",
    "PlaceFacts",
    "Shown",
    "Told",
    "category_labels",
    "city_time",
    "coming_dates",
    "last_day_of",
    "next_dates",
    "public_directory",
    "series_of",
    "slots_of",
)


def category_labels(language: str) -> dict[str, str]:
    """slug -> label in `language` (else German) of the map's categories in use, in the city's order."""
    return {row.slug: row.label_in(language) for row in Category.objects.filter(is_active=True)}
