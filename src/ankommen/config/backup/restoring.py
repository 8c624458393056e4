"""Restoring: whether the file fits, what is in the way, and what must not come back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection, transaction
from django.utils.module_loading import import_string

from ankommen.journal.queries import erasures_to_repeat, newest_of_each
from ankommen.journal.services import keep_erasure_file, note_repeated
from ankommen.vault.services import note_keys

from ..retention import declarations
from . import BackupRefused
from .container import open_file
from .manifest import Manifest
from .postgres import replace_all
from .sqlite import replace_file

_MADE_BY_MIGRATE = {"auth.Permission", "contenttypes.ContentType", "vault.KeyCheck"}


@dataclass
class Restored:
    """What came back: of when it is, how many logins were dropped and how many erasures were repeated."""

    manifest: Manifest
    sessions: int = 0
    repeated: int = 0


def restore(path: Path, *, replace: bool) -> Restored:
    """Put the backup in the place of the database.

    replace: even where something is stored already; it is lost. What was erased or withdrawn since the backup
    goes again before anybody works with it. Raises BackupRefused; then everything is as it was, but for
    RestoreUnfinished on PostgreSQL: the content is replaced then, and the program must not be started.
    """
    with open_file(path) as backup:
        done = Restored(backup.manifest)
        backup.manifest.refuse_unfit()
        if not replace and not is_empty():
            raise BackupRefused("Something is stored here already. With --replace it is lost for good.")
        _keep_erasures()
        if connection.vendor == "sqlite":
            replace_file(backup.content, lambda: _prepare(done))
    if connection.vendor == "postgresql":
        replace_all(lambda: _content(path), lambda: _prepare(done))
    return done


def is_empty() -> bool:
    """Whether the database holds nothing but what `migrate` makes, or is not made yet."""
    try:
        tables = set(connection.introspection.table_names())
        return not any(
            model._base_manager.exists()
            for model in apps.get_models()
            if model._meta.label not in _MADE_BY_MIGRATE and model._meta.db_table in tables
        )
    except DatabaseError:
        return False  # no sound database, but perhaps one that somebody still needs


def _keep_erasures() -> None:
    """The file gets what only the database knows that is given up, if that can still be read."""
    with suppress(DatabaseError):
        keep_erasure_file()


def _content(path: Path) -> Iterator[bytes]:
    with open_file(path) as backup:
        yield from backup.content


def _prepare(done: Restored) -> None:
    try:
        note_keys()
    except ImproperlyConfigured as error:
        raise BackupRefused(str(error)) from error
    with transaction.atomic():
        done.sessions = Session.objects.all().delete()[0]
        done.repeated = _repeat_erasures()
    keep_erasure_file()


def _repeat_erasures() -> int:
    """Let go again what was erased or withdrawn since; returns how many. What is gone already stays gone."""
    again = _ways_to_repeat()
    erasures = erasures_to_repeat()
    newest = newest_of_each(erasures)
    for erasure in newest:
        if erasure.object_type not in again:
            raise BackupRefused(
                f"The file of erasures names {erasure.object_type}, which nobody can erase again."
            )
        again[erasure.object_type](erasure.object_id, *([erasure.state] if erasure.turn else []))
    note_repeated(erasures)
    return len(newest)


def _ways_to_repeat() -> dict[str, Callable[..., object]]:
    """By what a line of the file names: a model, or a model and a kind of change."""
    ways = {}
    for model, declared in declarations():
        label = model._meta.label_lower
        if declared.erase_again:
            ways[label] = declared.erase_again
        ways |= {f"{label}.{kind}": path for kind, path in declared.change_again.items()}
    return {name: import_string(path) for name, path in ways.items()}
