"""A plan for the small questionnaire of tests.interviews, and interviews held with it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from ankommen.evaluation.plan import Breakdown, Group, Plan, Subject
from ankommen.interviews.services import store_demo_interview
from ankommen.questionnaires.models import Version

LABEL = {"de": "Etwas", "en": "Something"}
PLAN = Plan(
    form_id="test",
    target_rule="${flat} != 'no'",
    subjects=(Subject("needs", LABEL, list="help"),),
    breakdowns=(
        Breakdown("town", LABEL, item="town"),
        Breakdown("language", LABEL, frame="language"),
        Breakdown(
            "size",
            LABEL,
            groups=(Group("few", LABEL, "${people} <= 3"), Group("many", LABEL, "${people} > 3")),
        ),
        Breakdown("version", LABEL, frame="version"),
    ),
)


def held(version: Version, *, on: date | None = None, **changes: Any) -> str:
    """Store an interview; returns its number."""
    content = {
        "answers": {"flat": "none", "people": 5, "town": "a"},
        "language": "ar",
        "contact": "desk",
        "interpreter": "none",
        "site": None,
        "on": on or timezone.localdate(),
        **changes,
    }
    return str(store_demo_interview(version, **content).interview.pk)
