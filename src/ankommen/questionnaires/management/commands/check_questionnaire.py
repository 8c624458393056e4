import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from ankommen.engines.xlsform import Reading, to_check_json

from ...console import console_language, problem_lines, read_file


class Command(BaseCommand):
    """Says whether a workbook can be published. Needs no database."""

    help = "Say whether a workbook can be published, with every problem and its repair. Exit 1 if it cannot."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="an XLSForm workbook, .xlsx or .xls")
        parser.add_argument("--json", action="store_true", dest="as_json", help="print the result as JSON")

    def handle(self, *, file: Path, as_json: bool, **_options: Any) -> None:
        with override(console_language()):
            reading = read_file(file).reading
            if as_json:
                self.stdout.write(json.dumps(to_check_json(reading), ensure_ascii=False, indent=2))
            else:
                self.stdout.write("\n".join(_report(reading)))
        if not reading.ok:
            raise SystemExit(1)


def _report(reading: Reading) -> Iterator[str]:
    yield from problem_lines(reading.problems)
    if not reading.ok:
        yield _("This workbook cannot be published.")
        return
    items = ngettext("%(count)s question", "%(count)s questions", reading.items) % {"count": reading.items}
    languages = ", ".join(
        f"{each['name']} ({each['code']}, {each['translated']:.0%})" for each in reading.languages
    )
    yield _("%(form_id)s, version %(version)s, can be published: %(items)s; %(languages)s.") % {
        "form_id": reading.form_id,
        "version": reading.version,
        "items": items,
        "languages": languages,
    }
