import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from ...exports import WRITERS, ExportRefused, Order
from ...plan import NoPlan
from ...services import export_project


class Command(BaseCommand):
    """Hands over the data of a released research project."""

    help = "Write the data of a released research project, with codebook and manifest, into a new folder."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("project", help="the name of the research project")
        parser.add_argument("--format", choices=tuple(WRITERS), required=True, dest="file_format")
        parser.add_argument("--language", choices=("de", "en"), default=settings.LANGUAGE_CODE)
        parser.add_argument("--to", type=Path, required=True, metavar="FOLDER", help="a new or empty folder")
        parser.add_argument(
            "--schema", type=Path, metavar="XSD", help="hold the codebook against this schema"
        )

    def handle(self, *, project: str, file_format: str, language: str, to: Path, **options: Any) -> None:
        order = Order(file_format, language, to.resolve(), options["schema"])
        try:
            manifest = export_project(project, order, self._progress())
        except (ExportRefused, NoPlan) as refusal:
            raise CommandError(str(refusal)) from refusal
        facts = {"number": manifest["interviews"], "folder": to}
        self.stdout.write(_("%(number)s interviews are in %(folder)s.") % facts)
        self.stdout.write(_suppressed(manifest["suppressed"]))
        for note in manifest["notes"]:
            self.stdout.write(note)

    def _progress(self) -> Any:
        """One line that moves on, on a terminal; nothing where nobody looks."""
        last = 0.0

        def show(what: str, done: int, all_of_them: int) -> None:
            nonlocal last
            if not self.stderr.isatty() or (time.monotonic() - last < 0.1 and done < all_of_them):
                return
            last = time.monotonic()
            ending = "\n" if done == all_of_them else ""
            self.stderr.write(f"\r{what}: {done:,} of {all_of_them:,}", ending=ending)
            self.stderr.flush()

        return show


def _suppressed(suppressed: dict[str, Any]) -> str:
    return _(
        "%(share)s of the quasi-identifying cells are suppressed, %(dropped)s of %(all)s records left out."
    ) % {
        "share": f"{100 * suppressed['share_of_cells']:.1f} %",
        "dropped": suppressed["records_left_out"],
        "all": suppressed["of_records"],
    }
