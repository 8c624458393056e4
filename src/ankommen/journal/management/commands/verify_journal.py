import re
import sys
from argparse import ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ...verification import Inspection


class Command(BaseCommand):
    """Check that nobody changed the journal. Exits with 1 if somebody did."""

    help = "Read the whole journal again and say where it is not as it was sealed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--anchor", type=_anchor, help="an anchor written down earlier: it must be in the chain"
        )

    def handle(self, *, anchor: str | None, **_: Any) -> None:
        inspection = Inspection()
        faults = 0
        for faults, sentence in enumerate(inspection.faults(anchor or ""), 1):  # noqa: B007
            self.stdout.write(sentence)
        self.stdout.write(_summary(inspection, faults))
        if faults:
            sys.exit(1)


def _summary(inspection: Inspection, faults: int) -> str:
    parts = [f"{inspection.entries} entries in {inspection.batches} batches"]
    if inspection.open_entries:
        parts.append(f"{inspection.open_entries} of them not yet sealed, since {inspection.oldest_open}")
    parts.append(f"chain broken (faults: {faults})" if faults else "chain whole")
    parts.append(f"newest anchor {inspection.newest or 'none yet'}")
    return ", ".join(parts) + "."


def _anchor(given: str) -> str:
    if not re.fullmatch(r"[0-9a-f]{64}", given.lower()):
        raise ArgumentTypeError("an anchor has 64 signs, 0 to 9 and a to f")
    return given.lower()
