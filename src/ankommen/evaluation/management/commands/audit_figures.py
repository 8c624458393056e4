from itertools import groupby
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ankommen.engines.attack import Report
from ankommen.engines.sealing import SealBroken

from ...models import Release
from ...plan import NoPlan, the_plan
from ...releases.attacking import Record, attacked, records
from ...releases.protecting import last_line


class Command(BaseCommand):
    """Judges what was published, not how it was made."""

    help = "Attack the releases kept, all together for each audience. Ends with 1 if anything is given away."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--releases", type=int, metavar="N", help="only the last N (default: all)")

    def handle(self, *, releases: int | None, **_: Any) -> None:
        history = _kept(releases)
        reports = [
            self._report(part, audience)
            for audience in history[-1].figures["audiences"]
            for part in _alike(history, audience)
        ]
        for report in reports:
            for finding in report.recovered:
                self.stdout.write(str(finding))
        self.stdout.write(last_line(reports))
        if any(report.recovered for report in reports):
            raise CommandError("Something published gives a hidden number away.")

    def _report(self, history: list[Record], audience: str) -> Report:
        numbers = f"{history[0].number} to {history[-1].number}"

        def progress(done: int, of: int) -> None:
            self.stderr.write(f"\r{audience}, releases {numbers}: {done} of {of} systems solved", ending="")
            self.stderr.flush()

        try:
            return attacked(history, audience, progress)
        except ValueError as contradiction:
            raise CommandError(f"{audience}, releases {numbers}: {contradiction}") from contradiction
        finally:
            self.stderr.write("")


def _kept(number: int | None) -> list[Record]:
    """The releases to judge. Raises CommandError where there are none or one does not open."""
    if number is not None and number < 1:
        raise CommandError("At least one release.")
    try:
        form_id = the_plan().form_id
        found = records(form_id, number or Release.objects.count())
    except NoPlan as refusal:
        raise CommandError(str(refusal)) from refusal
    except SealBroken as refusal:
        raise CommandError(
            "The workings of a release do not open with this installation's keys."
        ) from refusal
    if not found:
        raise CommandError("There is no release yet.")
    return found


def _alike(history: list[Record], audience: str) -> list[list[Record]]:
    """Releases in a row under the same threshold: what a lower one showed cannot be taken back."""
    rules = groupby(history, key=lambda record: record.figures["audiences"][audience]["threshold"])
    return [list(part) for _, part in rules]
