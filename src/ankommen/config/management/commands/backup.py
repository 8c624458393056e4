from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ...backup import BackupRefused
from ...backup.making import make_backup


class Command(BaseCommand):
    """Runs while the program works. Every day, to another machine (docs/backup.md)."""

    help = "Write everything that is stored into one sealed file (docs/backup.md)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="where to; a file that is there is not overwritten")

    def handle(self, *, file: Path, **_: Any) -> None:
        try:
            size = make_backup(file)
        except BackupRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Wrote {file}, {size} bytes. It opens with the sealing keys of today only.")
