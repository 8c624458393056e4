from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import override

from ...policywords import as_csv, as_markdown, as_text

_FORMATS = {"text": as_text, "markdown": as_markdown, "csv": as_csv}


class Command(BaseCommand):
    """The one table of rights in words, for a data protection officer."""

    help = "Print who may do what: one table, from which the program itself reads every right."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=tuple(_FORMATS), default="text")
        languages = [code for code, _name in settings.LANGUAGES]
        parser.add_argument("--language", choices=languages, default=settings.LANGUAGE_CODE)

    def handle(self, *, format: str, language: str, **_: Any) -> None:
        with override(language):
            self.stdout.write(_FORMATS[format](), ending="")
