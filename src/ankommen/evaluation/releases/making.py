"""From the projection to a release: count, protect, attack, keep.

`Release.figures` holds what may be seen, and nothing else:

    {"questions": [{key, item, choice, subject, topic, answers, breaks, rest}],
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

from ankommen.engines.attack import Report
from ankommen.engines.disclosure import Protection
from ankommen.journal.services import record

from ..figures import Counter
from ..models import Release
from .attacking import Record, attacked, moving_records
from .cells import cube_of
from .outside import gone_so_far, known_to_staff
from .protecting import NotSafe, Protections, fallen, protected_safely, without
from .workings import Workings, opened, sealed

if TYPE_CHECKING:
    from ankommen.accounts.models import User

    from ..plan import Plan
    from ..projection import Projection

LEAST_NEW = 10  # interviews between two releases
LOOKED_BACK = 10  # releases that moved a number, beside which a new one is attacked


class TooSoon(Exception):
    """Fewer than ten interviews came since the last release, or at all; `missing` says how many more."""

    def __init__(self, missing: int) -> None:
        super().__init__(f"{missing} more interviews are needed.")
        self.missing = missing


def make_release(
    projection: Projection, plan: Plan, *, by: User | None, thresholds: Mapping[str, int]
) -> Release:
    """Count, protect, attack and keep a release. Raises TooSoon and NotSafe.

    thresholds: {"staff": 5 or more, "public": 10 or more}. Cost: see docs/performance.md.
    """
    last = Release.objects.filter(form_id=plan.form_id).first()
    if (missing := (last.interviews if last else 0) + LEAST_NEW - projection.number) > 0:
        raise TooSoon(missing)
    made = _Making(projection, plan, last).release(thresholds)
    with transaction.atomic():
        made.save(force_insert=True)
        record("evaluation.released", made, by=by, interviews=made.interviews)
    return made


class _Making:
    """One release in the making."""

    def __init__(self, projection: Projection, plan: Plan, last: Release | None) -> None:
        self.projection, self.plan = projection, plan
        self.number = last.number + 1 if last else 1
        self.counter = Counter(projection, plan)
        self.questions = list(self.counter.questions())
        self.cube = cube_of(
            table for question in self.questions for table in self.counter.tables_of(question)
        )
        self.known = known_to_staff(self.counter, self.cube)
        self.gone = gone_so_far(plan.form_id)
        self.last = opened(last) if last else None
        self.restarted = fallen(self.cube, self.last, self.gone) if self.last else set()

    def release(self, thresholds: Mapping[str, int]) -> Release:
        """The release, not yet kept. Raises NotSafe."""
        before = without(self.last.protections, self.restarted) if self.last else {}
        self.history = moving_records(self.plan.form_id, LOOKED_BACK)
        protections, audit = protected_safely(self.cube, before, self.known, thresholds, self._judged)
        return Release(
            number=self.number,
            made_on=timezone.localdate(),
            form_id=self.plan.form_id,
            interviews=self.projection.number,
            figures=self._figures(protections),
            workings=sealed(self._workings(protections)),
            audit=audit,
            has_demo=self.projection.has_demo,
        )

    def _judged(self, audience: str, protection: Protection) -> Report:
        """What an audience could work out, had it been given this."""
        given = {audience: protection}
        this = Record(self.number, self._figures(given), self._workings(given))
        try:
            return attacked([*self.history, this], audience)
        except ValueError as contradiction:
            raise NotSafe(str(contradiction)) from contradiction

    def _figures(self, protections: Protections) -> dict[str, Any]:
        return {
            "questions": [asdict(question) for question in self.questions],
            "tables": self.cube.tables,
            "versions": list(self.counter.tables),
            "audiences": {
                name: {
                    "threshold": protection.threshold,
                    "round_to": protection.round_to,
                    "cells": {key: state.value for key, state in protection.states.items()},
                }
                for name, protection in protections.items()
            },
        }

    def _workings(self, protections: Protections) -> Workings:
        earlier = self.last.began if self.last else {}
        began = {**earlier, **dict.fromkeys(self.restarted, self.number)}
        return Workings(protections, self.cube.counts, self.known, self.gone, began)
