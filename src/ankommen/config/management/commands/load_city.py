from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ...city import UnreadableCity, folder_of, load_city


class Command(BaseCommand):
    """Make a folder's city the city of this installation."""

    help = "Load a city: a folder with city.toml, topics, districts, sites, offices, languages and notice."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("city", help="the name of a shipped city, or the path of a folder")

    def handle(self, *, city: str, **_: Any) -> None:
        try:
            loaded = load_city(folder_of(city))
        except UnreadableCity as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{loaded.name}: {loaded.topics} topics, {loaded.districts} districts, {loaded.sites} sites, "
            f"{loaded.organisations} organisations."
        )
