"""The file: a mark, the file's own key sealed under the newest key of the ring, then the sealed stream.

    ankommen backup 1\\n | length (2 bytes) | sealed key | chunks of `engines.sealedstream`

In the stream stand the manifest, one line of JSON, and the content of the database.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ankommen.engines.sealedstream import StreamBroken, new_key, open_stream, seal_stream
from ankommen.engines.sealing import SealBroken, key_of
from ankommen.vault.queries import ring

from . import BackupRefused
from .manifest import Manifest

_MARK = b"ankommen backup 1\n"
_PLACE = "config/backup/key"


@dataclass(frozen=True)
class Backup:
    """An open file: what it holds, and its content, which can be read once."""

    manifest: Manifest
    content: Iterator[bytes]


def write_file(path: Path, manifest: Manifest, content: Iterable[bytes]) -> int:
    """Write the backup and return its size in bytes. Raises BackupRefused where the file is there already.

    It grows under another name (`.part`), readable by its owner only, and is there whole or not at all.
    """
    part = path.with_name(path.name + ".part")
    try:
        if path.exists():
            raise FileExistsError
        file = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise BackupRefused(f"{path} or {part} is there already; nothing is overwritten.") from error
    except OSError as error:
        raise BackupRefused(f"{path} cannot be written: {error.strerror}.") from error
    try:
        with os.fdopen(file, "wb") as out:
            _write(out, manifest, content)
        part.rename(path)
    except OSError as error:
        raise BackupRefused(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        part.unlink(missing_ok=True)
    return path.stat().st_size


@contextmanager
def open_file(path: Path) -> Iterator[Backup]:
    """The backup in a file. Raises BackupRefused, also while its content is read."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise BackupRefused(f"{path} cannot be read: {error.strerror}.") from error
    with file:
        head, key = _read_head(file, path)
        chunks = _opened(file, key, head, path)
        first = next(chunks)
        line, _, rest = first.partition(b"\n")
        yield Backup(Manifest.read(line), _after(rest, chunks))


def _write(out: BinaryIO, manifest: Manifest, content: Iterable[bytes]) -> None:
    key = new_key()
    sealed = ring().seal(key, place=_PLACE)
    head = _MARK + len(sealed).to_bytes(2) + sealed
    out.write(head)
    for chunk in seal_stream(_after(manifest.line(), content), key, head=head):
        out.write(chunk)
    out.flush()
    os.fsync(out.fileno())


def _read_head(file: BinaryIO, path: Path) -> tuple[bytes, bytes]:
    mark = file.read(len(_MARK))
    if mark != _MARK:
        raise BackupRefused(
            f"{path} is no backup of this program, or of a version that this one cannot read."
        )
    length = file.read(2)
    sealed = file.read(int.from_bytes(length))
    name = key_of(sealed)
    if name not in ring().keys:
        raise BackupRefused(
            f'{path} is sealed under the key "{name}", which is not among ANKOMMEN_SEALING_KEYS.'
            if name.isprintable()
            else f"{path} was changed."
        )
    try:
        return mark + length + sealed, ring().open(sealed, place=_PLACE)
    except SealBroken as error:
        raise BackupRefused(
            f'{path} was changed, or the key "{name}" is another one than the one it was made with.'
        ) from error


def _opened(file: BinaryIO, key: bytes, head: bytes, path: Path) -> Iterator[bytes]:
    try:
        yield from open_stream(file, key, head=head)
    except StreamBroken as error:
        raise BackupRefused(f"{path} was changed or is cut off.") from error


def _after(first: bytes, rest: Iterable[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest
