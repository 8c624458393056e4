from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ankommen.places.access import PapersMissing, require_papers

from ...imports import (
    BadColumns,
    Checked,
    Columns,
    NoVersion,
    Table,
    Targets,
    Unreadable,
    check_import,
    columns_of,
    read_table,
    store_import,
    version_to_import,
    write_rest,
)
from ...imports.preview import column_lines, stored_lines
from ...imports.saved import mapping_named, save_mapping

_MOST_LINES = 100


class Command(BaseCommand):
    """Bring in interviews that were keyed elsewhere: docs/import.md."""

    help = (
        "Import interviews from a CSV or XLSX table, one a row: the rules of any interview, all or nothing."
    )

    def create_parser(self, prog_name: str, subcommand: str, **options: Any) -> CommandParser:
        """--version names a questionnaire's version here, not Django's."""
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **options)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a .csv (UTF-8) or .xlsx file")
        parser.add_argument("--questionnaire", default="", help="its form_id, where several are in use")
        parser.add_argument(
            "--version", default="", help="the version on the paper; a retired one must be named"
        )
        parser.add_argument("--mapping", default="", help="use the columns saved under this name")
        parser.add_argument("--save-mapping", default="", help="save what the columns mean under this name")
        parser.add_argument("--preview", action="store_true", help="show everything, store nothing")
        parser.add_argument(
            "--column", action="append", default=[], metavar="HEADING=MEANING", help='"-" means not used'
        )
        parser.add_argument(
            "--set", action="append", default=[], metavar="FACT=VALUE", help="the same for all rows"
        )
        parser.add_argument(
            "--declined", action="append", default=[], metavar="CODE", help="did not want to answer"
        )
        parser.add_argument("--not-asked", action="append", default=[], metavar="CODE", help="was not asked")
        parser.add_argument(
            "--accept-good", action="store_true", help="store good rows, write the others to a file beside it"
        )

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            self._import(file, options)
        except (Unreadable, NoVersion, BadColumns, PapersMissing) as refusal:
            raise CommandError(str(refusal)) from refusal
        except IntegrityError as error:
            raise CommandError(
                _("Somebody stored one of these interviews a moment ago. Nothing was stored; run it again.")
            ) from error
        except OSError as error:
            raise CommandError(
                _("%(file)s cannot be written: %(reason)s. Nothing was stored.")
                % {"file": error.filename, "reason": error.strerror}
            ) from error

    def _import(self, file: Path, options: dict[str, Any]) -> None:
        if not options["preview"]:
            require_papers()
        version = version_to_import(options["questionnaire"], options["version"])
        table, targets = read_table(file), Targets(version)
        saved = mapping_named(options["mapping"], version.questionnaire_id) if options["mapping"] else None
        columns = columns_of(
            table.headings,
            targets,
            saved=saved,
            said=_said(options["column"], table.headings),
            constants=_constants(options["set"]),
            declined=options["declined"],
            not_asked=options["not_asked"],
        )
        if options["preview"]:
            self._show([f"{version}:", *column_lines(table, columns, targets)])
        if name := options["save_mapping"]:
            save_mapping(name, columns, targets)
            self._show([_("The mapping is saved as “%(name)s”.") % {"name": name}])
        elif not options["preview"]:
            _refuse_guesses(columns, targets)
        checked = check_import(table, columns, targets, version)
        self._finish(file, table, checked, options)

    def _finish(self, file: Path, table: Table, checked: Checked, options: dict[str, Any]) -> None:
        if options["preview"]:
            self._show([_("What would be stored of the first rows:"), *stored_lines(checked)])
        if checked.problems:
            self._show(_problem_lines(checked))
        if options["preview"]:
            self._show([_would(checked)])
            return
        if checked.bad and not options["accept_good"]:
            raise CommandError(
                _("Nothing was stored. Repair these rows, or store the others with --accept-good.")
            )
        if checked.bad:
            rest = file.with_name(f"{file.stem}.problems.xlsx")
            write_rest(rest, table, checked.bad, checked.problems)
            self._show([_("The rows with problems stand in %(file)s.") % {"file": rest}])
        self._show([_stored(store_import(checked), checked)])

    def _show(self, lines: Sequence[str] | Iterator[str]) -> None:
        for line in lines:
            self.stdout.write(line)


def _said(entries: Sequence[str], headings: Sequence[str]) -> dict[str, str]:
    """What --column says; a heading may have the sign in it as well."""
    said = {}
    for entry in entries:
        heading = max((name for name in headings if entry.startswith(f"{name}=")), key=len, default="")
        if not heading:
            raise CommandError(
                _("--column takes HEADING=MEANING with a heading of the file, not “%(entry)s”.")
                % {"entry": entry}
            )
        said[heading] = entry[len(heading) + 1 :].strip()
    return said


def _constants(entries: Sequence[str]) -> dict[str, str]:
    pairs = [entry.partition("=") for entry in entries]
    if wrong := [
        entry for entry, (name, _sign, value) in zip(entries, pairs, strict=True) if not name or not value
    ]:
        raise CommandError(_("--set takes FACT=VALUE, not “%(entry)s”.") % {"entry": wrong[0]})
    return {name.strip(): value.strip() for name, _sign, value in pairs}


def _refuse_guesses(columns: Columns, targets: Targets) -> None:
    """What only looks alike, and what would be left out, somebody has seen before it is stored."""
    guessed = [
        f"{column.heading} = {targets.text_of(column.target) if column.target else '-'}"
        for column in columns.columns
        if not column.is_plain
    ]
    if guessed:
        raise CommandError(
            _(
                "These columns are not told by their names: %(columns)s. Look at them with --preview, correct"
                " them with --column, and save them with --save-mapping NAME. Nothing was stored."
            )
            % {"columns": "; ".join(guessed)}
        )


def _problem_lines(checked: Checked) -> Iterator[str]:
    yield from (f"  {problem}" for problem in checked.problems[:_MOST_LINES])
    if (more := len(checked.problems) - _MOST_LINES) > 0:
        yield ngettext("  and %(number)s more problem", "  and %(number)s more problems", more) % {
            "number": more
        }


def _would(checked: Checked) -> str:
    return _("Would store %(good)s interviews; %(known)s are stored already, %(bad)s have problems.") % {
        "good": len(checked.good),
        "known": len(checked.known),
        "bad": len(checked.bad),
    }


def _stored(number: int, checked: Checked) -> str:
    return _("Stored %(number)s interviews; %(known)s were stored already, %(bad)s were left out.") % {
        "number": number,
        "known": len(checked.known),
        "bad": len(checked.bad),
    }
