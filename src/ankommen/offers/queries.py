"""Doors of the offers room for reading."""

from .cityfacts import UpkeepRules, the_directory_facts, upkeep_rules
from .directory import At, Directory, Shown, Told, public_directory, slots_of
from .duplicates import Pair, duplicates_among, public_offers_with_places
from .facts import OfferFacts, PlaceFacts
from .models import Category
from .weeklines import times_in_words, week_lines

__all__ = (
    "At",
    "Directory",
    "OfferFacts",
    "PlaceFacts",
    "Shown",
    "Told",
    "UpkeepRules",
    "category_labels",
    "proposed_duplicates",
    "public_directory",
    "slots_of",
    "the_directory_facts",
    "times_in_words",
    "upkeep_rules",
    "week_lines",
)


def category_labels(language: str) -> dict[str, str]:
    """slug -> label in `language` (else German) of the map's categories in use, in the city's order."""
    return {row.slug: row.label_in(language) for row in Category.objects.filter(is_active=True)}


def proposed_duplicates() -> list[Pair]:
    """Pairs of public offers that may be the same, the most alike first: near names at near places.

    Of one source as of several: a list may name an offer twice, and two lists may name the same. Two queries.
    """
    return duplicates_among(public_offers_with_places())
