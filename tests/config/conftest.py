"""What the tests of backups share."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import DEFAULT_DB_ALIAS, connection, connections

from ankommen.vault.queries import ring


@pytest.fixture
def own_database(transactional_db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A copy of the tests' database, for this thread only.

    Threads of earlier tests may still hold the usual one, and a restore refuses while anybody does.
    """
    with _copy_on_postgresql() if connection.vendor == "postgresql" else _copy_on_sqlite(tmp_path) as name:
        connection.close()
        with monkeypatch.context() as patch:
            mine = connections[DEFAULT_DB_ALIAS]
            patch.setattr(mine, "settings_dict", {**mine.settings_dict, "NAME": name})
            yield
            connection.close()


@contextmanager
def _copy_on_sqlite(folder: Path) -> Iterator[str]:
    name = folder / "own" / "database.sqlite3"
    name.parent.mkdir()
    connection.ensure_connection()
    with sqlite3.connect(name) as copy:
        connection.connection.backup(copy)
    copy.close()
    yield str(name)


@contextmanager
def _copy_on_postgresql() -> Iterator[str]:
    usual = str(connection.settings_dict["NAME"])
    name = f"{usual}_own"
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [usual])
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{usual}"')
    yield name
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def data_folder(tmp_path: Path, settings: Any) -> Path:
    """The file of erasures lies in a folder of its own for each test."""
    ring()
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    return tmp_path / "data"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the backup is written."""
    return tmp_path / "backup"
