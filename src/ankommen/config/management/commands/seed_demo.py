from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ...demo import seed_demo

MOST = 100_000


class Command(BaseCommand):
    """Fill the installation with invented people and interviews, through the services."""

    help = "Load the city, publish its questionnaires, add personas and invented interviews; once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--city", help="the name of a shipped city, or a path (default: ANKOMMEN_CITY)")
        parser.add_argument(
            "--interviews",
            type=int,
            default=0,
            help=f"how many invented interviews shall stand in the end, up to {MOST}",
        )

    def handle(self, *, city: str | None, interviews: int, **_: Any) -> None:
        if not 0 <= interviews <= MOST:
            raise CommandError(f"--interviews takes a number from 0 to {MOST:,}.")
        for line in seed_demo(city, interviews=interviews, progress=self._show):
            self.stdout.write(line)

    def _show(self, done: int, of: int) -> None:
        """A bar that grows on a terminal; a line at the end elsewhere."""
        filled = 30 * done // of
        if self.stdout.isatty():
            end = "\n" if done == of else ""
            bar = "█" * filled + "░" * (30 - filled)
            self.stdout.write(f"\r  {bar} {done:,} of {of:,} interviews", ending=end)
            self.stdout.flush()
        elif done == of:
            self.stdout.write(f"  {done:,} of {of:,} interviews")
