"""Doors of the translations room for changes."""

from ..machine import NoProvider, ProviderFailed
from ..sheets import NewText
from ..states import OWN, digest
from .labels import keep_labels
from .machines import MachineRun, translate_by_machine
from .releases import hold_back_language, release_first, release_language
from .texts import (
    ChangedMeanwhile,
    WrongSource,
    carry_over,
    delete_collection,
    say_same,
    store_new_texts,
    store_translations,
)
from .words import add_terms, change_term, delete_term, set_term

__all__ = (
    "OWN",
    "ChangedMeanwhile",
    "MachineRun",
    "NewText",
    "NoProvider",
    "ProviderFailed",
    "WrongSource",
    "add_terms",
    "carry_over",
    "change_term",
    "delete_collection",
    "delete_term",
    "digest",
    "hold_back_language",
    "keep_labels",
    "release_first",
    "release_language",
    "say_same",
    "set_term",
    "store_new_texts",
    "store_translations",
    "translate_by_machine",
)
