"""Doors of the offers room for changes."""

from ..imports import check_import, store_import
from ..storing import Entry, Stored, store_entries
from .categories import set_categories, translate_categories
from .reports import report_mistake
from .translating import store_record_texts, translate_records
from .views import count_view, write_views

__all__ = (
    "Entry",
    "Stored",
    "check_import",
    "count_view",
    "report_mistake",
    "set_categories",
    "store_entries",
    "store_import",
    "store_record_texts",
    "translate_categories",
    "translate_records",
    "write_views",
)
