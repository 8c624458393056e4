"""Names of interviews that hold within one project: keyed digests. Without the key nobody gets back, or from
one project to another.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from uuid import UUID

from django.utils.translation import gettext as _

from ankommen.engines.sealing import SealBroken
from ankommen.vault.queries import ring

from ..seals import key_place
from .refusals import ExportRefused

_BYTES = 10  # among a million interviews two fall together with a probability of 4e-13


def new_sealed_key(project: str) -> bytes:
    """A fresh key for `project`, sealed."""
    return ring().seal(secrets.token_bytes(32), place=key_place(project))


def opened_key(project: str, sealed: bytes) -> bytes:
    """The key of `project`. Raises ExportRefused."""
    try:
        return ring().open(sealed, place=key_place(project))
    except SealBroken as error:
        sentence = _("The key of the project “%(name)s” does not open.") % {"name": project}
        raise ExportRefused(sentence) from error


def pseudonym(key: bytes, number: UUID) -> str:
    """The name of an interview in the project of this key. It begins with a letter: no spreadsheet takes it
    for a number.
    """
    return "p" + hmac.new(key, number.bytes, hashlib.sha256).hexdigest()[: 2 * _BYTES]
