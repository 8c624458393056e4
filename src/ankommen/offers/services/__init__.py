"""Doors of the offers room for changes."""

from .storing import Entry, Stored, store_entries
from .translating import translate_records

__all__ = ("Entry", "Stored", "store_entries", "translate_records")
