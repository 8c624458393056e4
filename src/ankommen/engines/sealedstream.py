"""Sealing of streams of any length in bounded memory: AES-256-GCM in chunks of a mebibyte.

Each chunk is sealed under a nonce that counts, with a mark on the last one: chunks that were changed, taken
out, put in, exchanged or cut off at the end do not open. A key seals one stream only, so it is made for it
and kept sealed in its head. Method: the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár,
"Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance", CRYPTO 2015,
doi:10.1007/978-3-662-47989-6_24.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

CHUNK = 1 << 20
_TAG = 16


class StreamBroken(Exception):
    """The stream was changed or cut off, or its key is another one."""


def new_key() -> bytes:
    """A key for one stream."""
    return AESGCM.generate_key(256)


def seal_stream(plain: Iterable[bytes], key: bytes, *, head: bytes) -> Iterator[bytes]:
    """The sealed chunks of a plain stream that comes in pieces of any length.

    head: what stands before the stream in the clear; it opens with this head only. Each key is used once.
    """
    cipher, number = AESGCM(key), 0
    waiting = bytearray()
    for piece in plain:
        waiting += piece
        while len(waiting) > CHUNK:  # the last chunk is known when there is no more: so one is kept back
            yield cipher.encrypt(_nonce(number, is_last=False), bytes(waiting[:CHUNK]), head)
            del waiting[:CHUNK]
            number += 1
    yield cipher.encrypt(_nonce(number, is_last=True), bytes(waiting), head)


def open_stream(sealed: BinaryIO, key: bytes, *, head: bytes) -> Iterator[bytes]:
    """The plain chunks, one after the other. Raises StreamBroken, at the latest where the stream ends.

    What came before is genuine, but not whole: use nothing of it until the iterator has ended.
    """
    cipher, number = AESGCM(key), 0
    chunk = sealed.read(CHUNK + _TAG)
    while True:
        following = sealed.read(CHUNK + _TAG)
        try:
            yield cipher.decrypt(_nonce(number, is_last=not following), chunk, head)
        except (InvalidTag, ValueError) as error:
            raise StreamBroken("This stream was changed or cut off.") from error
        if not following:
            return
        chunk, number = following, number + 1


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11) + bytes([is_last])
