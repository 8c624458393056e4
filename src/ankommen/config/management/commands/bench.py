import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ...benches.asking import measure_asking
from ...benches.finding import measure_search
from ...benches.intake import measure_intake
from ...benches.measuring import machine
from ...benches.names import measure_names
from ...benches.pages import measure_portal
from ...benches.reports import Report, Wish, markdown
from ...benches.results import measure_results
from ...benches.rules import measure_rules
from ...benches.sheet import measure_sheet
from ...benches.workbook import measure_workbook
from ...city import the_citys_folder


@dataclass(frozen=True)
class Bench:
    """A bench and the sizes it measures unless asked for others."""

    measure: Callable[[Wish], Report]
    sizes: tuple[int, ...]

    @property
    def line(self) -> str:
        """What it measures, and of what the sizes are."""
        return (self.measure.__doc__ or "").strip()


BENCHES = {
    "workbook": Bench(measure_workbook, (100, 500, 2000, 4500)),
    "rules": Bench(measure_rules, (100, 500, 2000)),
    "intake": Bench(measure_intake, (50, 500)),
    "sheet": Bench(measure_sheet, (1, 10, 50)),
    "results": Bench(measure_results, (7_000, 100_000)),
    "names": Bench(measure_names, (20_000,)),
    "search": Bench(measure_search, (200, 2_000, 20_000)),
    "portal": Bench(measure_portal, (200, 2_000, 20_000)),
    "asking": Bench(measure_asking, (1,)),
}

# Needs a browser, Node and a checkout; `ankommen` has none of them.
IN_A_CHECKOUT = {
    "form-open": "Opening a questionnaire in Chromium: scripts/bench_form_open.py in a checkout."
}


class Command(BaseCommand):
    """The single place for figures."""

    help = "Measure speed and peak memory, beside a peer where there is one. Without a name: what there is."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", nargs="?", help=", ".join(BENCHES))
        parser.add_argument("--sizes", type=int, nargs="+", metavar="N", help="instead of the bench's own")
        parser.add_argument("--repeats", type=int, default=5, help="of which the fastest counts (default: 5)")
        parser.add_argument("--file", type=Path, help="workbook: another one instead of the city's")
        parser.add_argument(
            "--data", type=Path, help="search: the folder with its questions; asking: the table"
        )
        parser.add_argument(
            "--json", dest="as_json", action="store_true", help="print JSON instead of a table"
        )

    def handle(self, *, name: str | None, as_json: bool, **options: Any) -> None:
        if name is None:
            lines = {known: bench.line for known, bench in BENCHES.items()} | IN_A_CHECKOUT
            self.stdout.write("\n".join(f"{known:<10} {line}" for known, line in lines.items()))
            return
        if name not in BENCHES:
            raise CommandError(IN_A_CHECKOUT.get(name) or f"There is no bench {name}: {', '.join(BENCHES)}.")
        facts = machine()  # before the work, whose own load would stand in it
        report = BENCHES[name].measure(_wish(name, **options))
        self.stdout.write(_as_json(name, facts, report) if as_json else _as_text(name, facts, report))


def _wish(
    name: str, *, sizes: list[int] | None, repeats: int, file: Path | None, data: Path | None, **_: Any
) -> Wish:
    if min([repeats, *(sizes or [])]) < 1:
        raise CommandError("Sizes and repeats are at least 1.")
    if file and not file.is_file():
        raise CommandError(f"{file} is not there.")
    return Wish(tuple(sizes or BENCHES[name].sizes), repeats, the_citys_folder(), file, data)


def _as_json(name: str, facts: dict[str, Any], report: Report) -> str:
    return json.dumps({"bench": name, "machine": facts, "rows": report.rows, "notes": report.notes})


def _as_text(name: str, facts: dict[str, Any], report: Report) -> str:
    where = (
        f"{facts['processors']} processors, {facts['memory_gib']} GiB, Python {facts['python']}, "
        f"load {facts['load']} at the start"
    )
    return "\n".join([f"{name}: {where}", "", *markdown(report)])
