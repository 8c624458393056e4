from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

from ankommen.accounts.services import forget_guesses
from ankommen.evaluation.services import end_projects, erase_expired_exports
from ankommen.interviews.services import erase_expired_drafts, erase_past_interviews, expired_numbers
from ankommen.journal.queries import entries_to_seal, expired_entries, newest_anchor
from ankommen.journal.services import drop_expired_months, seal_journal


class Command(BaseCommand):
    """Delete what is past its day. Run it every hour (cron, systemd timer)."""

    help = "Delete drafts after 24 hours, interviews at the end of their retention, and expired logins."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say what would be deleted")

    def handle(self, *, dry_run: bool, **_: Any) -> None:
        if dry_run:
            drafts, interviews = expired_numbers()
            self.stdout.write(f"Would delete {drafts} drafts and the answers of {interviews} interviews.")
            self.stdout.write(f"Would seal {entries_to_seal().count()} entries of the journal.")
            self.stdout.write(f"Would delete {expired_entries()} entries of past months from it.")
            return
        call_command("clearsessions")
        forget_guesses()
        drafts, interviews = erase_expired_drafts(), erase_past_interviews()
        self.stdout.write(f"Deleted {drafts} drafts and the answers of {interviews} interviews.")
        self.stdout.write(f"Ended {end_projects()} research projects.")
        self.stdout.write(f"Deleted the files of {erase_expired_exports()} research projects.")
        self.stdout.write(f"Sealed {seal_journal()} entries of the journal, newest anchor {newest_anchor()}.")
        self.stdout.write(f"Deleted {drop_expired_months()} entries of past months from it.")
        _forget_the_order()


def _forget_the_order() -> None:
    """Lay SQLite's file anew, by its random keys: the pages of long rows lie in the order of arrival."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
