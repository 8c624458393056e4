from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ankommen.journal.queries import entries_to_seal, newest_anchor
from ankommen.journal.services import keep_erasure_file, seal_journal

from ...retention import erase_past, forget_the_order, past_their_day


class Command(BaseCommand):
    """Delete what is past its day. Run it every hour (cron, systemd timer)."""

    help = "Delete what is past its day, by the rules that the models declare (docs/retention.md)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say what would go")

    def handle(self, *, dry_run: bool, **_: Any) -> None:
        if dry_run:
            for past in past_their_day():
                self.stdout.write(f"Past their day: {past.number} {past.what}.")
            self.stdout.write(f"Would seal {entries_to_seal().count()} entries of the journal.")
            return
        self.stdout.write(f"Sealed {seal_journal()} entries of the journal, newest anchor {newest_anchor()}.")
        for gone in erase_past():
            self.stdout.write(f"Done with {gone.number} {gone.what}.")
        self.stdout.write(f"Noted {keep_erasure_file()} erasures in the file beside the database.")
        forget_the_order()
