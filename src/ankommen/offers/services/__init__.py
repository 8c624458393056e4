"""Doors of the offers room for changes."""

from .categories import set_categories
from ..storing import Entry, Stored, store_entries

__all__ = ("Entry", "Stored", "set_categories", "store_entries")
