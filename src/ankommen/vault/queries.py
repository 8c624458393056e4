"""Doors of the vault for reading."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from ankommen.engines.sealing import KeyRing, new_key_entry

from .models import KeyCheck


def ring() -> KeyRing:
    """The sealing keys: from ANKOMMEN_SEALING_KEYS, else from DATA_DIR/keys, which a development start makes
    by itself.

    Raises ImproperlyConfigured, naming what is missing: without keys nothing may be stored.
    """
    return _ring()


def keys_needed() -> list[str]:
    """The names of the keys that this database is sealed under."""
    return list(KeyCheck.objects.filter(needed=True).order_by("pk").values_list("pk", flat=True))


@cache
def _ring() -> KeyRing:
    try:
        return KeyRing.parse(settings.SEALING_KEYS or _key_file_entries())
    except FileNotFoundError as error:
        raise ImproperlyConfigured(
            f"ANKOMMEN_SEALING_KEYS is not set, and there is no file {error.filename}."
        ) from error
    except ValueError as error:
        raise ImproperlyConfigured(f"ANKOMMEN_SEALING_KEYS: {error}") from error


def _key_file_entries() -> list[str]:
    path = Path(settings.DATA_DIR) / "keys"
    if not path.exists() and settings.MAKES_OWN_KEYS:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(new_key_entry("k1") + "\n")
    return path.read_text().split()
