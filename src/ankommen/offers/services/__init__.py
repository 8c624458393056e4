"""Doors of the offers room for changes."""

from .storing import Entry, Stored, store_entries

__all__ = ("Entry", "Stored", "store_entries")
