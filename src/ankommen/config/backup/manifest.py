"""What a backup holds: of which day, database, program and schema; and whether it fits here."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from ankommen import __version__
from ankommen.vault.queries import keys_needed, ring

from . import BackupRefused

_NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@dataclass(frozen=True)
class Manifest:
    """made_at: ISO time in UTC. vendor: "sqlite" or "postgresql". migrations: "app.name". keys: by name."""

    made_at: str
    vendor: str
    program: str
    migrations: list[str]
    keys: list[str]

    @classmethod
    def present(cls) -> Manifest:
        """Of the database as it is now."""
        applied = MigrationRecorder(connection).applied_migrations()
        return cls(
            made_at=timezone.now().isoformat(timespec="seconds"),
            vendor=connection.vendor,
            program=__version__,
            migrations=sorted(f"{app}.{name}" for app, name in applied),
            keys=keys_needed(),
        )

    @classmethod
    def read(cls, line: bytes) -> Manifest:
        """The manifest as `line` writes it. What it is read from is authentic."""
        return cls(**json.loads(line))

    def line(self) -> bytes:
        """One line of JSON."""
        return json.dumps(asdict(self)).encode() + b"\n"

    def refuse_unfit(self) -> None:
        """Raises BackupRefused for another database, an older or newer schema, or a key that is not here."""
        if self.vendor != connection.vendor:
            here, there = _NAMES[connection.vendor], _NAMES.get(self.vendor, self.vendor)
            raise BackupRefused(f"This is a backup of {there}; this installation uses {here}.")
        known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
        if unknown := sorted(set(self.migrations) - known):
            raise BackupRefused(
                f"This backup was made by a newer version of the program ({self.program}): this one does not "
                f"know {unknown[0]}. Install that version and restore again."
            )
        if missing := sorted(known - set(self.migrations)):
            raise BackupRefused(
                f"This backup was made by an older version of the program ({self.program}): it lacks "
                f"{missing[0]}. Restore it with that version, then upgrade and run `ankommen migrate`."
            )
        if absent := sorted(set(self.keys) - set(ring().keys)):
            raise BackupRefused(
                f'What lies in this backup needs the sealing key "{absent[0]}", which is not among '
                "ANKOMMEN_SEALING_KEYS."
            )
