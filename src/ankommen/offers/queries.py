"""Doors of the offers room for reading."""

from .directory import At, Directory, Shown, Told, public_directory, slots_of
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
    "public_directory",
    "slots_of",
)


def category_labels(language: str) -> dict[str, str]:
    """slug -> label in `language` (else German) of the map's categories in use, in the city's order."""
    return {row.slug: row.label_in(language) for row in Category.objects.filter(is_active=True)}
