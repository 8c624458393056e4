from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ...backup import BackupRefused
from ...backup.restoring import restore


class Command(BaseCommand):
    """Stop the program before (docs/backup.md)."""

    help = "Put a backup in the place of the database, and erase again what was erased since."
    requires_system_checks: list[str] = []  # what is broken here is what somebody replaces

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="what `ankommen backup` wrote")
        parser.add_argument("--replace", action="store_true", help="what is stored here now is lost for good")

    def handle(self, *, file: Path, replace: bool, **_: Any) -> None:
        try:
            done = restore(file, replace=replace)
        except (BackupRefused, ImproperlyConfigured) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Restored the backup of {done.manifest.made_at}.")
        self.stdout.write(f"Repeated {done.repeated} erasures and withdrawals that came after it.")
        self.stdout.write(f"Dropped {done.sessions} logins: everybody logs in again.")
