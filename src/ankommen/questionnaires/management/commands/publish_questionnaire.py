from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from ...console import console_language, problem_lines, read_file
from ...models import Version
from ...queries import language_standings
from ...services import (
    AlreadyPublished,
    NotReadable,
    Refusal,
    Upload,
    publish_version,
    release_language,
    store_draft,
)


class Command(BaseCommand):
    """The operator publishes a workbook: the one way without a second person."""

    help = "Publish a workbook. The same workbook again changes nothing. Exit 1 if it cannot be published."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="an XLSForm workbook, .xlsx or .xls")
        parser.add_argument(
            "--release-all", action="store_true", help="release each language that lacks no text"
        )

    def handle(self, *, file: Path, release_all: bool, verbosity: int, **_options: Any) -> None:
        with override(console_language()):
            try:
                lines = list(_publish(read_file(file), release_all=release_all))
            except AlreadyPublished as twin:
                lines = [str(twin)]
            except NotReadable as refusal:
                raise CommandError("\n".join([*problem_lines(refusal.problems), str(refusal)])) from refusal
            except Refusal as refusal:
                raise CommandError(str(refusal)) from refusal
        if verbosity:
            self.stdout.write("\n".join(lines))


@transaction.atomic
def _publish(upload: Upload, *, release_all: bool) -> Iterator[str]:
    version = publish_version(store_draft(upload, by=None), by=None)
    facts = {"title": version.questionnaire.title, "label": version.label, "digest": version.digest}
    lines = [
        *problem_lines(upload.problems),
        _("%(title)s, version %(label)s, is published: %(digest)s") % facts,
    ]
    return iter([*lines, *_languages(version, release_all=release_all)])


def _languages(version: Version, *, release_all: bool) -> Iterator[str]:
    for standing in language_standings(version):
        language, name = standing.pack.language, standing.pack.name
        if standing.missing:
            sentence = ngettext(
                "%(language)s is held back: %(count)s text is missing.",
                "%(language)s is held back: %(count)s texts are missing.",
                standing.missing,
            )
            yield sentence % {"language": name, "count": standing.missing}
        elif release_all:
            release_language(version, language, by=None)
            yield _("%(language)s is released.") % {"language": name}
        else:
            yield _("%(language)s is held back until somebody releases it.") % {"language": name}
        if standing.uncovered:
            facts = {"language": name, "scripts": ", ".join(standing.uncovered)}
            yield _("No font of this program shows %(language)s: it needs %(scripts)s.") % facts
