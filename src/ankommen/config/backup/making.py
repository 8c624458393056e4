"""Making a backup of the database that is in use."""

from __future__ import annotations

from pathlib import Path

from django.db import connection

from .container import write_file
from .manifest import Manifest
from .postgres import dumped
from .sqlite import content_of_file


def make_backup(path: Path) -> int:
    """Write everything that is stored into a new file; returns its size in bytes. Raises BackupRefused."""
    content = content_of_file() if connection.vendor == "sqlite" else dumped()
    return write_file(path, Manifest.present(), content)
