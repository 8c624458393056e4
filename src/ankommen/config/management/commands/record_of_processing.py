from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ...processing import as_csv, as_markdown

_FORMATS = {"markdown": as_markdown, "csv": as_csv}


class Command(BaseCommand):
    """The record of processing activities (Art. 30 GDPR), from what every model declares."""

    help = "Print the record of processing (Art. 30 GDPR) of the program's tables."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=tuple(_FORMATS), default="markdown")

    def handle(self, *, format: str, **_: Any) -> None:
        self.stdout.write(_FORMATS[format](), ending="")
