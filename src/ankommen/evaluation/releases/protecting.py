"""Protect, let it be attacked, and take back what gave something away (the loop of docs/disclosure.md)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from ankommen.engines import disclosure
from ankommen.engines.attack import Report
from ankommen.engines.disclosure import Line, Protection

from .audiences import PUBLIC, ROUNDING, STAFF
from .cells import Cube
from .workings import Workings

Protections = dict[str, Protection]
Judge = Callable[[str, Protection], Report]
_ROUNDS = 3


class NotSafe(Exception):
    """The attacker worked something out. Nothing is published; the report names it."""


def protected_safely(
    cube: Cube, before: Protections, known: Collection[str], thresholds: Mapping[str, int], judge: Judge
) -> tuple[Protections, str]:
    """What may be shown to each audience, and the last line of the attack. Raises NotSafe.

    before: of the last release, empty before the first. judge: attacks what one audience is given. Staff come
    first; the public sees nothing stated that staff do not see, so that both together tell no more.
    """
    cells, lines = cube.cells, cube.lines

    def staff(keep: Collection[disclosure.Key]) -> Protection:
        return disclosure.protect(
            cells, lines, threshold=thresholds[STAFF], before=before.get(STAFF), known=known, keep=keep
        )

    def public(keep: Collection[disclosure.Key]) -> Protection:
        return disclosure.protect(
            cells,
            lines,
            threshold=thresholds[PUBLIC],
            round_to=ROUNDING[PUBLIC],
            before=before.get(PUBLIC),
            within=protections[STAFF],
            keep=keep,
        )

    protections, reports = Protections(), []
    for name, protect in ((STAFF, staff), (PUBLIC, public)):
        protections[name], report = _safe(name, protect, lines, judge)
        reports.append(report)
    return protections, last_line(reports)


def _safe(
    audience: str,
    protect: Callable[[Collection[disclosure.Key]], Protection],
    lines: Sequence[Line],
    judge: Judge,
) -> tuple[Protection, Report]:
    """What gives nothing away: twice the tables with a finding are kept as they stood, then all are."""
    keep = set[disclosure.Key]()
    for attempt in range(_ROUNDS + 1):
        protection = protect(keep)
        report = judge(audience, protection)
        if not report.recovered:
            break
        found = disclosure.same_tables([finding.key for finding in report.recovered], lines)
        keep |= found if attempt < _ROUNDS - 1 else protection.states.keys()
    else:
        raise NotSafe(str(report))
    return protection, report


def last_line(reports: Iterable[Report]) -> str:
    """The sum of several attacks, "12,000 cells, 2,000 hidden, 0 recovered"."""
    every = list(reports)
    together = Report(
        cells=sum(report.cells for report in every),
        hidden=sum(report.hidden for report in every),
        recovered=tuple(finding for report in every for finding in report.recovered),
    )
    return str(together).splitlines()[-1]


def fallen(cube: Cube, last: Workings, gone: int) -> set[str]:
    """Cells that count something else than in the last release, with their tables.

    Counts fall by no more than the interviews that are gone. What fell further was counted by another rule: a
    link was taken back, a group was cut differently. Such cells have no predecessor.
    """
    least = gone - last.gone
    found = [key for key, count in cube.counts.items() if last.counts.get(key, 0) - count > least]
    if not found:
        return set()
    return {str(key) for key in disclosure.same_tables(found, cube.lines)}


def without(protections: Protections, keys: Collection[str]) -> Protections:
    """The same as if these cells had not been in it."""
    return {
        name: replace(
            one,
            states={key: state for key, state in one.states.items() if key not in keys},
            gates={key: count for key, count in one.gates.items() if key not in keys},
        )
        for name, one in protections.items()
    }
