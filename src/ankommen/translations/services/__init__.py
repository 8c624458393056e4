"""Doors of the translations room for changes."""

from ..machine import NoProvider, ProviderFailed
from ..sheets import NewText
from ..states import OWN, digest
from .machines import MachineRun, translate_by_machine
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
    "MachineRun",
    "NewText",
    "NoProvider",
    "ProviderFailed",
    "WrongSource",
    "carry_over",
    "delete_collection",
    "delete_term",
    "digest",
    "say_same",
    "set_term",
    "store_new_texts",
    "store_translations",
    "translate_by_machine",
)
