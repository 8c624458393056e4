"""Doors of the vault for changes: note the keys in use, and register what a room seals by hand."""

from .keychecks import note_keys
from .registry import register_digests, register_sealed, register_sealed_parts

__all__ = ("note_keys", "register_digests", "register_sealed", "register_sealed_parts")
