from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from ankommen.engines.sealing import KeyRing, new_key_entry
from ankommen.vault import queries

from .models import MODELS


@pytest.fixture(scope="session")
def _tables(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock():
        with connection.schema_editor() as editor:
            for model in MODELS:
                editor.create_model(model)
        yield
        connection.close()  # tests of restoring end all connections of PostgreSQL, perhaps this one
        with connection.schema_editor() as editor:
            for model in reversed(MODELS):
                editor.delete_model(model)


@pytest.fixture
def tables(_tables: None, db: None) -> None:
    """The tables of `models`."""


@pytest.fixture
def committed_tables(
    _tables: None, transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """The tables of `models`, for threads."""
    yield
    monkeypatch.undo()  # the database is flushed next, and notes the keys that the ring has then
    for model in reversed(MODELS):
        model._base_manager.all().delete()


class Keys:
    """The ring of the program, turned by a test: "k1" first, `turn` puts another before it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch
        self.entries = [new_key_entry("k1")]
        self.use(self.entries)

    def use(self, entries: list[str]) -> None:
        self.entries = entries
        ring = KeyRing.parse(entries)
        self._monkeypatch.setattr(queries, "_ring", lambda: ring)

    def turn(self, name: str) -> None:
        self.use([new_key_entry(name), *self.entries])


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> Keys:
    return Keys(monkeypatch)
