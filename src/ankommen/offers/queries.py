"""Doors of the offers room for reading."""

from .directory import At, Directory, Shown, Told, public_directory, slots_of
from .duplicates import Pair, duplicates_among, public_offers_with_places
from .facts import OfferFacts, PlaceFacts
from .models import Category

__all__ = (
    "At",
    "Directory",
    "OfferFacts",
    "PlaceFacts",
    "Shown",
    "Told",
    "category_labels",
    "proposed_duplicates",
    "public_directory",
    "slots_of",
)


def category_labels(language: str) -> dict[str, str]:
    """slug -> label in `language` (else German) of the map's categories in use, in the city's order."""
    return {row.slug: row.label_in(language) for row in Category.objects.filter(is_active=True)}


def proposed_duplicates() -> list[Pair]:
    """Pairs of public offers that may be the same, the most alike first: near names at near places.

    Of one source as of several: a list may name an offer twice, and two lists may name the same. Two queries.
    """
    return duplicates_among(public_offers_with_places())
