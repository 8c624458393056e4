"""Doors of the offers room for changes."""

from ..imports import check_import, store_import
from ..storing import Entry, Stored, store_entries
from .categories import set_categories
from .translating import translate_records

__all__ = (
    "Entry",
    "Stored",
    "check_import",
    "set_categories",
    "store_entries",
    "store_import",
    "translate_records",
)
