from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ankommen.config.demo import seed_demo


class Command(BaseCommand):
    """Fill the installation with invented people and interviews, through the services."""

    help = "Load the city, publish its questionnaires, add personas and invented interviews; once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--city", help="the name of a shipped city, or a path (default: ANKOMMEN_CITY)")

    def handle(self, *, city: str | None, **_: Any) -> None:
        for line in seed_demo(city):
            self.stdout.write(line)
