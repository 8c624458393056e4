"""SQLite: its file as a stream of bytes, and back in one step."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from . import IN_USE, PIECE, BackupRefused


def content_of_file() -> Iterator[bytes]:
    """The database as it is now, while others read and write.

    SQLite's backup interface copies it in one step; the copy lies beside it until it is read.
    """
    connection.ensure_connection()
    with _private_file(_file().parent) as copy:
        with sqlite3.connect(copy) as target:
            connection.connection.backup(target)
        target.close()
        with copy.open("rb") as source:
            yield from iter(lambda: source.read(PIECE), b"")


def replace_file(content: Iterable[bytes], prepare: Callable[[], None]) -> None:
    """Put `content` in the place of the database.

    prepare: run on the new content before anybody sees it. Whatever fails before the last step, the reading
    of `content` among it, leaves everything as it was. Raises BackupRefused where the database is in use.
    """
    file = _file()
    connection.close()
    with _held(file), _private_file(file.parent) as fresh:
        with fresh.open("wb") as out:
            for piece in content:
                out.write(piece)
        with _pointed_at(fresh):
            prepare()
        _sync(fresh)
        fresh.replace(file)
        _sync(file.parent)


def _file() -> Path:
    return Path(connection.settings_dict["NAME"])


@contextmanager
def _held(file: Path) -> Iterator[None]:
    """Nobody else works with SQLite's file, and nothing of it lies in its journal. Raises BackupRefused."""
    holder = sqlite3.connect(file, timeout=0, isolation_level=None)
    try:
        holder.execute("PRAGMA journal_mode=DELETE")  # refused as long as others have the file open
        holder.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        holder.close()
        raise BackupRefused(IN_USE) from error
    except sqlite3.DatabaseError:  # no database any more: that is why somebody restores
        for name in ("-wal", "-shm", "-journal"):
            file.with_name(file.name + name).unlink(missing_ok=True)
    try:
        yield
    finally:
        holder.close()


@contextmanager
def _private_file(folder: Path) -> Iterator[Path]:
    """A file in this folder that its owner only can read; it is gone afterwards, unless it was moved away."""
    number, name = tempfile.mkstemp(prefix="backup-", suffix=".sqlite3", dir=folder)
    os.close(number)
    try:
        yield Path(name)
    finally:
        for ending in ("", "-wal", "-shm", "-journal"):
            Path(name + ending).unlink(missing_ok=True)


@contextmanager
def _pointed_at(file: Path) -> Iterator[None]:
    """The program works with another file of SQLite for a while."""
    connection.close()
    usual = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = str(file)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual


def _sync(path: Path) -> None:
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
