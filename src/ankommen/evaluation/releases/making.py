"""From the projection to a release: count, protect, attack, keep.

`Release.figures` holds what may be seen, and nothing else:

    {"questions": [{key, item, choice, subject, topic, answers, breaks}],
     "tables": [{question, breakdown, rows, answers}], "versions": [labels],
     "audiences": {"staff": {"threshold": 5, "round_to": 1, "cells": {key: number or null}}, "public": …}}

`Release.workings` holds, sealed, what the next release goes on from: the counts behind the numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from ankommen.engines import disclosure
from ankommen.journal.services import record

from ..figures import Counter
from ..models import Release
from . import workings
from .attacking import attacked
from .cells import Cube, cube_of

if TYPE_CHECKING:
    from ankommen.accounts.models import User

    from ..plan import Plan
    from ..projection import Projection

Protections = dict[str, disclosure.Protection]

LEAST_NEW = 10  # interviews between two releases
STAFF, PUBLIC = "staff", "public"
ROUNDING = {STAFF: 1, PUBLIC: 5}


class TooSoon(Exception):
    """Fewer than ten interviews came since the last release; `missing` says how many more it takes."""

    def __init__(self, missing: int) -> None:
        super().__init__(f"{missing} more interviews are needed.")
        self.missing = missing


class NotSafe(Exception):
    """The attacker worked something out. Nothing is published; the report names it."""


def make_release(
    projection: Projection, plan: Plan, *, by: User | None, thresholds: Mapping[str, int]
) -> Release:
    """Count, protect, attack and keep a release. Raises TooSoon and NotSafe.

    thresholds: {"staff": 5 or more, "public": 10 or more}. Cost: seconds for ten thousand cells.
    """
    last = Release.objects.filter(form_id=plan.form_id).first()
    if last and (missing := last.interviews + LEAST_NEW - projection.number) > 0:
        raise TooSoon(missing)
    counter = Counter(projection, plan)
    questions = list(counter.questions())
    cube = cube_of(table for question in questions for table in counter.tables_of(question))
    before = workings.opened(last) if last else {}
    protections = _protected(cube, before, thresholds)
    report = attacked(plan.form_id, cube, protections)
    if report.recovered:
        raise NotSafe(str(report))
    figures = {
        "questions": [asdict(question) for question in questions],
        "tables": cube.tables,
        "versions": list(counter.tables),
        "audiences": {name: _published(protection) for name, protection in protections.items()},
    }
    with transaction.atomic():
        release = Release.objects.create(
            number=last.number + 1 if last else 1,
            made_on=timezone.localdate(),
            form_id=plan.form_id,
            interviews=projection.number,
            figures=figures,
            workings=workings.sealed(protections),
            audit=str(report).splitlines()[-1],
            has_demo=projection.has_demo,
        )
        record("evaluation.released", release, by=by, interviews=release.interviews)
    return release


def _protected(cube: Cube, before: Protections, thresholds: Mapping[str, int]) -> Protections:
    """For staff first; the public sees nothing stated that staff do not see, so that both tell no more."""
    cells, lines = cube.cells, list(cube.lines.values())
    staff = disclosure.protect(
        cells, lines, threshold=thresholds[STAFF], before=before.get(STAFF), known=cube.known
    )
    public = disclosure.protect(
        cells,
        lines,
        threshold=thresholds[PUBLIC],
        round_to=ROUNDING[PUBLIC],
        before=before.get(PUBLIC),
        within=staff,
    )
    return {STAFF: staff, PUBLIC: public}


def _published(protection: disclosure.Protection) -> dict[str, Any]:
    return {
        "threshold": protection.threshold,
        "round_to": protection.round_to,
        "cells": {key: state.value for key, state in protection.states.items()},
    }
