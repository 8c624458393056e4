"""Doors of the translations room for changes."""

from ..sheets import NewText
from ..states import OWN, digest
from .texts import (
    WrongSource,
    carry_over,
    delete_collection,
    say_same,
    store_new_texts,
    store_translations,
)
from .words import delete_term, set_term

__all__ = (
    "OWN",
    "NewText",
    "WrongSource",
    "carry_over",
    "delete_collection",
    "delete_term",
    "digest",
    "say_same",
    "set_term",
    "store_new_texts",
    "store_translations",
)
