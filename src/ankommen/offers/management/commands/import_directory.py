from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...imports import BadColumns, Decided, HasErrors, Preview, Unreadable, check_import, store_import
from ...imports.headings import HEADINGS
from ...imports.reading import MAX_CSV
from ...models import Source

MOST_LINES = 100
_EACH = 5_000  # records between two lines about progress


class Command(BaseCommand):
    """Bring a file into the directory: docs/import.md."""

    help = (
        "Import offers, providers, responsibilities, events: CSV, XLSX, HSDS, GeoJSON, iCal; all or nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", required=True, metavar="SLUG", help="short name of the list")
        parser.add_argument("--name", default="", help="of the source; needed the first time")
        parser.add_argument("--licence", default="", help="of the source")
        parser.add_argument("--url", default="", help="of the source")
        parser.add_argument(
            "--kind", default="offers", choices=[*HEADINGS, "events"], help="what a table holds"
        )
        parser.add_argument(
            "--column", action="append", default=[], metavar="HEADING=FIELD", help='"-": not used'
        )
        parser.add_argument(
            "--word",
            action="append",
            default=[],
            metavar="FIELD:WORD=VALUE",
            help="what a word of the file means",
        )
        parser.add_argument(
            "--set", action="append", default=[], metavar="FIELD=TEXT", help="the same for all"
        )
        parser.add_argument("--cleaned", action="store_true", help="take out HTML, turn swapped coordinates")
        parser.add_argument("--dry-run", action="store_true", help="show everything, store nothing")
        parser.add_argument(
            "--leave-out", action="store_true", help="store the good ones, leave out the others"
        )

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            if file.stat().st_size > MAX_CSV:
                raise CommandError(
                    _("The file is larger than %(limit)s MB. Split it into several.") % {"limit": 100}
                )
            data = file.read_bytes()
        except OSError as error:
            raise CommandError(
                _("%(file)s cannot be read: %(reason)s") % {"file": file, "reason": error.strerror}
            ) from error
        try:
            preview = check_import(
                _source(options),
                data,
                file.name,
                kind=options["kind"],
                decided=_decided(options),
                cleaned=options["cleaned"],
                progress=self._progress,
            )
        except (Unreadable, BadColumns) as refusal:
            raise CommandError(str(refusal)) from refusal
        self._show(_lines(preview))
        self._finish(preview, options)

    def _finish(self, preview: Preview, options: dict[str, Any]) -> None:
        if options["dry_run"]:
            self._show([_would(preview)])
            if preview.bad and not options["leave_out"]:
                raise CommandError(_left_out(preview.bad))
            return
        try:
            done = store_import(preview, leave_out=options["leave_out"])
        except HasErrors as error:
            sentence = _("Nothing was stored. Repair these records, or store the others with --leave-out.")
            raise CommandError(sentence) from error
        stored = done.stored
        self._show(
            [
                _("Stored: %(new)s new, %(changed)s changed, %(same)s as before.")
                % {"new": stored.new, "changed": stored.changed, "same": stored.same}
            ]
        )
        if done.left_out:
            self._show([_left_out(done.left_out)])

    def _progress(self, number: int) -> None:
        if number and number % _EACH == 0:
            self.stderr.write(_("%(number)s records read …") % {"number": number})

    def _show(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.stdout.write(line)


def _source(options: dict[str, Any]) -> Source:
    source = Source.objects.filter(slug=options["source"]).first() or Source(slug=options["source"])
    source.name = options["name"] or source.name
    source.licence = options["licence"] or source.licence
    source.url = options["url"] or source.url
    if not source.name:
        raise CommandError(_("The source “%(source)s” is new: say --name.") % {"source": options["source"]})
    try:
        source.clean_fields()
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    return source


def _decided(options: dict[str, Any]) -> Decided:
    words: dict[str, dict[str, str]] = {}
    for name, value in _pairs(options["word"], "--word FIELD:WORD=VALUE").items():
        field, _sign, word = name.partition(":")
        words.setdefault(field, {})[word] = value
    return Decided(
        _pairs(options["column"], "--column HEADING=FIELD"), words, _pairs(options["set"], "--set FIELD=TEXT")
    )


def _pairs(entries: Sequence[str], usage: str) -> dict[str, str]:
    pairs = [entry.rpartition("=") for entry in entries]
    if any(not name or not value for name, _sign, value in pairs):
        raise CommandError(_("This is how it is said: %(usage)s.") % {"usage": usage})
    return {name.strip(): value.strip() for name, _sign, value in pairs}


def _lines(preview: Preview) -> Iterator[str]:
    yield from (f"  {problem}" for problem in preview.problems[:MOST_LINES])
    if (more := preview.further + len(preview.problems) - MOST_LINES) > 0:
        yield ngettext("  and %(number)s more", "  and %(number)s more", more) % {"number": more}
    if preview.gone:
        yield _("The file no longer has these; they stay until somebody takes them out:")
        yield from (f"  {gone.key}: {gone.title}" for gone in preview.gone[:MOST_LINES])


def _would(preview: Preview) -> str:
    total = preview.total
    return _("Would store: %(new)s new, %(changed)s changed, %(same)s as before.") % {
        "new": total.new,
        "changed": total.changed,
        "same": total.same,
    }


def _left_out(number: int) -> str:
    return ngettext(
        "%(number)s record has errors and is left out.",
        "%(number)s records have errors and are left out.",
        number,
    ) % {"number": number}
