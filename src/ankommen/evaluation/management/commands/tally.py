from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from ...plan import NoPlan, the_plan
from ...projection import current_projection
from ...tally import BadMonth, as_csv, as_json, as_text, is_unchanged, tally_of

_MOST = 1_000_000  # bytes of a sheet to check


class Command(BaseCommand):
    """The signed count for the funder: docs/tally.md."""

    help = "Count the interviews of a month by site, language and kind of contact, signed and without people."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("month", help="for example 2026-11")
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--json", action="store_const", const=as_json, dest="form")
        form.add_argument("--csv", action="store_const", const=as_csv, dest="form")
        form.add_argument("--check", type=Path, metavar="FILE", help="say whether a sheet was changed since")

    def handle(self, *, month: str, form: Any, check: Path | None, **_options: Any) -> None:
        if check:
            self._check(check, month)
            return
        try:
            plan = the_plan()
            tally = tally_of(month, current_projection(plan), plan)
        except (BadMonth, NoPlan) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write((form or as_text)(tally), ending="")

    def _check(self, file: Path, month: str) -> None:
        try:
            with file.open("rb") as stream:
                sheet = stream.read(_MOST).decode("utf-8")
        except OSError as error:
            raise CommandError(
                _("%(file)s cannot be read: %(reason)s") % {"file": file, "reason": error.strerror}
            ) from error
        except UnicodeDecodeError:
            sheet = ""
        facts = {"file": file, "month": month}
        if not is_unchanged(sheet, month):
            raise CommandError(
                _("%(file)s is not the sheet of %(month)s as this installation signed it.") % facts
            )
        self.stdout.write(_("%(file)s is unchanged: the sheet of %(month)s as it was signed here.") % facts)
