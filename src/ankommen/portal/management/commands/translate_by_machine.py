"""Let the city's machine translate what nobody has translated yet."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ankommen.translations.services import NoProvider, ProviderFailed, translate_by_machine

from ...translating.collections import COLLECTIONS, TREE
from ...translating.reading import languages_set_up

_USUAL = 50_000  # characters: a few dozen guides


class Command(BaseCommand):
    help = "Sends missing texts of the public pages to the machine that ANKOMMEN_MACHINE_TRANSLATION names."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("language")
        parser.add_argument("--collection", choices=COLLECTIONS, action="append", help="default: all")
        parser.add_argument(
            "--budget", type=int, default=_USUAL, help="characters that may be sent (default: %(default)s)"
        )

    def handle(self, *args: Any, language: str, collection: list[str] | None, budget: int, **_: Any) -> None:
        if language not in (languages := languages_set_up()):
            raise CommandError(f"Nothing is translated into {language}. There are: {', '.join(languages)}.")
        for slug in collection or COLLECTIONS:
            each = COLLECTIONS[slug]
            try:
                run = translate_by_machine(
                    slug,
                    language,
                    sources=each.sources(),
                    tree=TREE,
                    budget=budget,
                    by="machine",
                    store=each.store,
                )
            except NoProvider as error:
                raise CommandError(
                    "No machine is set up: ANKOMMEN_MACHINE_TRANSLATION names one (docs/settings.md)."
                ) from error
            except ProviderFailed as error:
                raise CommandError(f"{slug}: {error}") from error
            budget -= run.characters
            said = f"{run.stored} texts, {run.characters} characters sent"
            self.stdout.write(f"{slug}: {said}, {run.left} texts left for lack of budget.")
            for problem in run.problems:
                self.stderr.write(f"  not taken: {problem.key} ({problem.code})")
