from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from ankommen.journal.queries import entries_to_seal, newest_anchor, newest_sealing
from ankommen.journal.services import keep_erasure_file, seal_journal

from ...retention import erase_past, forget_the_order, past_their_day

LONGEST_BREAK = 60  # days without a sealed entry, after which the clock is doubted


class Command(BaseCommand):
    """Delete what is past its day. Run it every hour (cron, systemd timer)."""

    help = "Delete what is past its day, by the rules that the models declare (docs/retention.md)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say what would go")
        parser.add_argument(
            "--after-a-break",
            action="store_true",
            help="the clock is right, although nothing happened for long",
        )

    def handle(self, *, dry_run: bool, after_a_break: bool, **_: Any) -> None:
        if dry_run:
            for past in past_their_day():
                self.stdout.write(f"Past their day: {past.number} {past.what}.")
            self.stdout.write(f"Would seal {entries_to_seal().count()} entries of the journal.")
            return
        if not after_a_break:
            _doubt_the_clock()
        self.stdout.write(f"Sealed {seal_journal()} entries of the journal, newest anchor {newest_anchor()}.")
        for gone in erase_past():
            self.stdout.write(f"Done with {gone.number} {gone.what}.")
        self.stdout.write(f"Noted {keep_erasure_file()} erasures in the file beside the database.")
        forget_the_order()


def _doubt_the_clock() -> None:
    """A clock that jumped ahead would let everything go. Raises CommandError."""
    before, today = newest_sealing(), timezone.now().date()
    if before and (today - before).days > LONGEST_BREAK:
        raise CommandError(
            f"Nothing of the journal was sealed since {before}, and today is {today}. Nothing was erased. "
            "If the clock is right, run this again with --after-a-break."
        )
