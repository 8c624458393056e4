"""Write the directory into a file that others read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ankommen.engines.geo import feature_collection

from ...api.pages import as_json
from ...feeds.calendars import calendar_of
from ...feeds.dumps import hsds_dump
from ...feeds.maps import features_of
from ...feeds.selections import public_events, public_links
from ...feeds.tables import offers_sheet
from ...feeds.tongues import feed_languages

FORMATS: dict[str, Callable[[str], Iterable[bytes]]] = {
    "hsds": lambda language: (piece.encode() for piece in hsds_dump(language)),
    "geojson": lambda language: [as_json(feature_collection(features_of(public_links(), language))).encode()],
    "ical": lambda language: [calendar_of(public_events(), language)],
    "csv": lambda language: [offers_sheet(language)],
}


class Command(BaseCommand):
    help = "Writes the public records of the directory, in one language."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path)
        parser.add_argument("--format", choices=FORMATS, default="hsds")
        parser.add_argument("--language", default="de")

    def handle(self, *args: Any, **options: Any) -> None:
        language, path = options["language"], options["path"]
        if language not in (languages := feed_languages()):
            raise CommandError(f"No feed in {language}. There are: {', '.join(languages)}.")
        try:
            with path.open("wb") as file:
                for piece in FORMATS[options["format"]](language):
                    file.write(piece)
        except OSError as trouble:
            raise CommandError(f"{path}: {trouble.strerror}.") from trouble
        self.stdout.write(f"{path}: {path.stat().st_size} bytes.")
