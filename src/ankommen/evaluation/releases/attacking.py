"""Every release, together with those before it, is given to the attacker before anybody sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ankommen.engines.attack import Release as Seen
from ankommen.engines.attack import Report, Rules, Sum, audit

from ..models import Release
from . import workings

if TYPE_CHECKING:
    from ankommen.engines.disclosure import Protection

    from .cells import Cube


def attacked(form_id: str, cube: Cube, protections: dict[str, Protection], *, back: int = 2) -> Report:
    """What the new release would give away, seen beside the `back` releases before it, for each audience."""
    earlier = [workings.opened(release) for release in Release.objects.filter(form_id=form_id)[:back]]
    history = [*reversed(earlier), protections]
    lines = [Sum(line.total, line.parts) for line in cube.lines.values()]
    reports = [_audience(name, history, lines, cube) for name in protections]
    return Report(
        cells=sum(report.cells for report in reports),
        hidden=sum(report.hidden for report in reports),
        recovered=tuple(finding for report in reports for finding in report.recovered),
    )


def _audience(name: str, history: list[dict[str, Protection]], lines: list[Sum], cube: Cube) -> Report:
    now = history[-1][name]
    seen = [
        Seen({key: state.value for key, state in protection.states.items()}, at_stake=protection.at_stake)
        for protection in (release[name] for release in history if name in release)
    ]
    return audit(seen, lines, Rules(now.threshold, now.round_to), truth=None)
