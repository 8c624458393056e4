from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ...reading import Unreadable, read_guide
from ...services import store_guides


class Command(BaseCommand):
    help = "Store the guides of a folder: SLUG.LANGUAGE.md, Markdown below a head in TOML."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            files = [read_guide(path) for path in sorted(options["folder"].glob("*.md"))]
            stored = store_guides(files, by="import")
        except (Unreadable, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{stored.guides} guides, {stored.texts} new texts in other languages.")
