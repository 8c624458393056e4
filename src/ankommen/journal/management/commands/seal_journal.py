from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ...sealing import entries_to_seal, newest_anchor, seal_journal


class Command(BaseCommand):
    """Seal the entries since the last time. `erase_expired` does it every hour."""

    help = "Seal the journal's new entries into the chain and print its newest anchor."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say how many would be sealed")

    def handle(self, *, dry_run: bool, **_: Any) -> None:
        if dry_run:
            self.stdout.write(f"Would seal {entries_to_seal().count()} entries of the journal.")
            return
        self.stdout.write(f"Sealed {seal_journal()} entries of the journal, newest anchor {newest_anchor()}.")
