"""Sealing of bytes at rest: AES-256-GCM under a ring of keys, bound to the place where they lie; keyed
digests for look-ups.

A sealed value is `key id length (1 byte) | key id | nonce (12) | ciphertext and tag`. The place (table, row,
part) is associated data: a
value copied to another row does not open. Method: NIST SP 800-38D; nonces are random, so one key is good for
2**32 values.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
from collections.abc import Iterable
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12


class SealBroken(Exception):
    """The value was changed, lies in another place than it was sealed for, or its key is not on the ring."""


@dataclass(frozen=True)
class KeyRing:
    """Keys by id; the first one seals, all of them open."""

    keys: dict[str, bytes] = field(repr=False)

    @classmethod
    def parse(cls, entries: Iterable[str]) -> KeyRing:
        """Read "id:base64 of 32 bytes" entries, newest first.

        Raises ValueError with a sentence that shows no key.
        """
        keys: dict[str, bytes] = {}
        for entry in entries:
            name, _, encoded = entry.strip().partition(":")
            try:
                key = base64.b64decode(encoded, validate=True)
            except (binascii.Error, ValueError):
                key = b""
            if not name or len(name) > 32 or not name.isascii() or len(key) != 32:
                raise ValueError(
                    f'A sealing key is written "id:base64 of 32 bytes"; the entry {name[:32]!r} is not.'
                )
            keys[name] = key
        if not keys:
            raise ValueError("There is no sealing key.")
        return cls(keys)

    @property
    def newest(self) -> str:
        """The id of the key that seals."""
        return next(iter(self.keys))

    def only(self, name: str) -> KeyRing:
        """A ring with that key alone. Raises KeyError."""
        return KeyRing({name: self.keys[name]})

    def seal(self, plain: bytes, *, place: str) -> bytes:
        """Seal `plain` for `place`, for example "interviews/<uuid>/answers"."""
        name, key = self.newest, self.keys[self.newest]
        nonce = os.urandom(_NONCE)
        head = bytes([len(name)]) + name.encode()
        return head + nonce + AESGCM(key).encrypt(nonce, plain, head + place.encode())

    def open(self, sealed: bytes, *, place: str) -> bytes:
        """The plain bytes. Raises SealBroken."""
        length = 1 + sealed[0] if sealed else 0
        head, nonce, body = sealed[:length], sealed[length : length + _NONCE], sealed[length + _NONCE :]
        key = self.keys.get(key_of(sealed))
        if key is None or len(nonce) != _NONCE:
            raise SealBroken("The key of this value is not on the ring.")
        try:
            return AESGCM(key).decrypt(nonce, body, head + place.encode())
        except InvalidTag as error:
            raise SealBroken("This value was changed or moved.") from error

    def digests(self, value: str, *, purpose: str) -> list[str]:
        """Keyed digests of `value` under each key, newest first: the first is stored, any finds it again."""
        return [
            hmac.new(_derived(key, purpose), value.encode(), hashlib.sha256).hexdigest()
            for key in self.keys.values()
        ]


def key_of(sealed: bytes) -> str:
    """The id of the key that a value says it is sealed under; "" where it says nothing."""
    return sealed[1 : 1 + sealed[0]].decode("ascii", "replace") if sealed else ""


def new_key_entry(name: str) -> str:
    """A fresh random key as an entry for the ring."""
    return f"{name}:{base64.b64encode(os.urandom(32)).decode()}"


def _derived(key: bytes, purpose: str) -> bytes:
    return hmac.new(key, b"ankommen digest " + purpose.encode(), hashlib.sha256).digest()
